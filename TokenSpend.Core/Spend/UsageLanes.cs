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
        if (_narrow is { } narrow)
            for (var i = 0; i < rows.Length; i++)
            {
                var (low, high) = Vector256.Widen(Vector256.Create<int>(narrow.AsSpan(rows[i] * Width, Width)));
                Add(sums.AsSpan(groups[i] * Width, Width), low, high);
            }
        else
            for (var i = 0; i < rows.Length; i++)
            {
                var own = _wide.AsSpan(rows[i] * Width, Width);
                Add(sums.AsSpan(groups[i] * Width, Width), Vector256.Create<long>(own), Vector256.Create<long>(own[4..]));
            }
    }

    /// <summary>Adds consecutive rows from <paramref name="start"/> on, each to the sums of its day.</summary>
    public void AddRun(long[] sums, int start, ReadOnlySpan<byte> days, int offset)
    {
        if (_narrow is { } narrow)
            for (var i = 0; i < days.Length; i++)
            {
                var (low, high) = Vector256.Widen(Vector256.Create<int>(narrow.AsSpan((start + i) * Width, Width)));
                Add(sums.AsSpan((offset + days[i]) * Width, Width), low, high);
            }
        else
            for (var i = 0; i < days.Length; i++)
            {
                var own = _wide.AsSpan((start + i) * Width, Width);
                Add(sums.AsSpan((offset + days[i]) * Width, Width), Vector256.Create<long>(own), Vector256.Create<long>(own[4..]));
            }
    }

    private static void Add(Span<long> sum, Vector256<long> low, Vector256<long> high)
    {
        (Vector256.Create<long>(sum) + low).CopyTo(sum);
        (Vector256.Create<long>(sum[4..]) + high).CopyTo(sum[4..]);
    }
}
