using System.CommandLine;
using TokenSpend.Core.Operations;
using TokenSpend.Core.Reporting;
using TokenSpend.Core.Spend;

namespace TokenSpend.Web.Cli;

/// <summary>spend: the question behind every page.</summary>
internal static class SpendVerb
{
    public static Command Build(TextWriter output)
    {
        var from = new Option<string?>("--from") { Description = "First day (2026-11-01) or month (2026-11); default: this month.", HelpName = "D" };
        var to = new Option<string?>("--to") { Description = "Day or month after the last.", HelpName = "D" };
        var by = new Option<string?>("--by") { Description = $"Group by: {SpendQueryText.DimensionNames.Replace(' ', ',')}.", HelpName = "DIM,..." };
        var measure = Options.Choice("--measure", "Which cost.", "attributed", "attributed", "effective", "billed", "metered");
        var where = new Option<string[]>("--where") { Description = "Keep rows of this value; repeat for more. An empty value means unassigned.", HelpName = "DIM=VALUE", DefaultValueFactory = _ => [] };
        var scope = Options.Choice("--scope", "AI charges, or all that the bills hold.", "ai", "ai", "all");
        var currency = new Option<string?>("--currency") { Description = "Convert to this currency at dated rates.", HelpName = "C" };
        var format = Options.Choice("--format", "How to answer.", "table", "table", "csv", "json");
        var data = Options.DataDirectory();
        var verb = new Command("spend", "Tells what was spent, by any dimensions.") { from, to, by, measure, where, scope, currency, format, data };
        verb.SetAction(async (parsed, cancellation) =>
        {
            using var place = Workplace.Open(parsed.GetValue(data)!);
            using var spend = new SpendReports(place.Database, place.Company, place.Clock);
            var text = new SpendQueryText(
                parsed.GetValue(from), parsed.GetValue(to), parsed.GetValue(by), parsed.GetValue(measure), parsed.GetValue(where)!, parsed.GetValue(scope), parsed.GetValue(currency));
            var (query, error) = text.Parse(spend.Today);
            if (query is null) throw new UsageException("--" + error);
            var result = await spend.QueryAsync(Viewer.Everything, query, cancellation);
            await output.WriteLineAsync(parsed.GetValue(format) switch
            {
                "json" => SpendJson.Of(result),
                "csv" => SpendCsv.Of(result).TrimEnd('\n'),
                _ => SpendTable.Of(result),
            });
            return Exit.Done;
        });
        return verb;
    }
}
