using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Http.Features;
using TokenSpend.Core.Operations;
using TokenSpend.Core.Operations.Importing;
using TokenSpend.Core.Operations.Pushing;
using TokenSpend.Core.Storage;

namespace TokenSpend.Web.Api;

/// <summary>POST /api/usage: gateways push their logs. What is answered with success is on the disk and will be imported, whatever happens.</summary>
internal static class UsageEndpoints
{
    private const string SourceHeader = "X-TokenSpend-Source";
    private const int LongestLabel = ApiKeys.LongestName;
    private const int RetryAfterSeconds = 5;

    /// <summary>Shorter than the time-outs of gateways: LiteLLM's is five seconds.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    public static void Map(WebApplication app)
    {
        app.MapPost("/api/usage", (HttpContext http, ApiKeys keys, PushSpool spool, Imports imports, CancellationToken cancellation) => PushAsync(http, keys, spool, imports, Balance, cancellation))
            .Describe("Pushes a log: any log format that import knows, as NDJSON or JSON; also packed with gzip or zstd.",
                "200 holds the line balance in the fields of import --json. 202: the body is stored, the balance will be at the address in Location. 429: wait as Retry-After says and send it again. The same push again gives duplicates only.")
            .Produces<ImportReport>();
        app.MapPost("/api/usage/v1/traces", (HttpContext http, ApiKeys keys, PushSpool spool, Imports imports, CancellationToken cancellation) => PushAsync(http, keys, spool, imports, Otlp, cancellation))
            .Describe("The same for an OpenTelemetry collector, whose exporter adds /v1/traces to its endpoint.", "Encoding JSON; answers as OTLP says.");
        app.MapGet("/api/usage/{id}", FindAsync)
            .WithSummary("What became of a push that was answered with 202. Kept for a day.")
            .Produces<ImportReport>().Produces(StatusCodes.Status202Accepted).ProducesProblem(StatusCodes.Status401Unauthorized).ProducesProblem(StatusCodes.Status404NotFound);
    }

    private static RouteHandlerBuilder Describe(this RouteHandlerBuilder route, string summary, string description)
    {
        route.WithSummary(summary).WithDescription(description).DisableAntiforgery().Produces(StatusCodes.Status202Accepted);
        foreach (var status in (ReadOnlySpan<int>)[400, 401, 403, 413, 415, 422, 429]) route.ProducesProblem(status);
        return route;
    }

    private static async Task<IResult> PushAsync(HttpContext http, ApiKeys keys, PushSpool spool, Imports imports, Func<string, IResult> answer, CancellationToken cancellation)
    {
        var (key, refusal) = await ApiKeyCheck.AskAsync(http, keys, cancellation);
        if (key is null) return refusal;
        if (PushRefusals.OfHeaders(http.Request) is { } wrong) return wrong;
        var (source, otherSource) = SourceOf(http.Request, key);
        if (otherSource is not null) return otherSource;

        // The spool counts itself: packed bodies too.
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size) size.MaxRequestBodySize = null;
        if (http.Request.ContentLength > PushSpool.LargestBody) return PushRefusals.TooLarge;
        if (spool.Room.Take(http.Request.ContentLength ?? PushSpool.LargestBody) is not { } place)
        {
            http.Response.Headers.RetryAfter = RetryAfterSeconds.ToString(CultureInfo.InvariantCulture);
            return PushRefusals.Full(RetryAfterSeconds);
        }
        Push push;
        try
        {
            push = await spool.ReceiveAsync(http.Request.Body, One(http.Request.Query["format"]), source, place, cancellation);
        }
        catch (Exception error)
        {
            place.Dispose();
            if (PushRefusals.Of(error, imports) is { } refused) return refused;
            throw;
        }
        var patience = http.Request.Headers["Prefer"].Any(wish => wish?.Contains("respond-async", StringComparison.OrdinalIgnoreCase) == true) || await imports.AnyOpenAsync(cancellation)
            ? TimeSpan.Zero : Patience;
        return await push.AnswerAsync(patience, cancellation) is { } json ? answer(json) : Waiting(http.Request, push.Id);
    }

    private static async Task<IResult> FindAsync(string id, HttpContext http, ApiKeys keys, PushSpool spool, Imports imports, CancellationToken cancellation)
    {
        var (key, refusal) = await ApiKeyCheck.AskAsync(http, keys, cancellation);
        if (key is null) return refusal;
        // In this order: between the two it is published.
        var isWaiting = spool.IsWaiting(Viewer.Everything, id);
        return imports.PushAnswer(Viewer.Everything, id) is { } json ? Balance(json)
            : isWaiting ? Waiting(http.Request, id)
            : Results.Problem($"There is no push {id}, or it is forgotten: answers are kept for a day.", statusCode: StatusCodes.Status404NotFound);
    }

    /// <summary>Where a key is bound to a source, its pushes can have no other.</summary>
    private static (string? Source, IResult? Refusal) SourceOf(HttpRequest request, ApiKey key)
    {
        var named = (One(request.Headers[SourceHeader]) ?? One(request.Query["source"]))?.Trim();
        if (named?.Length > LongestLabel) return (null, Results.Problem($"The source label has more than {LongestLabel} characters.", statusCode: StatusCodes.Status400BadRequest));
        if (key.Source is null) return (string.IsNullOrEmpty(named) ? null : named, null);
        return string.IsNullOrEmpty(named) || named == key.Source
            ? (key.Source, null)
            : (null, Results.Problem($"This API key is for the source '{key.Source}', not '{named}'. Leave the label out, or make another key.", statusCode: StatusCodes.Status403Forbidden));
    }

    private static string? One(Microsoft.Extensions.Primitives.StringValues values) => values is [{ Length: > 0 } value] ? value : null;

    private static IResult Balance(string json) => Results.Text(json, "application/json");

    private static IResult Waiting(HttpRequest request, string id)
    {
        var address = $"{request.PathBase}/api/usage/{id}";
        return Results.Accepted(address, new { push = id, status = address });
    }

    /// <summary>As the protocol says: how many spans were not taken, and why.</summary>
    private static IResult Otlp(string json)
    {
        var report = ImportReport.Parse(json)!;
        return Results.Text(report.Rejected == 0 ? "{}" : JsonSerializer.Serialize(
            new { partialSuccess = new { rejectedSpans = report.Rejected, errorMessage = report.Rejections.FirstOrDefault()?.Message ?? "" } }), "application/json");
    }
}
