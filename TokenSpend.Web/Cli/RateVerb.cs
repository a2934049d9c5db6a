using System.CommandLine;
using TokenSpend.Core.Operations;

namespace TokenSpend.Web.Cli;

/// <summary>rate FILE.ndjson: tokens and metered cost of raw usage blocks.</summary>
internal static class RateVerb
{
    public static Command Build(TextWriter output)
    {
        var file = new Argument<string>("FILE") { Description = "NDJSON: provider, model, at, usage (the provider's own block)." };
        var book = new Option<string?>("--book") { Description = "Price book; default: contract over list.", HelpName = "NAME" };
        var data = Options.DataDirectory();
        var verb = new Command("rate", "Rates raw usage blocks with the price book.") { file, book, data };
        verb.SetAction(async (parsed, cancellation) =>
        {
            using var place = Workplace.Open(parsed.GetValue(data)!);
            var path = parsed.GetValue(file)!;
            if (!File.Exists(path)) throw new RefusedException($"{path}: there is no such file. Check the path.");
            var rates = new Rates(place.Company, place.Clock);
            var bad = false;
            using var lines = new StreamReader(path);
            await foreach (var (line, isError) in rates.RateAsync(lines, parsed.GetValue(book), cancellation))
            {
                bad |= isError;
                await output.WriteLineAsync(line);
            }
            return bad ? Exit.DoneWithRejectedLines : Exit.Done;
        });
        return verb;
    }
}
