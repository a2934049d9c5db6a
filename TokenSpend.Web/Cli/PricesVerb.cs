using System.CommandLine;
using System.Globalization;
using TokenSpend.Core.Operations;
using TokenSpend.Core.Pricing;
using TokenSpend.Core.Primitives;
using TokenSpend.Core.Usage;

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
        var file = new Argument<string>("FILE") { Description = "Price book as CSV, with the columns of data/prices.csv." };
        var book = new Option<string>("--book") { Description = "list, contract (wins over list) or any other name.", DefaultValueFactory = _ => "list", HelpName = "NAME" };
        var data = Options.DataDirectory();
        var verb = new Command("import", "Takes a price book over; what it changes is rated anew.") { file, book, data };
        verb.SetAction(async (parsed, cancellation) =>
        {
            using var place = Workplace.Open(parsed.GetValue(data)!);
            var books = new PriceBookFiles(place.Company);
            var rows = books.Import(parsed.GetValue(file)!, parsed.GetValue(book)!);
            var changed = await new ReRating(place.Database, place.Company).RunAsync(cancellation);
            await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"Book {parsed.GetValue(book)} has {rows:N0} prices; {changed:N0} records have another cost now."));
            return Exit.Done;
        });
        return verb;
    }

    private static Command Show(TextWriter output)
    {
        var model = new Argument<string?>("MODEL") { Description = "Part of a model's name; without it all.", Arity = ArgumentArity.ZeroOrOne };
        var book = new Option<string>("--book") { Description = "Which book.", DefaultValueFactory = _ => "list", HelpName = "NAME" };
        var data = Options.DataDirectory();
        var verb = new Command("show", "Prices in force today.") { model, book, data };
        verb.SetAction(async (parsed, _) =>
        {
            using var place = Workplace.Open(parsed.GetValue(data)!);
            var today = DateOnly.FromDateTime(place.Clock.GetUtcNow().UtcDateTime);
            var rows = new PriceBookFiles(place.Company).Read(parsed.GetValue(book)!).Rows.Where(row => row.Holds(today));
            return await WriteAsync(output, rows, parsed.GetValue(model));
        });
        return verb;
    }

    private static Command History(TextWriter output)
    {
        var model = new Argument<string>("MODEL") { Description = "Part of a model's name." };
        var book = new Option<string>("--book") { Description = "Which book.", DefaultValueFactory = _ => "list", HelpName = "NAME" };
        var data = Options.DataDirectory();
        var verb = new Command("history", "All prices of a model over time.") { model, book, data };
        verb.SetAction(async (parsed, _) =>
        {
            using var place = Workplace.Open(parsed.GetValue(data)!);
            return await WriteAsync(output, new PriceBookFiles(place.Company).Read(parsed.GetValue(book)!).Rows, parsed.GetValue(model));
        });
        return verb;
    }

    private static async Task<int> WriteAsync(TextWriter output, IEnumerable<PriceRow> rows, string? model)
    {
        var found = rows.Where(row => model is null || row.Model.Contains(model, StringComparison.OrdinalIgnoreCase))
            .OrderBy(row => row.Provider, StringComparer.Ordinal).ThenBy(row => row.Model, StringComparer.Ordinal).ThenBy(row => row.From).ToList();
        if (found.Count == 0) throw new RefusedException($"The book has no model with '{model}' in its name. 'prices show' lists all.");
        foreach (var row in found)
        {
            var prices = TokenKindInfo.All.Where(kind => row.NanosPerMillion[(int)kind.Kind] is not null)
                .Select(kind => $"{kind.Name} {Nano.Format(row.NanosPerMillion[(int)kind.Kind]!.Value)}");
            var when = (row.From, row.To) switch
            {
                (null, null) => "",
                var (from, to) => $" [{from?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}, {to?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)})",
            };
            var tier = row.Tier == ServiceTier.Standard ? "" : $" {row.Tier.ToString().ToLowerInvariant()}";
            var context = row.ContextOver == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $" over {row.ContextOver} tokens");
            await output.WriteLineAsync($"{row.Provider} {row.Model}{when}{tier}{context}: {row.Currency} per 1 M: {string.Join(", ", prices)}  ({row.Source}, checked {row.Checked:yyyy-MM-dd})");
        }
        return Exit.Done;
    }
}
