using TokenSpend.Core.Pricing;
using TokenSpend.Core.Primitives;

namespace TokenSpend.Core.Ledger.Settlement;

/// <summary>What thresholds of a discount are measured in.</summary>
public enum DiscountMeasure : byte { Cost, Tokens }

/// <summary>One condition of a payer's contract that depends on its whole usage, not on one record (a line or schedule of data/settlement.csv).</summary>
/// <param name="Line">Its first line in the file.</param>
/// <param name="Payer">"issuer" (all its accounts) or "issuer / account".</param>
/// <param name="Name">As people call it; unique for a payer.</param>
/// <param name="Models">Canonical names that it is about; null: all.</param>
/// <param name="Currency">It is about usage metered in this currency only.</param>
/// <param name="From">First day; null: since ever.</param>
/// <param name="To">Day after the last, such as a package's expiry; null: open.</param>
public abstract record SettlementTerm(int Line, string Payer, string Name, NameMatch? Models, string Currency, DateOnly? From, DateOnly? To)
{
    /// <summary>Whether a payer's term is for an account: its own, or all of its issuer.</summary>
    /// <param name="label">"issuer / account" or "issuer".</param>
    public static bool Covers(string payer, string label) => label == payer || label.StartsWith(payer + " / ", StringComparison.Ordinal);

    public bool Holds(DateOnly day) => (From is null || From <= day) && (To is null || day < To);
}

/// <summary>The first tokens of each month cost nothing.</summary>
/// <param name="Tokens">Above 0.</param>
public sealed record FreeTier(int Line, string Payer, string Name, NameMatch? Models, string Currency, DateOnly? From, DateOnly? To, long Tokens)
    : SettlementTerm(Line, Payer, Name, Models, Currency, From, To);

/// <summary>Tokens bought up front: usage draws them down until they are used up or expire.</summary>
/// <param name="Tokens">Above 0.</param>
/// <param name="Price">What was paid, nano units; it is charged as the tokens are drawn, the rest on the last day. Null: unknown, nothing is charged for them here.</param>
public sealed record TokenPackage(int Line, string Payer, string Name, NameMatch? Models, string Currency, DateOnly? From, DateOnly? To, long Tokens, long? Price)
    : SettlementTerm(Line, Payer, Name, Models, Currency, From, To);

/// <summary>A share of a month's cost that the volume takes off.</summary>
/// <param name="IsAllUnits">The step reached holds for the whole volume; else each step for the volume within it.</param>
/// <param name="Steps">Ascending and distinct in Over; below the first one nothing is taken off.</param>
public sealed record VolumeDiscount(
    int Line, string Payer, string Name, NameMatch? Models, string Currency, DateOnly? From, DateOnly? To, DiscountMeasure Measure, bool IsAllUnits, IReadOnlyList<DiscountStep> Steps)
    : SettlementTerm(Line, Payer, Name, Models, Currency, From, To);

/// <param name="Over">Volume beyond which it holds: nano units or tokens; 0 or more.</param>
/// <param name="NanoPercent">12.5 % is 12,500,000,000; 0 to 100 %.</param>
public sealed record DiscountStep(long Over, long NanoPercent);

/// <summary>The least that a month costs.</summary>
/// <param name="Amount">Nano units, above 0.</param>
public sealed record MinimumCommitment(int Line, string Payer, string Name, NameMatch? Models, string Currency, DateOnly? From, DateOnly? To, long Amount)
    : SettlementTerm(Line, Payer, Name, Models, Currency, From, To);

/// <summary>An amount that pays for cost until it is used up or expires.</summary>
/// <param name="Amount">Nano units, above 0.</param>
public sealed record SpendingCredit(int Line, string Payer, string Name, NameMatch? Models, string Currency, DateOnly? From, DateOnly? To, long Amount)
    : SettlementTerm(Line, Payer, Name, Models, Currency, From, To);

/// <summary>Metered usage of one payer, day by day.</summary>
/// <param name="Day">In the payer's calendar.</param>
/// <param name="Key">Tells rows of one day apart; the order in which they draw, and the tie-break of splits.</param>
/// <param name="Model">Canonical name.</param>
/// <param name="Tokens">All of them, 0 or more.</param>
/// <param name="Cost">Nano units, 0 or more; of tokens without a price it says nothing.</param>
/// <param name="Currency">"" where nothing is priced.</param>
public readonly record struct SettlementUsage(DateOnly Day, long Key, string Model, long Tokens, long Cost, string Currency);

/// <summary>An adjustment of a month.</summary>
/// <param name="Amount">Nano units of the term's currency; negative: taken off. Its parts and <paramref name="Unspread"/> sum to it.</param>
/// <param name="Parts">Which usage it changes, by how much.</param>
/// <param name="Unspread">What no usage is there for: a minimum of a month without usage, tokens of a package that expired.</param>
/// <param name="Tokens">That a free tier or package covered; 0 for all else.</param>
public sealed record SettlementLine(SettlementTerm Term, Month Month, long Amount, IReadOnlyList<SettlementPart> Parts, long Unspread, long Tokens);

/// <param name="Amount">Nano units.</param>
public readonly record struct SettlementPart(DateOnly Day, long Key, long Amount);
