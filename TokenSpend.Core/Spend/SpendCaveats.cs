using System.Globalization;
using TokenSpend.Core.Ledger;
using TokenSpend.Core.Primitives;
using TokenSpend.Core.Usage;

namespace TokenSpend.Core.Spend;

/// <summary>What the figures of one query lack.</summary>
internal sealed class SpendCaveats(SpendQuery query, SpendCube cube, MoneyGroups money)
{
    /// <summary>Combinations of <see cref="LedgerMarks"/>.</summary>
    public const int MarkCount = 4;

    private const int ModelsNamed = 5;

    /// <summary>Keeps AI charges and all usage.</summary>
    public static readonly bool[] WithoutOthers = [.. Enumerable.Range(0, MarkCount).Select(mark => !Has(mark, LedgerMarks.Other))];

    /// <param name="everything">The query's rows in any scope.</param>
    /// <param name="counted">The query's rows.</param>
    public IReadOnlyList<Caveat> Of(ScanRequest everything, ScanRequest counted, IReadOnlyList<SpendTotal> totals)
    {
        var caveats = new List<Caveat>();
        if (totals.Sum(total => total.Figures.UnpricedTokens) is > 0 and var tokens)
            caveats.Add(new Caveat("unpriced", [Text(tokens), .. UnpricedModels(counted)]));

        var notes = Notes(everything);
        var shown = notes.Where(note => query.Scope == Scope.All || !note.Other).ToList();
        if (query.Measure == Measure.Attributed) AddAmounts(caveats, "unmatched", shown.Where(note => note.Unmatched));
        if (query.Measure is Measure.Attributed or Measure.Metered) AddUnassigned(caveats, shown);
        AddAmounts(caveats, "payer-unknown", shown.Where(note => note.PayerUnknown));
        if (query.Scope == Scope.Ai) AddAmounts(caveats, "other-charges", notes.Where(note => note.Other));
        foreach (var total in totals)
            if (total.Figures.Accrued != 0) caveats.Add(Amount("accrued", total.Figures.Accrued, total.Currency));

        foreach (var (currency, date) in money.RateDates)
            caveats.Add(new Caveat("converted", [currency, query.Currency!, date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)]));
        foreach (var currency in money.NoRate) caveats.Add(new Caveat("no-rate", [currency, query.Currency!]));
        return caveats;
    }

    private List<Note> Notes(ScanRequest everything)
    {
        var owners = cube.Codes.Owners.All;
        var payers = cube.Codes.Payers;
        Axis[] axes =
        [
            Axis.Flag(CodeSource.Owner, owners.Count, owner => owners[owner].Department is null),
            Axis.Flag(CodeSource.Payer, payers.Count, payer => payers[payer] == Payer.Unknown),
            new Axis(CodeSource.Marks, [.. Enumerable.Range(0, MarkCount)], MarkCount),
        ];
        // Accrued has a place in the list although no note needs it: conversion expects it.
        var request = everything with { Axes = axes, Figures = [everything.Figures[MeasureFigures.Cost], -1] };
        var sums = money.Read(request);
        var (unassigned, unknown, marks) = (sums.Groups.Coordinates(0), sums.Groups.Coordinates(1), sums.Groups.Coordinates(2));
        return [.. Enumerable.Range(0, sums.Groups.Count).Select(group => new Note(
            unassigned[group] == 1, unknown[group] == 1, Has(marks[group], LedgerMarks.Unmatched), Has(marks[group], LedgerMarks.Other),
            sums.Currency(group), sums.Groups.Value(MeasureFigures.Cost, group)))];
    }

    /// <summary>The models with the most unpriced tokens.</summary>
    private IEnumerable<string> UnpricedModels(ScanRequest counted)
    {
        var axis = Axis.Of(CodeSource.Model, [Dimension.Model], cube.Codes, query.Days);
        var sums = CubeScan.Run(counted with { Axes = [axis], Figures = [counted.Figures[MeasureFigures.Unpriced]] }, cube);
        var (models, names) = (sums.Coordinates(0), axis.Names(Dimension.Model));
        return Enumerable.Range(0, sums.Count)
            .Select(group => (Model: names[models[group]], Tokens: sums.Value(0, group)))
            .Where(model => model.Tokens > 0)
            .OrderByDescending(model => model.Tokens).ThenBy(model => model.Model, StringComparer.Ordinal)
            .Take(ModelsNamed).Select(model => model.Model ?? "?");
    }

    /// <summary>Share in percent with one decimal, then the currency that it is a share of.</summary>
    private static void AddUnassigned(List<Caveat> caveats, List<Note> notes)
    {
        foreach (var group in notes.GroupBy(note => note.Currency).OrderBy(group => group.Key, StringComparer.Ordinal))
        {
            var all = group.Sum(note => (decimal)note.Nanos);
            var unassigned = group.Where(note => note.Unassigned).Sum(note => (decimal)note.Nanos);
            if (all <= 0 || unassigned == 0) continue;
            var share = decimal.Round(100 * unassigned / all, 1);
            caveats.Add(new Caveat("unassigned", [share.ToString("0.0", CultureInfo.InvariantCulture), group.Key]));
        }
    }

    private static void AddAmounts(List<Caveat> caveats, string code, IEnumerable<Note> notes)
    {
        foreach (var group in notes.GroupBy(note => note.Currency).OrderBy(group => group.Key, StringComparer.Ordinal))
            if (group.Aggregate(0L, (sum, note) => checked(sum + note.Nanos)) is not 0 and var nanos)
                caveats.Add(Amount(code, nanos, group.Key));
    }

    private static Caveat Amount(string code, long nanos, string currency) => new(code, [Nano.Format(nanos), currency]);

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);

    private static bool Has(int marks, LedgerMarks mark) => ((LedgerMarks)marks & mark) != 0;

    private readonly record struct Note(bool Unassigned, bool PayerUnknown, bool Unmatched, bool Other, string Currency, long Nanos);
}
