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
    private const int HistoryDays = 28;

    /// <summary>A payer that was there so long before has keys that are known.</summary>
    private const int PayerDays = 14;

    /// <summary>Of what the very first import brought, only its last days are news.</summary>
    private const int QuietStart = 14;

    /// <summary>Names first used from this day on are new.</summary>
    /// <param name="firstFact">First day with any spend; null: nothing is there.</param>
    /// <param name="firstImport">Day on which the store got its first import; null: nothing is there.</param>
    public static DateOnly? Since(DateOnly today, DateOnly? firstFact, DateOnly? firstImport) =>
        firstFact is not { } fact || firstImport is not { } import ? null
        : new[] { today.AddDays(1 - NewFor), fact.AddDays(HistoryDays), import.AddDays(-QuietStart) }.Max();

    /// <param name="since">As <see cref="Since"/> says.</param>
    public static IEnumerable<AlertSignal> Find(SpendAnswers spend, DateOnly today, DateOnly since, AlertSettings settings)
    {
        ArgumentNullException.ThrowIfNull(spend);
        ArgumentNullException.ThrowIfNull(settings);
        var (before, recent) = (new Period(DateOnly.MinValue, since), new Period(since, today.AddDays(1)));
        return New(AlertKind.NewModel, Dimension.Model, 0).Concat(New(AlertKind.NewKey, Dimension.Key, settings.NewKeyCost));

        // Days are asked for only of names that are new: a store has thousands of keys and most days none of them is.
        IEnumerable<AlertSignal> New(AlertKind kind, Dimension named, long least)
        {
            var known = Names(Ask(before, null, [], named));
            var fresh = Names(Ask(recent, null, [], named));
            fresh.ExceptWith(known);
            if (kind == AlertKind.NewKey && fresh.Count > 0) fresh.IntersectWith(OfOldPayers([.. fresh]));
            return fresh.Count == 0 ? []
                : Of(kind, known, Ask(recent, settings.Currency, [new Filter(named, [.. fresh])], named, Dimension.Provider, Dimension.Day), settings.Currency, least, settings.Recipients);
        }

        // A payer that joins brings all of its keys at once, which is no news of each of them.
        IEnumerable<string> OfOldPayers(IReadOnlyList<string?> keys)
        {
            var payers = Ask(new Period(DateOnly.MinValue, since.AddDays(-PayerDays)), null, [], Dimension.Payer).Rows.Select(row => row.Keys[0]).ToHashSet();
            return Ask(recent, null, [new Filter(Dimension.Key, keys)], Dimension.Key, Dimension.Payer).Rows.Where(row => payers.Contains(row.Keys[1])).Select(row => row.Keys[0]!);
        }

        SpendResult Ask(Period days, string? currency, IReadOnlyList<Filter> where, params IReadOnlyList<Dimension> by) =>
            spend.Ask(new SpendQuery(days, by, Measure.Attributed, Scope.Ai, where, currency));
    }

    private static HashSet<string> Names(SpendResult result) => result.Rows.Select(row => row.Keys[0]).OfType<string>().ToHashSet(StringComparer.OrdinalIgnoreCase);

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
