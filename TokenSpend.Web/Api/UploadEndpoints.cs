using System.Globalization;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Localization;
using Microsoft.Net.Http.Headers;
using TokenSpend.Core.Operations;
using TokenSpend.Core.Storage;
using TokenSpend.Web.Jobs;
using TokenSpend.Web.Resources;
using TokenSpend.Web.Text;

namespace TokenSpend.Web.Api;

/// <summary>Upload over plain HTTP: streams to a spool file, then the job takes over. Faster than the page's circuit by far.</summary>
/// <remarks>
/// A page that can go on after a broken connection gives the file a key: it asks how much of it is there, then sends the rest
/// with the fields <c>upload</c> (key), <c>offset</c> and <c>size</c> before the file.
/// </remarks>
internal static class UploadEndpoints
{
    private const int LongestField = 200;

    private sealed record Fields(string? Source, string? Key, long Offset, long Size);

    public static void Map(WebApplication app)
    {
        app.MapPost("/api/imports", UploadAsync).DisableAntiforgery().WithMetadata(new DisableRequestSizeLimitAttribute())
            .WithSummary("Uploads a bill, report or log as multipart/form-data (field file, optional field source before it).");
        app.MapGet("/api/imports/uploads/{key}", Received)
            .WithSummary("Bytes of a broken upload that are there. With size: refuses a file for which the disk has no room.");
        app.MapDelete("/api/imports/uploads/{key}", DropAsync).DisableAntiforgery().WithSummary("Forgets a broken upload.");
    }

    private static IResult Received(string key, long? size, UploadParts parts, Company company, IStringLocalizer<Texts> text)
    {
        if (!UploadParts.IsKey(key)) return Results.NotFound();
        var received = parts.Received(key);
        return size is > 0 and < long.MaxValue / 4 && TooLarge(company, size.Value, received, text) is { } refused ? refused : Results.Ok(new { received });
    }

    private static async Task<IResult> DropAsync(string key, HttpContext http, IAntiforgery antiforgery, UploadParts parts, IStringLocalizer<Texts> text)
    {
        if (!await IsOfThePageAsync(http, antiforgery)) return Problem(text["UploadProblem.OldPage"]);
        if (!UploadParts.IsKey(key)) return Results.NotFound();
        parts.Drop(key);
        return Results.NoContent();
    }

    private static async Task<IResult> UploadAsync(HttpContext http, IAntiforgery antiforgery, Company company, UploadParts parts, ImportQueue queue, IStringLocalizer<Texts> text, CancellationToken cancellation)
    {
        if (!await IsOfThePageAsync(http, antiforgery)) return Problem(text["UploadProblem.OldPage"]);
        if (!MediaTypeHeaderValue.TryParse(http.Request.ContentType, out var type) || type.MediaType != "multipart/form-data" || !type.Boundary.HasValue)
            return Problem(text["UploadProblem.NotMultipart"]);
        if (http.Request.ContentLength is { } length && TooLarge(company, length, 0, text) is { } refused) return refused;

        var reader = new MultipartReader(HeaderUtilities.RemoveQuotes(type.Boundary).ToString(), http.Request.Body);
        var fields = new Fields(null, null, 0, 0);
        while (await reader.ReadNextSectionAsync(cancellation) is { } section)
        {
            if (section.AsFormDataSection() is { } field)
            {
                if (With(fields, field.Name, (await field.GetValueAsync(cancellation)).Trim()) is not { } more) return Problem(text["UploadProblem.Fields"]);
                fields = more;
                continue;
            }
            if (section.AsFileSection() is not { FileStream: { } content } file) continue;
            try
            {
                return fields.Key is null
                    ? await QueueAsync(await SpoolAsync(company, content, cancellation))
                    : await GoOnAsync(fields.Key, fields, content);
            }
            catch (Exception error) when (DiskFull.Is(error) || error is ImportFailedException)
            {
                return Problem(text["UploadProblem.NoRoom"], StatusCodes.Status507InsufficientStorage);
            }

            async Task<IResult> GoOnAsync(string key, Fields part, Stream bytes)
            {
                if (await parts.AppendAsync(key, part.Offset, bytes, cancellation) is not { } received)
                    return Problem(text["UploadProblem.Elsewhere"], StatusCodes.Status409Conflict);
                if (received == part.Size) return await QueueAsync(parts.Take(key));
                if (received < part.Size) return Problem(text["UploadProblem.Ended"]);
                parts.Drop(key);
                return Problem(text["UploadProblem.Changed"]);
            }

            async Task<IResult> QueueAsync(string spool)
            {
                try
                {
                    var ids = await queue.EnqueueAsync(new ImportRequest(spool, Path.GetFileName(file.FileName), Source: fields.Source, OwnsPath: true), cancellation);
                    return Results.Accepted($"/api/imports/{ids[0]}", new { import = ids[0], imports = ids });
                }
                catch (ImportFailedException)
                {
                    File.Delete(spool);
                    throw;
                }
            }
        }
        return Problem(text["UploadProblem.NoFile"]);
    }

    /// <returns>Null: the value is none of this field.</returns>
    private static Fields? With(Fields fields, string name, string value) => name switch
    {
        "source" => fields with { Source = value.Length == 0 ? null : value[..Math.Min(value.Length, LongestField)] },
        "upload" => UploadParts.IsKey(value) ? fields with { Key = value } : null,
        "offset" => Bytes(value) is { } offset ? fields with { Offset = offset } : null,
        "size" => Bytes(value) is { } size ? fields with { Size = size } : null,
        _ => fields,
    };

    private static long? Bytes(string value) => long.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var bytes) ? bytes : null;

    private static async Task<string> SpoolAsync(Company company, Stream content, CancellationToken cancellation)
    {
        var spool = company.NewSpoolFile();
        try
        {
            await using var target = File.Create(spool);
            await content.CopyToAsync(target, 1 << 20, cancellation);
            return spool;
        }
        catch
        {
            File.Delete(spool);
            throw;
        }
    }

    private static async Task<bool> IsOfThePageAsync(HttpContext http, IAntiforgery antiforgery)
    {
        try
        {
            await antiforgery.ValidateRequestAsync(http);
            return true;
        }
        catch (AntiforgeryValidationException)
        {
            return false;
        }
    }

    private static IResult? TooLarge(Company company, long size, long received, IStringLocalizer<Texts> text) =>
        DiskRoom.Free(company.DataDirectory) is { } free && DiskRoom.Needed(size, received) is var needed && free < needed
            ? Problem(text["UploadProblem.TooLarge", Figures.Bytes(needed), Figures.Bytes(free)], StatusCodes.Status507InsufficientStorage)
            : null;

    private static IResult Problem(string message, int status = StatusCodes.Status400BadRequest) => Results.Problem(message, statusCode: status);
}
