using System.CommandLine;
using System.Globalization;
using TokenSpend.Core.Operations;
using TokenSpend.Core.Pricing;

namespace TokenSpend.Web.Cli;

/// <summary>prices import|show|history: the price book.</summary>
internal static class PricesVerb
{
    public static Command Build(TextWriter output)
    {
        var verb = new Command("prices", "Shows the price book or takes one over.");
        verb.Subcommands.Add(Import(output));
        verb.Subcommands.Add(Show(output));
        verb.Subcommands.Add(History(output));
        return verb;
    }

    private static Command Import(TextWriter output)
    {
        var file = new Argument<string>("FILE") { Description = "Price book as CSV, with the columns of data/prices.csv; or the JSON table of genai-prices or LiteLLM." };
        var book = new Option<string?>("--book") { Description = "list, contract (wins over list) or any other name. Default: list for CSV, genai or litellm for those tables.", HelpName = "NAME" };
        var dryRun = new Option<bool>("--dry-run") { Description = "Only tells what it would change: records, and their cost before and after by department." };
        var by = new Option<string?>("--by") { Description = "Who enters it.", HelpName = "NAME" };
        var data = Options.DataDirectory();
        var verb = new Command("import", "Takes a price book over; what it changes is rated anew. What the book said before stays on record.") { file, book, by, dryRun, data };
        verb.SetAction(async (parsed, cancellation) =>
        {
            using var place = Workplace.Open(parsed.GetValue(data)!);
            var (books, rating, before) = (new PriceBookFiles(place.Company, place.Clock), new ReRating(place.Database, place.Company), place.Company.Rules.Prices);
            var edition = books.Prepare(parsed.GetValue(file)!, parsed.GetValue(book), parsed.GetValue(by));
            foreach (var note in edition.Notes) await Console.Error.WriteLineAsync(note);
            if (parsed.GetValue(dryRun))
            {
                await PreviewText.WriteAsync(output, await rating.PreviewAsync(edition.Book, edition.Merged, cancellation));
                return Exit.Done;
            }
            books.TakeOver(edition);
            var changed = await rating.RunAsync(before, cancellation);
            await Console.Error.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{edition.Recorded:N0} rows recorded; what the book said before stays in its history."));
            await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"Book {edition.Book} has {edition.Merged.Current.Count:N0} prices; {changed:N0} records have another cost now."));
            return Exit.Done;
        });
        return verb;
    }

    private static Command Show(TextWriter output)
    {
        var model = new Argument<string?>("MODEL") { Description = "Part of a model's name; without it all.", Arity = ArgumentArity.ZeroOrOne };
        var on = new Option<string?>("--on") { Description = "Day whose prices to show; default: today.", HelpName = "DAY" };
        var knownAt = new Option<string?>("--known-at") { Description = "What the book said at the end of that day (UTC); default: what it says now.", HelpName = "DAY" };
        var book = new Option<string>("--book") { Description = "Which book.", DefaultValueFactory = _ => "list", HelpName = "NAME" };
        var data = Options.DataDirectory();
        var verb = new Command("show", "Prices in force today, or on another day as they are or were known.") { model, on, knownAt, book, data };
        verb.SetAction(async (parsed, _) =>
        {
            using var place = Workplace.Open(parsed.GetValue(data)!);
            var day = Day(parsed.GetValue(on), "--on") ?? DateOnly.FromDateTime(place.Clock.GetUtcNow().UtcDateTime);
            var known = Day(parsed.GetValue(knownAt), "--known-at") is { } end ? end.AddDays(1).ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc).AddTicks(-1) : DateTime.MaxValue;
            var prices = new PriceBookFiles(place.Company, place.Clock).Read(parsed.GetValue(book)!);
            return await WriteAsync(output, prices.At(day, known), parsed.GetValue(model), withRecords: false);
        });
        return verb;
    }

    private static DateOnly? Day(string? text, string option) => text is null ? null
        : DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day
        : throw new RefusedException($"{option}: found '{text}', expected a day such as 2026-03-13.");

    private static Command History(TextWriter output)
    {
        var model = new Argument<string>("MODEL") { Description = "Part of a model's name." };
        var book = new Option<string>("--book") { Description = "Which book.", DefaultValueFactory = _ => "list", HelpName = "NAME" };
        var data = Options.DataDirectory();
        var verb = new Command("history", "All prices of a model: the days that each is for, and since when and until when the book said so.") { model, book, data };
        verb.SetAction(async (parsed, _) =>
        {
            using var place = Workplace.Open(parsed.GetValue(data)!);
            return await WriteAsync(output, new PriceBookFiles(place.Company, place.Clock).Read(parsed.GetValue(book)!).Rows, parsed.GetValue(model), withRecords: true);
        });
        return verb;
    }

    private static async Task<int> WriteAsync(TextWriter output, IEnumerable<PriceRow> rows, string? model, bool withRecords)
    {
        var found = rows.Where(row => model is null || row.Model.Contains(model, StringComparison.OrdinalIgnoreCase))
            .OrderBy(row => row.Provider, StringComparer.Ordinal).ThenBy(row => row.Model, StringComparer.Ordinal).ThenBy(row => row.From).ThenBy(row => row.Recorded).ToList();
        if (found.Count == 0) throw new RefusedException($"The book has no model with '{model}' in its name. 'prices show' lists all.");
        foreach (var row in found) await output.WriteLineAsync(PriceText.Of(row, withRecords ? found : []));
        return Exit.Done;
    }
}
