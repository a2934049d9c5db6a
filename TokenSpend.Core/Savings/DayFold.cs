using System.Numerics;
using System.Runtime.InteropServices;

namespace TokenSpend.Core.Savings;

/// <summary>The one pass over a day's requests, shared by all hints: first <see cref="Learn"/>, then <see cref="Claim"/>, each in order of time.</summary>
/// <remarks>
/// For each caller and model it keeps, for every set of hints that claim anything there, the sum over the requests of the
/// greatest claim in the set. So the joint potential stays exact, to the nano, when any finding is dismissed, without reading a request again.
/// </remarks>
public sealed class DayFold
{
    /// <summary>How long before the day the second sweep begins: longer than a cache or a retry lives.</summary>
    public const long LookBackMs = 15 * 60_000;

    private readonly int _day;
    private readonly long _startMs;
    private readonly IReadOnlyList<IRequestHint> _hints;
    private readonly SavingClaim[] _claims;
    private readonly Dictionary<(int Subject, int Model, string Currency), Sums> _cells = [];

    private sealed class Sums(int sets)
    {
        public int Present;
        public readonly long[] Requests = new long[sets], Spent = new long[sets], Saving = new long[sets];
        public readonly long[] Low = new long[sets], High = new long[sets];
    }

    /// <param name="day">Day number, UTC.</param>
    /// <param name="startMs">Its first instant.</param>
    /// <param name="hints">Fresh ones.</param>
    public DayFold(int day, long startMs, IReadOnlyList<IRequestHint> hints)
    {
        ArgumentNullException.ThrowIfNull(hints);
        (_day, _startMs, _hints, _claims) = (day, startMs, hints, new SavingClaim[hints.Count]);
    }

    /// <summary>First sweep: requests of the day.</summary>
    public void Learn(in LoggedRequest request)
    {
        foreach (var hint in _hints) hint.Learn(request);
    }

    /// <summary>Second sweep: requests from <see cref="LookBackMs"/> before the day on.</summary>
    /// <returns>One claim a hint, valid until the next call; empty for a request before the day.</returns>
    public ReadOnlySpan<SavingClaim> Claim(in LoggedRequest request)
    {
        var claimed = 0;
        for (var hint = 0; hint < _claims.Length; hint++)
        {
            _claims[hint] = _hints[hint].Claim(request);
            if (_claims[hint].Saving > 0) claimed |= 1 << hint;
            else _claims[hint] = default;
        }
        if (request.AtMs < _startMs) return [];
        ref var sums = ref CollectionsMarshal.GetValueRefOrAddDefault(_cells, (request.Subject, request.Model, request.Currency), out _);
        sums ??= new Sums(1 << _claims.Length);
        sums.Requests[0]++;
        sums.Spent[0] += request.Cost ?? 0;
        if (claimed != 0) Add(sums, claimed, request.Cost ?? 0);
        return _claims;
    }

    /// <summary>Sets of hints that claim nothing in a cell are left out.</summary>
    public IEnumerable<SavingCell> Cells()
    {
        foreach (var ((subject, model, currency), sums) in _cells)
            for (var set = 0; set < sums.Requests.Length; set++)
                if ((set & ~sums.Present) == 0)
                    yield return new SavingCell(_day, subject, model, currency, set, sums.Requests[set], sums.Spent[set], sums.Saving[set], sums.Low[set], sums.High[set]);
    }

    private void Add(Sums sums, int claimed, long cost)
    {
        sums.Present |= claimed;
        for (var set = 1; set < sums.Requests.Length; set++)
        {
            var both = set & claimed;
            if (both == 0) continue;
            long best = 0;
            for (var rest = both; rest != 0; rest &= rest - 1) best = Math.Max(best, _claims[BitOperations.TrailingZeroCount(rest)].Saving);
            sums.Requests[set]++;
            sums.Spent[set] += cost;
            sums.Saving[set] += best;
            if (!BitOperations.IsPow2(set)) continue;
            sums.Low[set] += _claims[BitOperations.Log2((uint)set)].Low;
            sums.High[set] += _claims[BitOperations.Log2((uint)set)].High;
        }
    }
}
