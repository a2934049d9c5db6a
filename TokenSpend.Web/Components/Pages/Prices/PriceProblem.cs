using TokenSpend.Core.Pricing;

namespace TokenSpend.Web.Components.Pages.Prices;

/// <summary>Why an entered price cannot be taken over yet.</summary>
/// <param name="Field">Column of a price file; "" when the whole is meant.</param>
/// <param name="Code">One of <see cref="Codes"/>: what is expected, in words.</param>
/// <param name="Found">What was typed, or what the book's own check says.</param>
public sealed record PriceProblem(string Field, string Code, string Found = "")
{
    public static readonly IReadOnlyList<string> Codes = ["required", "currency", "price", "no-price", "tokens", "days", "other-currency", "base-missing", "book"];

    /// <summary>Of the check of the whole contract that the price would make.</summary>
    public static PriceProblem Of(PriceFileError error) => error.Column switch
    {
        "currency" => new("currency", "other-currency", error.Found),
        "context_over" => new("context_over", "base-missing", error.Found),
        _ => new("", "book", error.Message),
    };
}
