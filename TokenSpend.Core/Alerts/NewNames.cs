using System.Globalization;
using TokenSpend.Core.Primitives;
using TokenSpend.Core.Spend;

namespace TokenSpend.Core.Alerts;

/// <summary>Names of models and keys that appear for the first time. A young store knows little and keeps quiet.</summary>
public static class NewNames
{
    /// <summary>So long a name is new.</summary>
    private const int NewFor = 35;

    /// <summary>So much history must lie before a name for its absence there to tell anything.</summary>
    public const int HistoryDays = 28;

    /// <summary>Of what the very first import brought, only its last days are news.</summary>
    private const int QuietStart = 14;

    /// <summary>Names first used from this day on are new.</summary>
    /// <param name="firstFact">First day with any spend; null: nothing is there.</param>
    /// <param name="firstImport">Day on which the store got its first import; null: nothing is there.</param>
    public static DateOnly? Since(DateOnly today, DateOnly? firstFact, DateOnly? firstImport) =>
        firstFact is not { } fact || firstImport is not { } import ? null
        : new[] { today.AddDays(1 - NewFor), fact.AddDays(HistoryDays), import.AddDays(-QuietStart) }.Max();

    /// <param name="known">Names used before <see cref="Since"/>, as the answers spell them.</param>
    /// <param name="recent">By model or key, provider and day, from <see cref="Since"/> on, converted to the currency.</param>
    /// <param name="least">Nano units of the currency that a name must have cost; 0: any use counts.</param>
    public static IEnumerable<AlertSignal> Of(AlertKind kind, IReadOnlySet<string> known, SpendResult recent, string currency, long least, IReadOnlyList<string> recipients)
    {
        ArgumentNullException.ThrowIfNull(known);
        ArgumentNullException.ThrowIfNull(recent);
        foreach (var name in recent.Rows.Where(row => row.Keys[0] is not null && !known.Contains(row.Keys[0]!) && IsUsed(row.Figures)).GroupBy(row => row.Keys[0]!))
        {
            var cost = CostOf(name, currency);
            if (least > 0 && (cost ?? 0) < least) continue;
            var first = name.OrderBy(row => row.Keys[2], StringComparer.Ordinal).First();
            yield return Signal(kind, name.Key, first, name.Sum(row => row.Figures.Requests), cost, recent.Query, currency, recipients);
        }
    }

    private static AlertSignal Signal(AlertKind kind, string name, SpendRow first, long requests, long? cost, SpendQuery query, string currency, IReadOnlyList<string> recipients)
    {
        var (word, by) = kind == AlertKind.NewModel ? (AlertFigures.Model, Dimension.Model) : (AlertFigures.Key, Dimension.Key);
        var figures = new Dictionary<string, string>
        {
            [word] = name, [AlertFigures.First] = first.Keys[2]!, [AlertFigures.Requests] = AlertFigures.Of(requests), [AlertFigures.Currency] = currency,
        };
        if (first.Keys[1] is { } provider) figures[AlertFigures.Provider] = provider;
        if (cost is { } known) figures[AlertFigures.Cost] = AlertFigures.Of(known);
        var from = DateOnly.ParseExact(first.Keys[2]!, "yyyy-MM-dd", CultureInfo.InvariantCulture);
        return new AlertSignal(
            // Two spellings of a model are one model.
            kind == AlertKind.NewModel ? $"new-model:{name.ToLowerInvariant()}" : $"new-key:{name}", kind,
            new AlertSnapshot(figures, [], new AlertQuery(AlertFigures.Of(from), AlertFigures.Of(query.Days.To), "application", FilterText.Print([new Filter(by, [name])]), currency)),
            recipients);
    }

    /// <summary>Null: some of it has no price at all, or is in a currency without a rate.</summary>
    private static long? CostOf(IEnumerable<SpendRow> rows, string currency)
    {
        long sum = 0;
        foreach (var row in rows)
        {
            if (row.Figures.Cost is not { } cost || (row.Currency != currency && cost != 0)) return null;
            sum = checked(sum + cost);
        }
        return sum;
    }

    private static bool IsUsed(SpendFigures figures) => figures.Requests > 0 || figures.Cost is not 0;
}
