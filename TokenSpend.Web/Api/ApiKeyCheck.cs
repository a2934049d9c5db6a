using TokenSpend.Core.Operations;
using TokenSpend.Core.Storage;

namespace TokenSpend.Web.Api;

/// <summary>Lets in only whoever shows a good API key.</summary>
internal static class ApiKeyCheck
{
    private const string Bearer = "Bearer ";

    public static async Task<(ApiKey? Key, IResult Refusal)> AskAsync(HttpContext http, ApiKeys keys, CancellationToken cancellation)
    {
        var shown = http.Request.Headers["X-Api-Key"] is [{ Length: > 0 } own] ? own
            : http.Request.Headers.Authorization is [{ } authorization] && authorization.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase) ? authorization[Bearer.Length..].Trim()
            : null;
        if (shown is not null && await keys.KnowAsync(shown, cancellation) is { } key) return (key, Results.Empty);
        http.Response.Headers.WWWAuthenticate = "Bearer";
        return (null, Results.Problem(
            (shown is null ? "There is no API key in the request." : "This API key is not known, or was revoked.")
                + " Make one on the page API keys, or with: tokenspend keys add NAME. Send it as 'Authorization: Bearer tsk_…' or 'X-Api-Key: tsk_…'.",
            statusCode: StatusCodes.Status401Unauthorized));
    }
}
