using System.Globalization;
using System.Text.Json;
using AngleSharp.Dom;
using Bunit;
using CsvHelper;
using TokenSpend.Core.Operations;
using TokenSpend.Tests.Web;
using TokenSpend.Web.Components.Charts;
using TokenSpend.Web.Components.Pages.Explore;
using TokenSpend.Web.Components.Pages.Overview;
using TokenSpend.Web.Navigation;

namespace TokenSpend.Tests.Api;

/// <summary>One question, one answer: Overview, Explore, the verb's JSON and the CSV export tell the same figures.</summary>
[Collection(ApiCollection.Name)]
public sealed class SameFiguresTests(ApiSite site) : PageContext
{
    private const string Period = "from=2025-08-01&to=2025-09-01";

    public static TheoryData<string, string[]> Filters => new()
    {
        { "", [] },
        { "dept=Sales", ["--where", "department=Sales"] },
        { "dept=&model=gpt-5", ["--where", "department=", "--where", "model=gpt-5"] },
        { "provider=alibaba", ["--where", "provider=alibaba"] },
        { "measure=metered&scope=all", ["--measure", "metered", "--scope", "all"] },
    };

    [Theory, MemberData(nameof(Filters))]
    public async Task Pages_json_and_csv_tell_the_same_figures(string view, string[] options)
    {
        foreach (var by in new[] { "department", "model" })
        {
            var json = (await site.TypeAsync(["spend", "--from", "2025-08-01", "--to", "2025-09-01", "--by", by, "--format", "json", .. options])).Json;
            foreach (var currency in json.GetProperty("totals").EnumerateArray().Select(total => Cell(total, "currency")!).Where(code => code.Length > 0))
            {
                var state = ViewState.Parse($"?{Period}&show={currency}&by={by}&{view}");
                var status = await site.Spend.StatusAsync(Viewer.Everything, CancellationToken.None);
                var colours = new ColourBook(site.Spend);
                var overview = await OverviewData.LoadAsync(site.Spend, colours, Viewer.Everything, state, status, CancellationToken.None);
                var explore = await ExploreData.LoadAsync(site.Spend, colours, Viewer.Everything, state, status, CancellationToken.None);

                var told = Told(json.GetProperty("rows"), by, currency).Append(("Total", Shown(json.GetProperty("totals").EnumerateArray().Single(total => Cell(total, "currency") == currency)))).Order().ToList();
                Assert.Contains(told, row => row.Item2 is not ("unknown" or "0"));
                var panel = Render<OverviewView>(page => page.Add(part => part.Data, overview)).FindAll("table.rank")[by == "department" ? 0 : 1];
                Assert.Equal(told, Read(panel, cost: 1));
                var table = Render<ExploreView>(page => page.Add(part => part.Data, explore)).Find("table.spend");
                Assert.Equal(told, Read(table, cost: 1));

                var exported = table.ParentElement!.ParentElement!.QuerySelector("[data-testid=csv]")!.GetAttribute("href")!;
                Assert.Equal(Told(json.GetProperty("rows"), by, null), Csv(await site.Http.GetStringAsync(new Uri("/" + exported, UriKind.Relative)), by));
            }
        }
    }

    private static IEnumerable<(string, string)> Told(JsonElement rows, string by, string? currency) => rows.EnumerateArray()
        .Where(row => currency is null || Cell(row, "currency") == currency)
        .Select(row => (Cell(row, by) ?? "Unassigned", currency is null ? $"{Cell(row, "cost")} {Cell(row, "currency")} {row.GetProperty("requests")}" : Shown(row))).Order();

    /// <summary>As a page tells it exactly, on hover; null cost is unknown.</summary>
    private static string Shown(JsonElement figures) => Cell(figures, "cost") is not { } cost ? "unknown"
        : decimal.Parse(cost, CultureInfo.InvariantCulture).ToString("#,##0.00#######", CultureInfo.InvariantCulture) + " " + Cell(figures, "currency");

    private static IEnumerable<(string, string)> Read(IElement table, int cost) => table.QuerySelectorAll("tbody tr, tfoot tr")
        .Where(row => row.Children.Length > cost)
        .Select(row => (Name(row.Children[0]), Exact(row.Children[cost].QuerySelector(".figure")!))).Order().ToList();

    private static string Name(IElement cell) => (cell.QuerySelector("a") ?? cell).TextContent.Trim();

    /// <summary>What the hint holds: the exact sum, of a lower bound too.</summary>
    private static string Exact(IElement figure)
    {
        if (figure.ClassList.Contains("unknown")) return "unknown";
        var hint = figure.GetAttribute("title") ?? "";
        var exact = System.Text.RegularExpressions.Regex.Match(hint, @"−?[\d,]+\.\d+ [A-Z]{3}");
        return exact.Success ? exact.Value.Replace('−', '-') : figure.TextContent;
    }

    private static IEnumerable<(string, string)> Csv(string text, string by)
    {
        var lines = text.TrimStart('\uFEFF').Split('\n').SkipWhile(line => line.StartsWith('#'));
        using var csv = new CsvReader(new StringReader(string.Join('\n', lines)), CultureInfo.InvariantCulture);
        var rows = new List<(string, string)>();
        csv.Read();
        csv.ReadHeader();
        while (csv.Read())
        {
            var (name, cost) = (csv.GetField(by)!, csv.GetField("cost")!);
            rows.Add((name.Length == 0 ? "Unassigned" : name.TrimStart('\''), $"{(cost.Length == 0 ? null : cost)} {csv.GetField("currency")} {csv.GetField("requests")}"));
        }
        return rows.Order();
    }

    private static string? Cell(JsonElement json, string name) => json.GetProperty(name).GetString();
}
