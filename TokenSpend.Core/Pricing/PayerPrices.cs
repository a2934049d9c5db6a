using TokenSpend.Core.Usage;

namespace TokenSpend.Core.Pricing;

/// <summary>The books together with who pays for a request: contracts may hold for one payer only.</summary>
/// <param name="PayerOf">"issuer / account" of a subject's requests to a provider; null where unknown. Asked only if <see cref="PriceBooks.AskPayer"/>.</param>
/// <remarks>The payer must not depend on what is imported, or the order of imports would decide a cost: rules and what the record itself says.</remarks>
public sealed record PayerPrices(PriceBooks Books, Func<Subject, string, string?> PayerOf)
{
    /// <summary>Prices of a model for the requests of a subject.</summary>
    public ModelPrices For(ModelName model, Subject subject) =>
        Books.For(model.Provider, model.Model, Books.AskPayer ? PayerOf(subject, model.Provider) : null);
}
