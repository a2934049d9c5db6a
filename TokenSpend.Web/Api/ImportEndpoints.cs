using System.Globalization;
using CsvHelper;
using TokenSpend.Core.Operations;

namespace TokenSpend.Web.Api;

/// <summary>What imports answer, and their rejected lines.</summary>
internal static class ImportEndpoints
{
    public static void Map(WebApplication app)
    {
        UploadEndpoints.Map(app);
        app.MapGet("/api/imports/{id:long}", async (long id, Imports imports, CancellationToken cancellation) =>
            await imports.ReportAsync(Viewer.Everything, id, cancellation) is { } report ? Results.Text(report.ToJson(), "application/json") : Results.NotFound())
            .WithSummary("The answer of a done import.");
        app.MapGet("/api/imports/{id:long}/rejections.csv", RejectionsAsync).WithSummary("Rejected lines with the reason and the line itself.");
        app.MapGet("/api/imports/{id:long}/rejected-lines", RejectedLinesAsync).WithSummary("Rejected lines under the file's header: mend and import again.");
    }

    private static async Task<IResult> RejectionsAsync(long id, Imports imports, CancellationToken cancellation)
    {
        if (await imports.RejectedAsync(Viewer.Everything, id, cancellation) is not { } rejected) return Results.NotFound();
        using var text = new StringWriter(CultureInfo.InvariantCulture) { NewLine = "\n" };
        using var csv = new CsvWriter(text, CultureInfo.InvariantCulture, leaveOpen: true);
        foreach (var name in (ReadOnlySpan<string>)["line", "column", "found", "expected", "message", "text"]) csv.WriteField(name);
        csv.NextRecord();
        foreach (var why in rejected.Rejections)
        {
            csv.WriteField(why.Line);
            foreach (var cell in (ReadOnlySpan<string>)[why.Column, why.Found, why.Expected, why.Message, rejected.Text.GetValueOrDefault(why.Line, "")])
                csv.WriteField(Core.Reporting.SpendCsv.Harmless(cell));
            csv.NextRecord();
        }
        csv.Flush();
        return Download(text.ToString(), $"{rejected.File}.rejections.csv");
    }

    private static async Task<IResult> RejectedLinesAsync(long id, Imports imports, CancellationToken cancellation)
    {
        if (await imports.RejectedAsync(Viewer.Everything, id, cancellation) is not { } rejected) return Results.NotFound();
        var isLog = rejected.Header.TrimStart().StartsWith('{');
        var lines = rejected.Rejections.Select(why => rejected.Text.GetValueOrDefault(why.Line, "")).Where(line => line.Length > 0);
        return Download(string.Join('\n', isLog ? lines : lines.Prepend(rejected.Header)) + "\n", $"rejected-{rejected.File}");
    }

    private static IResult Download(string text, string name) =>
        Results.File(System.Text.Encoding.UTF8.GetPreamble().Concat(System.Text.Encoding.UTF8.GetBytes(text)).ToArray(), "text/csv; charset=utf-8", name);
}
