using TokenSpend.Core.Usage;

namespace TokenSpend.Core.Ledger;

/// <summary>Which measures a row takes part in, even with an amount of 0.</summary>
[Flags]
public enum LedgerParts : byte
{
    None = 0,
    /// <summary>A shape row: metered cost, requests and tokens.</summary>
    Usage = 1,
    Attributed = 2,
    Effective = 4,
    Billed = 8,
}

/// <summary>What must be told beside a row's money.</summary>
[Flags]
public enum LedgerMarks : byte
{
    None = 0,
    /// <summary>A charge that is not AI.</summary>
    Other = 1,
    /// <summary>Billed usage that no log explains and whose line names nobody.</summary>
    Unmatched = 2,
}

/// <summary>Provider and model of a row.</summary>
/// <param name="Id">Id of the name as sent; −1 where a charge names no model.</param>
/// <param name="Model">Canonical name; null where a charge names no model.</param>
/// <param name="Publisher">Null: not known.</param>
public readonly record struct LedgerModel(int Id, string Provider, string? Model, string? Publisher);

/// <summary>One line of a month's ledger: what one subject did and what it cost, by every measure. Amounts in nano units.</summary>
/// <remarks>Metered cost has its own currency: a CNY bill may be spread over usage that is metered in USD.</remarks>
public readonly record struct LedgerRow
{
    /// <summary>Day number (<see cref="DateOnly.DayNumber"/>) in the payer's calendar.</summary>
    public required int Day { get; init; }

    /// <summary>0 to 23 in hour views; −1 for a whole day.</summary>
    public required sbyte Hour { get; init; }

    /// <summary>Id of the subject.</summary>
    public required int Subject { get; init; }

    /// <summary>Position in <see cref="MonthLedger.Models"/>.</summary>
    public required int Model { get; init; }

    /// <summary>Position in <see cref="MonthLedger.Payers"/>.</summary>
    public required int Payer { get; init; }

    /// <summary>Of attributed, accrued, effective and billed; "" where nothing tells it.</summary>
    public required string Currency { get; init; }

    /// <summary>Of metered; "" where nothing is priced.</summary>
    public required string MeteredCurrency { get; init; }

    public required LedgerParts Parts { get; init; }
    public LedgerMarks Marks { get; init; }

    public long Attributed { get; init; }

    /// <summary>The part of attributed that no bill or cost report covers.</summary>
    public long Accrued { get; init; }

    /// <summary>Tokens without a price where the attributed cost rests on the price book.</summary>
    public long AttributedUnpriced { get; init; }

    public long Effective { get; init; }
    public long Billed { get; init; }
    public long Metered { get; init; }

    /// <summary>Tokens without a price.</summary>
    public long MeteredUnpriced { get; init; }

    public long Requests { get; init; }
    public TokenCounts Tokens { get; init; }
}
