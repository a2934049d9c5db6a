using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using TokenSpend.Core.Usage;

namespace TokenSpend.Core.Spend;

/// <summary>Requests and text tokens of many rows side by side, eight numbers a row, so that one vector addition takes a whole row.</summary>
/// <remarks>Column by column, a year by day took three times as long: each column walked all the groups anew.</remarks>
internal sealed class UsageLanes
{
    public const int Width = 8;

    /// <summary>Requests, then the kinds of text tokens; one lane is spare.</summary>
    public const int Used = 1 + TokenKindInfo.AlwaysShown;

    /// <summary>Vector sums are not checked: below this, four million rows cannot overflow.</summary>
    private const long Limit = 1L << 40;

    private readonly int[]? _narrow;
    private readonly long[]? _wide;

    private UsageLanes(int[]? narrow, long[]? wide) => (_narrow, _wide) = (narrow, wide);

    /// <summary>The figure of a lane.</summary>
    public static int Figure(int lane) => (int)Spend.Figure.Requests + lane;

    /// <summary>The lane of a figure; −1 where it has none.</summary>
    public static int LaneOf(int figure) =>
        figure - (int)Spend.Figure.Requests is >= 0 and < Used and var lane ? lane : -1;

    /// <returns>Null where a value is out of range or there are too many rows: such rows are kept in checked columns.</returns>
    public static UsageLanes? Of(long[][] figures, int rows)
    {
        if (rows > 1 << 22) return null;
        long all = 0;
        for (var lane = 0; lane < Used; lane++)
            foreach (var value in figures[Figure(lane)]) all |= value < 0 ? Limit : value;
        if (all >= Limit) return null;

        var narrow = all <= int.MaxValue ? new int[rows * Width] : null;
        var wide = narrow is null ? new long[rows * Width] : null;
        for (var lane = 0; lane < Used; lane++)
        {
            var values = figures[Figure(lane)];
            for (var row = 0; row < rows; row++)
                if (narrow is not null) narrow[row * Width + lane] = (int)values[row];
                else wide![row * Width + lane] = values[row];
        }
        return new UsageLanes(narrow, wide);
    }

    public long At(int lane, int row) => _narrow is not null ? _narrow[row * Width + lane] : _wide![row * Width + lane];

    /// <summary>Adds row <c>rows[i]</c> to sums of group <c>groups[i]</c>.</summary>
    /// <param name="sums"><see cref="Width"/> numbers a group.</param>
    public void AddTo(long[] sums, ReadOnlySpan<int> rows, ReadOnlySpan<int> groups)
    {
        groups = groups[..rows.Length];
        var all = MemoryMarshal.Cast<long, Vector256<long>>(sums.AsSpan());
        if (_narrow is not null)
        {
            var own = MemoryMarshal.Cast<int, Vector256<int>>(_narrow);
            for (var i = 0; i < rows.Length; i++) Add(all, groups[i], Vector256.Widen(own[rows[i]]));
        }
        else
        {
            var own = MemoryMarshal.Cast<long, Vector256<long>>(_wide);
            for (var i = 0; i < rows.Length; i++) Add(all, groups[i], (own[2 * rows[i]], own[2 * rows[i] + 1]));
        }
    }

    /// <summary>Adds consecutive rows from <paramref name="start"/> on, each to the sums of its day.</summary>
    public void AddRun(long[] sums, int start, ReadOnlySpan<byte> days, int offset)
    {
        var all = MemoryMarshal.Cast<long, Vector256<long>>(sums.AsSpan());
        if (_narrow is not null)
        {
            var own = MemoryMarshal.Cast<int, Vector256<int>>(_narrow).Slice(start, days.Length);
            for (var i = 0; i < own.Length; i++) Add(all, offset + days[i], Vector256.Widen(own[i]));
        }
        else
        {
            var own = MemoryMarshal.Cast<long, Vector256<long>>(_wide)[(2 * start)..];
            for (var i = 0; i < days.Length; i++) Add(all, offset + days[i], (own[2 * i], own[2 * i + 1]));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Add(Span<Vector256<long>> sums, int group, (Vector256<long> Low, Vector256<long> High) row)
    {
        sums[2 * group] += row.Low;
        sums[2 * group + 1] += row.High;
    }
}
