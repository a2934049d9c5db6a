using TokenSpend.Core.Primitives;

namespace TokenSpend.Core.Usage;

/// <summary>FOCUS ChargeCategory.</summary>
public enum ChargeCategory : byte { Usage = 0, Purchase = 1, Credit = 2, Tax = 3, Adjustment = 4 }

/// <summary>One billed line, in FOCUS vocabulary.</summary>
public sealed record Charge
{
    /// <summary>InvoiceIssuer: who sends the bill.</summary>
    public required string Issuer { get; init; }

    /// <summary>BillingAccountId; null where the export does not name it.</summary>
    public string? Account { get; init; }

    /// <summary>ServiceProvider: whose price list applies.</summary>
    public required string Provider { get; init; }

    /// <summary>Who made the model, where the bill says it.</summary>
    public string? Publisher { get; init; }

    /// <summary>Model as the bill names it; null where the line names none.</summary>
    public string? Model { get; init; }

    /// <summary>ServiceName or product: what the AI rules look at.</summary>
    public required string Service { get; init; }

    /// <summary>Line item or SKU text.</summary>
    public string? Item { get; init; }

    /// <summary>Days that the line is for, in the issuer's calendar.</summary>
    public required Period Days { get; init; }

    /// <summary>Billing period that the line belongs to, in the issuer's calendar.</summary>
    public required Period BillingPeriod { get; init; }

    public required ChargeCategory Category { get; init; }

    /// <summary>BilledCost: what the invoice says. Nano units of <see cref="Currency"/>, each line rounded half-even once.</summary>
    public required long Billed { get; init; }

    /// <summary>EffectiveCost: what was consumed, prepaid and commitments amortised. Nano units of <see cref="Currency"/>.</summary>
    public required long Effective { get; init; }

    /// <summary>ISO 4217, upper case; or the name of a vendor's token or credit, as written, which no rate table knows by itself.</summary>
    public required string Currency { get; init; }

    public required Subject Subject { get; init; }

    /// <summary>All that tells this line from another of the same payer and days, canonical text without figures; part of its identity.</summary>
    public required string Dimensions { get; init; }
}
