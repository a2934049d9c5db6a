using System.Text;
using TokenSpend.Core.Operations;
using TokenSpend.Core.Pricing;

namespace TokenSpend.Web.Api;

/// <summary>Price books as files.</summary>
internal static class PriceEndpoints
{
    public static void Map(WebApplication app) => app.MapGet("/api/prices.csv", (Company company, string? book) => AsFile(company, book ?? "list"))
        .WithSummary("A price book in force (list or contract) with all that it ever said, as a CSV that can be imported again.");

    private static IResult AsFile(Company company, string name)
    {
        var book = company.Rules.Prices.Books.FirstOrDefault(any => any.Name == name).Book;
        if (book is null) return Results.Text($"There is no book '{name}' in force. Ask for list, or for contract once a price of a contract has been entered.", statusCode: StatusCodes.Status404NotFound);
        // Excel reads UTF-8 only with the mark.
        return Results.File((byte[])[.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(PriceFileWriter.Write(book.Rows))], "text/csv; charset=utf-8", Path.GetFileName(company.BookPath(name)));
    }
}
