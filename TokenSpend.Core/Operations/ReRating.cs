using TokenSpend.Core.Attribution;
using TokenSpend.Core.Primitives;
using TokenSpend.Core.Pricing;
using TokenSpend.Core.Storage;
using TokenSpend.Core.Usage;

namespace TokenSpend.Core.Operations;

/// <summary>Rates stored usage anew after the price book changed; only what has another cost is written.</summary>
/// <remarks>
/// The database remembers with which books all of its usage is rated. A run that is killed, or a book that was edited by hand, leaves
/// another mark than that of the books in force, and the next run goes over everything.
/// </remarks>
public sealed class ReRating(Database database, Company company)
{
    private const string RatedWith = "rated-with";
    private static readonly (long, long)[] Always = [(long.MinValue, long.MaxValue)];

    // The books of the last run of this process: after a change only the days on which they differ are gone over.
    private PriceBooks? _known;

    /// <summary>Usage is rated with the books in force again.</summary>
    public event Action? Done;

    /// <summary>Some usage is still rated with other books than those in force.</summary>
    public bool IsBehind => database.Setting(RatedWith) != company.RatingMark(company.Rules.Prices);

    /// <summary>What another edition of a book would change; nothing is written.</summary>
    /// <param name="book">Its name. Books other than list and contract rate nothing by themselves.</param>
    public Task<RatingPreview> PreviewAsync(string book, PriceBook edition, CancellationToken cancellation) => Task.Run(() =>
    {
        var rules = company.Rules;
        var prices = rules.PayerPrices;
        var other = prices with { Books = prices.Books.With(book, edition, Company.BooksInForce) };
        using var reader = new SegmentReader(database);
        var sum = new PreviewSum(reader.Subjects(), rules.Owners);
        new ReRater(database, rules.Calendar, other).Look(Spans(reader, other.Books, prices.Books), sum.Add, cancellation);
        return sum.Result(reader.Versions().Where(month => month.Value.Closed).Select(month => month.Key));
    }, cancellation);

    /// <summary>Rates anew what the books in force rate otherwise than before.</summary>
    /// <param name="before">The books that all usage was rated with, as far as the caller knows.</param>
    /// <returns>Records whose cost changed.</returns>
    public Task<long> RunAsync(PriceBooks before, CancellationToken cancellation) => Task.Run(() =>
    {
        var rules = company.Rules;
        return Run(rules, SpansSince(before, rules), cancellation);
    }, cancellation);

    /// <summary>Rates anew what is not rated with the books in force; all of it where nobody knows with which it is.</summary>
    /// <returns>Records whose cost changed.</returns>
    public Task<long> CatchUpAsync(CancellationToken cancellation) => Task.Run(() =>
    {
        var rules = company.Rules;
        if (database.Setting(RatedWith) != company.RatingMark(rules.Prices)) return Run(rules, _known is { } known ? SpansSince(known, rules) : Always, cancellation);
        _known = rules.Prices;
        return 0;
    }, cancellation);

    private (long, long)[] SpansSince(PriceBooks before, CompanyRules rules)
    {
        if (database.Setting(RatedWith) != company.RatingMark(before)) return Always;
        using var reader = new SegmentReader(database);
        return [.. Spans(reader, rules.Prices, before)];
    }

    private long Run(CompanyRules rules, (long, long)[] spans, CancellationToken cancellation)
    {
        var mark = company.RatingMark(rules.Prices);
        var changed = new ReRater(database, rules.Calendar, rules.PayerPrices).Run(spans, cancellation);
        database.SetSetting(RatedWith, mark);
        _known = rules.Prices;
        Done?.Invoke();
        return changed;
    }

    private static IReadOnlyList<(long FromMs, long ToMs)> Spans(SegmentReader reader, PriceBooks one, PriceBooks other) =>
        one.DiffersFrom(other, reader.Models().Where(name => name.Model is not null));

    /// <summary>Adds up changes by department.</summary>
    private sealed class PreviewSum(Subject[] subjects, OwnerRules owners)
    {
        private readonly Dictionary<(string? Department, string Currency), RatingPreviewRow> _rows = [];
        private readonly Dictionary<(int Subject, int Day), string?> _departments = [];
        private long _records;
        private int? _first, _last;

        public void Add(RatingChange change)
        {
            if (!change.IsLive) return;
            _records++;
            (_first, _last) = (Math.Min(_first ?? change.Day, change.Day), Math.Max(_last ?? change.Day, change.Day));
            if (!_departments.TryGetValue((change.Subject, change.Day), out var department))
                _departments[(change.Subject, change.Day)] = department = owners.Of(subjects[change.Subject], DateOnly.FromDayNumber(change.Day)).Department;
            // A record that changes its currency is in two rows; it is counted where it goes to.
            Add(new RatingPreviewRow(department, change.CurrencyBefore, 0, change.Before ?? 0, 0, change.UnpricedBefore, 0));
            Add(new RatingPreviewRow(department, change.After.Currency, 1, 0, change.After.Total ?? 0, 0, change.After.UnpricedTokens));
        }

        public RatingPreview Result(IEnumerable<Month> closed)
        {
            Period? days = _first is { } first ? new Period(DateOnly.FromDayNumber(first), DateOnly.FromDayNumber(_last!.Value + 1)) : null;
            return new RatingPreview(_records, days,
                [.. _rows.Values.OrderByDescending(row => Math.Abs(row.After - row.Before)).ThenBy(row => row.Department, StringComparer.Ordinal).ThenBy(row => row.Currency, StringComparer.Ordinal)],
                days is null ? [] : [.. closed.Where(month => month.Days.Intersect(days.Value) is not null).Order()]);
        }

        private void Add(RatingPreviewRow part)
        {
            var key = (part.Department, part.Currency);
            _rows[key] = _rows.TryGetValue(key, out var sum) ? sum.Plus(part) : part;
        }
    }
}
