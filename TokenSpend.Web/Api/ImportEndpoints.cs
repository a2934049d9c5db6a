using System.Globalization;
using CsvHelper;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;
using TokenSpend.Core.Operations;
using TokenSpend.Core.Storage;
using TokenSpend.Web.Jobs;

namespace TokenSpend.Web.Api;

/// <summary>Upload over plain HTTP: streams to a spool file, then the job takes over. Faster than the page's circuit by far.</summary>
internal static class ImportEndpoints
{
    private const int LongestLabel = 200;

    public static void Map(WebApplication app)
    {
        app.MapPost("/api/imports", UploadAsync).DisableAntiforgery().WithMetadata(new DisableRequestSizeLimitAttribute())
            .WithSummary("Uploads a bill, report or log as multipart/form-data (field file, optional field source).");
        app.MapGet("/api/imports/{id:long}", async (long id, Imports imports, CancellationToken cancellation) =>
            await imports.ReportAsync(Viewer.Everything, id, cancellation) is { } report ? Results.Text(report.ToJson(), "application/json") : Results.NotFound())
            .WithSummary("The answer of a done import.");
        app.MapGet("/api/imports/{id:long}/rejections.csv", RejectionsAsync).WithSummary("Rejected lines with the reason and the line itself.");
        app.MapGet("/api/imports/{id:long}/rejected-lines", RejectedLinesAsync).WithSummary("Rejected lines under the file's header: mend and import again.");
    }

    private static async Task<IResult> UploadAsync(HttpContext http, IAntiforgery antiforgery, Company company, ImportQueue queue, CancellationToken cancellation)
    {
        try
        {
            await antiforgery.ValidateRequestAsync(http);
        }
        catch (AntiforgeryValidationException)
        {
            return Problem("The page is too old to upload from. Reload it and upload again.");
        }
        if (!MediaTypeHeaderValue.TryParse(http.Request.ContentType, out var type) || type.MediaType != "multipart/form-data" || !type.Boundary.HasValue)
            return Problem("Send the file as multipart/form-data, in the field 'file'.");

        var reader = new MultipartReader(HeaderUtilities.RemoveQuotes(type.Boundary).ToString(), http.Request.Body);
        string? source = null;
        while (await reader.ReadNextSectionAsync(cancellation) is { } section)
        {
            if (section.AsFormDataSection() is { Name: "source" } field)
            {
                source = (await field.GetValueAsync(cancellation)).Trim() is { Length: > 0 } label ? label[..Math.Min(label.Length, LongestLabel)] : null;
                continue;
            }
            if (section.AsFileSection() is not { FileStream: { } content } file) continue;
            var spool = company.NewSpoolFile();
            try
            {
                await using (var target = File.Create(spool)) await content.CopyToAsync(target, 1 << 20, cancellation);
            }
            catch (Exception error)
            {
                File.Delete(spool);
                if (DiskFull.Is(error)) return NoRoom;
                throw;
            }
            IReadOnlyList<long> ids;
            try
            {
                ids = await queue.EnqueueAsync(new ImportRequest(spool, Path.GetFileName(file.FileName), Source: source, OwnsPath: true), cancellation);
            }
            catch (ImportFailedException)
            {
                File.Delete(spool);
                return NoRoom;
            }
            return Results.Accepted($"/api/imports/{ids[0]}", new { import = ids[0], imports = ids });
        }
        return Problem("There is no file in the request. Choose one and upload again.");
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

    private static IResult NoRoom => Results.Problem(
        "There is no room left on the disk of TokenSpend's data directory. Nothing was taken over. Ask whoever runs it to free some space, then upload again.", statusCode: StatusCodes.Status507InsufficientStorage);

    private static IResult Problem(string message) => Results.Problem(message, statusCode: StatusCodes.Status400BadRequest);
}
