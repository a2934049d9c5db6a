using TokenSpend.Core.Operations;
using TokenSpend.Core.Reporting;
using TokenSpend.Core.Spend;

namespace TokenSpend.Web.Api;

/// <summary>GET /api/spend: the verb's parameters and JSON; /api/spend.csv: the same as a file for people.</summary>
internal static class SpendEndpoints
{
    public static void Map(WebApplication app)
    {
        app.MapGet("/api/spend", (HttpContext http, SpendReports spend, CancellationToken cancellation) =>
            AnswerAsync(http, spend, result => Results.Text(SpendJson.Of(result), "application/json"), cancellation))
            .WithSummary("Spend by from, to, by, measure, where (repeatable), scope, currency: as the command line.");
        app.MapGet("/api/spend.csv", (HttpContext http, SpendReports spend, CancellationToken cancellation) =>
            AnswerAsync(http, spend, AsFile, cancellation))
            .WithSummary("The same as CSV, with period, filters and caveats in its first lines.");
    }

    private static async Task<IResult> AnswerAsync(HttpContext http, SpendReports spend, Func<SpendResult, IResult> answer, CancellationToken cancellation)
    {
        var parameters = http.Request.Query;
        string? One(string name) => parameters[name] is [{ Length: > 0 } value] ? value : null;
        var text = new SpendQueryText(One("from"), One("to"), One("by"), One("measure"), [.. parameters["where"].OfType<string>()], One("scope"), One("currency"));
        var (query, error) = text.Parse(spend.Today);
        if (query is null) return Results.Problem(error, statusCode: StatusCodes.Status400BadRequest);
        try
        {
            return answer(await spend.QueryAsync(Viewer.Everything, query, cancellation));
        }
        catch (QueryRefusedException refused)
        {
            return Results.Problem(refused.Message, statusCode: StatusCodes.Status400BadRequest);
        }
    }

    private static IResult AsFile(SpendResult result)
    {
        // Excel reads UTF-8 only with the mark.
        byte[] bytes = [.. System.Text.Encoding.UTF8.GetPreamble(), .. System.Text.Encoding.UTF8.GetBytes(SpendCsv.Of(result, preamble: true))];
        return Results.File(bytes, "text/csv; charset=utf-8", $"spend-{result.Query.Days.From:yyyy-MM-dd}-{result.Query.Days.To:yyyy-MM-dd}.csv");
    }
}
