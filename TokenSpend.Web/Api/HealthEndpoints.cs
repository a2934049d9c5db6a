using System.Globalization;
using TokenSpend.Core.Operations;
using TokenSpend.Core.Storage;
using TokenSpend.Web.Jobs;

namespace TokenSpend.Web.Api;

/// <summary>Health and metrics for the people who run it.</summary>
internal static class HealthEndpoints
{
    public static void Map(WebApplication app)
    {
        app.MapGet("/health/live", () => Results.Text("live"));
        app.MapGet("/health/ready", (DemoState demo) => demo.IsComplete
            ? Results.Text("ready")
            : Results.Text("the demo is being made", statusCode: StatusCodes.Status503ServiceUnavailable));
        app.MapGet("/metrics", MetricsAsync);
    }

    /// <summary>Prometheus text format.</summary>
    private static async Task<IResult> MetricsAsync(Imports imports, CancellationToken cancellation)
    {
        var all = await imports.ListAsync(Viewer.Everything, cancellation);
        using var text = new StringWriter(CultureInfo.InvariantCulture) { NewLine = "\n" };
        text.WriteLine("# HELP tokenspend_imports Imports by state.\n# TYPE tokenspend_imports gauge");
        foreach (var state in Enum.GetValues<ImportState>())
            text.WriteLine($"tokenspend_imports{{state=\"{state.ToString().ToLowerInvariant()}\"}} {all.Count(import => import.State == state)}");
        text.WriteLine("# HELP tokenspend_import_lines Lines of done imports by outcome.\n# TYPE tokenspend_import_lines gauge");
        var done = all.Where(import => import.State == ImportState.Done).ToList();
        foreach (var (name, count) in new[]
        {
            ("accepted", done.Sum(import => import.Accepted)), ("duplicates", done.Sum(import => import.Duplicates)), ("replaced", done.Sum(import => import.Replaced)),
            ("ignored", done.Sum(import => import.Ignored)), ("rejected", done.Sum(import => import.Rejected)),
        })
            text.WriteLine($"tokenspend_import_lines{{outcome=\"{name}\"}} {count}");
        return Results.Text(text.ToString(), "text/plain; version=0.0.4");
    }
}
