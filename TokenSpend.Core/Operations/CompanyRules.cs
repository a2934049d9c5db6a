using TokenSpend.Core.Attribution;
using TokenSpend.Core.Ingestion;
using TokenSpend.Core.Ingestion.Mapping;
using TokenSpend.Core.Ledger;
using TokenSpend.Core.Ledger.Settlement;
using TokenSpend.Core.Pricing;
using TokenSpend.Core.Usage;

namespace TokenSpend.Core.Operations;

/// <summary>All that the data directory's files say, as it was at one moment.</summary>
/// <param name="Profiles">Mapping profiles by their file.</param>
/// <param name="Formats">The built-in formats and those of the profiles.</param>
/// <param name="Rates">Null: amounts stay in their own currency.</param>
/// <param name="Settlement">What depends on a payer's whole month; empty: nothing does.</param>
/// <param name="Problems">Files that could not be taken over, in words: the last good state stays in force.</param>
public sealed record CompanyRules(
    ProviderNames Providers, PayerCalendar Calendar, DeclaredTags Tags, OwnerRules Owners, PayerRules Payers, AiServices AiServices,
    PriceBooks Prices, ModelFamilies Families, ProfileSet Profiles, KnownFormats Formats, ExchangeRates? Rates, IReadOnlyList<SettlementTerm> Settlement, IReadOnlyList<string> Problems)
{
    /// <summary>Prices as each payer has them.</summary>
    internal PayerPrices PayerPrices => new(Prices, (subject, provider) => Payers.Of(subject, provider).Label);

    /// <summary>The one name under which all spellings of a model are counted.</summary>
    public CanonicalModel Canonical(string provider, string rawModel)
    {
        var known = Prices.Identity.Of(provider, rawModel);
        return new CanonicalModel(known.Model, known.Publisher);
    }
}
