using CsCheck;
using TokenSpend.Core.Pricing;
using TokenSpend.Core.Usage;

namespace TokenSpend.Tests.Pricing;

/// <summary>What was the price on that day, and what did the book say of it at that time.</summary>
public sealed class PriceBeliefTests
{
    private static readonly DateOnly First = new(2026, 1, 1);
    private static readonly DateTime Start = new(2026, 6, 1, 0, 0, 0, DateTimeKind.Utc);
    private static readonly Gen<(DateOnly? From, DateOnly? To)> Spans = Gen.Select(Gen.Int[0, 9].Nullable(0.2), Gen.Int[1, 10].Nullable(0.2))
        .Where(span => span.Item1 is null || span.Item2 is null || span.Item1 < span.Item2)
        .Select(span => (span.Item1 is { } from ? First.AddDays(from) : (DateOnly?)null, span.Item2 is { } to ? First.AddDays(to) : (DateOnly?)null));

    [Fact]
    public void A_day_at_a_moment_has_the_row_recorded_last_of_all_that_were_recorded_by_then() =>
        Gen.Select(
            Gen.Select(Spans, Gen.Enum<ServiceTier>(), Gen.Long[1, 99].Nullable(0.2)).Array[0, 8],
            Gen.Int[-1, 11], Gen.Int[-1, 9])
        .Sample((entries, day, known) =>
        {
            PriceRow[] rows =
            [
                .. Enum.GetValues<ServiceTier>().Select((tier, i) => Row(i, null, null, tier, 100 + i, null)),
                .. entries.Select((entry, i) => Row(10 + i, entry.Item1.From, entry.Item1.To, entry.Item2, entry.Item3, Start.AddHours(i))),
            ];
            Assert.True(PriceBook.TryBuild(rows, "f", out var book, out var errors), string.Join('\n', errors.Select(error => error.Message)));
            var (at, moment) = (First.AddDays(day), Start.AddHours(known));
            var expected = Scan(rows, at, moment);
            Assert.Equal(expected, Prices(book.At(at, moment)));
            Assert.Equal(expected, Prices(book.KnownAt(moment).Current.Where(row => row.Holds(at))));
            Assert.Equal(Scan(rows, at, DateTime.MaxValue), Prices(book.Current.Where(row => row.Holds(at))));
        });

    [Fact]
    public void A_new_edition_is_believed_from_now_on_and_what_was_believed_before_stays() =>
        Gen.Select(Spans, Gen.Enum<ServiceTier>(), Gen.Long[1, 3]).Array[1, 4].Select(Edition).Array[1, 4].Sample(editions =>
        {
            PriceBook? book = null;
            var moments = new List<DateTime>();
            foreach (var edition in editions)
            {
                var rows = PriceRecording.Take(book, edition, Start, "Li Na");
                Assert.True(PriceBook.TryLoad(new StringReader(PriceFileWriter.Write(rows)), "f", out book, out var errors), string.Join('\n', errors.Select(error => error.Message)));
                moments.Add(book.Rows.Max(row => row.Recorded)!.Value);
            }
            for (var day = First.AddDays(-1); day < First.AddDays(12); day = day.AddDays(1))
                for (var i = 0; i < editions.Length; i++)
                    Assert.Equal(Prices(editions[i].Current.Where(row => row.Holds(day))), Prices(book!.At(day, moments[i])));
        });

    [Fact]
    public void The_same_edition_again_records_nothing()
    {
        Assert.True(PriceBook.TryBuild(PriceRecording.Take(null, Shipped.Book, Start, null), "f", out var book, out _));
        Assert.Equal(PriceFileWriter.Write(book.Rows), PriceFileWriter.Write(PriceRecording.Take(book, Shipped.Book, Start.AddDays(1), null)));
        Assert.Equal(PriceFileWriter.Write(Shipped.Book.Rows), PriceFileWriter.Write(PriceRecording.Take(Shipped.Book, Shipped.Book, Start.AddDays(1), null)));
    }

    [Fact]
    public void Two_prices_recorded_at_one_time_for_one_moment_are_refused_and_a_later_correction_is_not()
    {
        PriceRow[] rows = [Row(2, null, null, default, 1, null), Row(3, First, null, default, 2, null)];
        Assert.False(PriceBook.TryBuild(rows, "f", out _, out var errors));
        Assert.Equal((3, "from"), (errors[0].Line, errors[0].Column));
        Assert.True(PriceBook.TryBuild([rows[0], rows[1] with { Recorded = Start }], "f", out var book, out _));
        Assert.Equal([1L], Prices(book.At(First, Start.AddSeconds(-1))).Select(price => price.Price));
        Assert.Equal([2L], Prices(book.At(First, Start)).Select(price => price.Price));
    }

    [Fact]
    public void A_name_may_move_to_another_model_in_a_later_edition()
    {
        var (old, other) = (Row(2, null, null, default, 1, null) with { Aliases = ["latest"] }, Row(3, null, null, default, 2, null) with { Model = "n" });
        Assert.True(PriceBook.TryBuild([old, other], "f", out var first, out _));
        Assert.True(PriceBook.TryBuild([old with { Aliases = [] }, other with { Aliases = ["latest"] }], "f", out var second, out _));
        Assert.True(PriceBook.TryLoad(new StringReader(PriceFileWriter.Write(PriceRecording.Take(first, second, Start, null))), "f", out var merged, out var errors), string.Join('\n', errors.Select(error => error.Message)));
        Assert.Equal("n", new PriceBooks([("list", merged)], _ => TimeZoneInfo.Utc).Identity.Of("p", "latest").Model);
        Assert.Equal("m", new PriceBooks([("list", merged.KnownAt(Start.AddSeconds(-1)))], _ => TimeZoneInfo.Utc).Identity.Of("p", "latest").Model);
    }

    [Fact]
    public void Taking_back_what_nobody_said_is_refused()
    {
        Assert.False(PriceBook.TryBuild([Row(2, null, First, default, 1, null), Row(3, First, null, default, null, Start)], "f", out _, out var errors));
        Assert.Equal((3, "input"), (errors[0].Line, errors[0].Column));
    }

    // Slow and obvious.
    private static List<(ServiceTier Tier, long Price)> Scan(PriceRow[] rows, DateOnly day, DateTime knownAt)
    {
        var found = new List<(ServiceTier, long)>();
        foreach (var tier in Enum.GetValues<ServiceTier>())
        {
            PriceRow? last = null;
            foreach (var row in rows)
                if (row.Tier == tier && row.Holds(day) && (row.Recorded ?? DateTime.MinValue) <= knownAt && (last is null || (row.Recorded ?? DateTime.MinValue) > (last.Recorded ?? DateTime.MinValue)))
                    last = row;
            if (last?.NanosPerMillion[0] is { } price) found.Add((tier, price));
        }
        return found;
    }

    private static List<(ServiceTier Tier, long Price)> Prices(IEnumerable<PriceRow> rows) =>
        [.. rows.Select(row => (row.Tier, row.NanosPerMillion[0]!.Value)).Order()];

    private static PriceBook Edition(((DateOnly? From, DateOnly? To) Span, ServiceTier Tier, long Price)[] entries)
    {
        var rows = new List<PriceRow>();
        foreach (var (span, tier, price) in entries)
        {
            var row = Row(rows.Count + 2, span.From, span.To, tier, price, null);
            if (!rows.Exists(other => other.Tier == tier && (other.From ?? DateOnly.MinValue) < (row.To ?? DateOnly.MaxValue) && (row.From ?? DateOnly.MinValue) < (other.To ?? DateOnly.MaxValue))) rows.Add(row);
        }
        Assert.True(PriceBook.TryBuild(rows, "f", out var book, out _));
        return book;
    }

    private static PriceRow Row(int line, DateOnly? from, DateOnly? to, ServiceTier tier, long? price, DateTime? recorded) => new()
    {
        Line = line, Provider = "p", Model = "m", Aliases = [], Publisher = null, Currency = "USD", On = new PriceSelector(null, tier, null, null), ContextOver = 0,
        From = from, To = to, NanosPerMillion = [price, .. new long?[TokenKindInfo.Count - 1]], Source = "s", Checked = First, Recorded = recorded,
    };
}
