using System.Text;
using TokenSpend.Core.Operations;

namespace TokenSpend.Web.Api;

/// <summary>Budgets as a file.</summary>
internal static class BudgetEndpoints
{
    public static void Map(WebApplication app) => app.MapGet("/api/budgets.csv", async (BudgetBook book, CancellationToken cancellation) =>
        AsFile(await book.ExportAsync(Viewer.Everything, cancellation))).WithSummary("All budgets, as a CSV that can be uploaded again.");

    // Excel reads UTF-8 only with the mark.
    private static IResult AsFile(string csv) => Results.File((byte[])[.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(csv)], "text/csv; charset=utf-8", "budgets.csv");
}
