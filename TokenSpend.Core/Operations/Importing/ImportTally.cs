using System.Runtime.InteropServices;
using TokenSpend.Core.Ingestion;
using TokenSpend.Core.Usage;

namespace TokenSpend.Core.Operations.Importing;

/// <summary>Sums of what a file holds, duplicates included, and what became of lines that gave nothing.</summary>
public sealed class ImportTally
{
    private readonly Dictionary<string, long> _ignoredBy = [];
    private readonly Dictionary<string, (long? Billed, long? Effective, long? Metered)> _costs = [];
    private TokenCounts _tokens;
    private int _firstDay = int.MaxValue;
    private int _lastDay = int.MinValue;

    /// <summary>Rejections kept for the answer; the rest is in quarantine only.</summary>
    public const int RejectionsShown = 100;

    public long Lines { get; set; }
    public long Blank { get; set; }
    public long Ignored { get; private set; }
    public long Rejected { get; private set; }
    public long Records { get; private set; }
    public long Charges { get; private set; }
    public long UnpricedTokens { get; private set; }
    public List<Rejection> FirstRejections { get; } = [];
    public IReadOnlyDictionary<string, long> IgnoredBy => _ignoredBy;
    public ref readonly TokenCounts Tokens => ref _tokens;

    public DateOnly? From => _lastDay < _firstDay ? null : DateOnly.FromDayNumber(_firstDay);
    public DateOnly? To => _lastDay < _firstDay ? null : DateOnly.FromDayNumber(_lastDay + 1);

    public IEnumerable<CurrencyCost> Cost => _costs.OrderBy(cost => cost.Key, StringComparer.Ordinal)
        .Select(cost => CurrencyCost.Of(cost.Key, cost.Value.Billed, cost.Value.Effective, cost.Value.Metered));

    public void AddIgnored(string reason, long lines = 1)
    {
        Ignored += lines;
        _ignoredBy[reason] = _ignoredBy.GetValueOrDefault(reason) + lines;
    }

    public void AddRejected(Rejection why)
    {
        Rejected++;
        if (FirstRejections.Count < RejectionsShown) FirstRejections.Add(why);
    }

    public void Add(in UsageRow row, string currency)
    {
        Records++;
        _tokens += row.Tokens;
        UnpricedTokens = checked(UnpricedTokens + row.UnpricedTokens);
        Day(row.Day, row.Day);
        if (row.Cost is not { } metered || currency.Length == 0) return;
        ref var cost = ref CollectionsMarshal.GetValueRefOrAddDefault(_costs, currency, out _);
        cost.Metered = checked((cost.Metered ?? 0) + metered);
    }

    public void Add(Charge charge)
    {
        ArgumentNullException.ThrowIfNull(charge);
        Charges++;
        Day(charge.Days.From.DayNumber, Math.Max(charge.Days.From.DayNumber, charge.Days.To.DayNumber - 1));
        var cost = _costs.GetValueOrDefault(charge.Currency);
        _costs[charge.Currency] = cost with
        {
            Billed = checked((cost.Billed ?? 0) + charge.Billed),
            Effective = checked((cost.Effective ?? 0) + charge.Effective),
        };
    }

    private void Day(int first, int last)
    {
        _firstDay = Math.Min(_firstDay, first);
        _lastDay = Math.Max(_lastDay, last);
    }
}
