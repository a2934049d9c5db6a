using TokenSpend.Core.Usage;

namespace TokenSpend.Core.Ledger;

/// <summary>One row of the day rollup: a payer-day × subject × model × tier. The level is the subject's.</summary>
/// <param name="Day">Day number (<see cref="DateOnly.DayNumber"/>) in the payer's calendar.</param>
/// <param name="Hour">Hour of the organisation's zone, 0 to 23, in hour views; −1 for a whole day.</param>
/// <param name="Subject">Id of the subject.</param>
/// <param name="Model">Id of the provider and model name as sent.</param>
/// <param name="Currency">Of the metered cost; "" where nothing is priced.</param>
/// <param name="Metered">Nano units: the priced part of tokens × book.</param>
/// <param name="UnpricedTokens">Tokens without a price.</param>
public readonly record struct UsageDay(
    int Day, sbyte Hour, int Subject, int Model, ServiceTier Tier, string Currency,
    long Requests, TokenCounts Tokens, long Metered, long UnpricedTokens);

/// <summary>A live charge as the ledger sees it.</summary>
/// <param name="Id">Row id: the tie-break of splits.</param>
/// <param name="Format">Name of the format that told of it: two formats of one level are two tellings of one bill.</param>
/// <param name="Level"><see cref="SourceLevel.CostReport"/> or <see cref="SourceLevel.FinalBill"/>.</param>
/// <param name="Subject">Id of the charge's own subject.</param>
/// <param name="Model">Id of provider and model name as billed, or null where the line names none.</param>
public sealed record ChargeFact(long Id, string Format, SourceLevel Level, Charge Charge, int Subject, int? Model);

/// <summary>What a source declares to be complete for.</summary>
/// <param name="Format">Format that declares it.</param>
/// <param name="Account">As stated in the file; null where it names none.</param>
/// <param name="Days">Already shortened by the issuer's settling time.</param>
/// <param name="Final">False while the issuer may still change it.</param>
public sealed record Coverage(string Format, SourceLevel Level, string Issuer, string? Account, Primitives.Period Days, bool Final);
