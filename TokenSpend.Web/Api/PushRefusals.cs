using TokenSpend.Core.Operations;
using TokenSpend.Core.Operations.Pushing;

namespace TokenSpend.Web.Api;

/// <summary>Why a push is not taken, and what to do next.</summary>
internal static class PushRefusals
{
    /// <summary>Null: nothing is wrong with how it is sent.</summary>
    public static IResult? OfHeaders(HttpRequest request)
    {
        if (request.ContentType?.Contains("protobuf", StringComparison.OrdinalIgnoreCase) == true)
            return Problem(StatusCodes.Status415UnsupportedMediaType, "Protocol buffers are not read. Set 'encoding: json' in the collector's otlphttp exporter.");
        // Of what is packed the first bytes tell how.
        foreach (var encoding in request.Headers.ContentEncoding)
            if (encoding is not (null or "" or "gzip" or "x-gzip" or "zstd" or "identity"))
                return Problem(StatusCodes.Status415UnsupportedMediaType, $"Content-Encoding '{encoding}' is not read. Send gzip, zstd, or the body as it is.");
        return null;
    }

    public static IResult Full(int seconds) => Problem(StatusCodes.Status429TooManyRequests, $"Too much waits to be imported. Nothing of this push was taken; send it again in {seconds} seconds.");

    public static IResult TooLarge { get; } = Problem(StatusCodes.Status413PayloadTooLarge, new PushTooLargeException().Message);

    /// <summary>Null: it is not the sender's fault.</summary>
    public static IResult? Of(Exception error, Imports imports) => error switch
    {
        PushTooLargeException => TooLarge,
        ImportFailedException failed => Of(failed.Problem, string.Join(", ", imports.PushFormats.Select(format => format.Name))),
        RefusedException refused => Problem(StatusCodes.Status422UnprocessableEntity, refused.Message),
        BadHttpRequestException bad => Problem(bad.StatusCode, bad.Message),
        _ => null,
    };

    private static IResult Of(ImportProblem problem, string formats) => problem.Code switch
    {
        "empty" or "no-lines" => Problem(StatusCodes.Status400BadRequest, "The body is empty. Send the log as NDJSON or JSON."),
        "unknown-format" => Problem(StatusCodes.Status422UnprocessableEntity, $"No known log format. It begins with: {problem.Arguments[0]} Known log formats: {formats}. Name one with ?format=NAME where it is not recognised."),
        "no-such-format" => Problem(StatusCodes.Status422UnprocessableEntity, $"There is no format '{problem.Arguments[0]}'. Log formats: {formats}."),
        _ => Problem(StatusCodes.Status422UnprocessableEntity, $"The body cannot be read. {string.Join(' ', problem.Arguments)}"),
    };

    private static IResult Problem(int status, string message) => Results.Problem(message, statusCode: status);
}
