namespace TokenSpend.Core.Pricing;

/// <summary>A bill beside what the book says of the same model and days.</summary>
/// <param name="Billed">Nano units.</param>
/// <param name="ByBook">Tokens of the logs or usage reports × book, nano units; above 0.</param>
/// <remarks>Bills are kept without counts of tokens, so the implied price is that of the model as a whole: billed / by book × each price of the book.</remarks>
public sealed record BillCheck(string Provider, string Model, string Currency, long Billed, long ByBook)
{
    /// <summary>Below so many per cent bills and books differ by rounding and late lines.</summary>
    private const int LeastPercent = 2;

    /// <summary>By how much the bill is above the book, in per cent; below 0: under it.</summary>
    public decimal Percent => ((decimal)Billed / ByBook - 1) * 100;

    /// <summary>The price that the bill implies.</summary>
    /// <param name="nanosPerMillion">The book's, nano units per million tokens.</param>
    public long Implied(long nanosPerMillion) => Primitives.Nano.DivideHalfEven((Int128)nanosPerMillion * Billed, ByBook);

    /// <returns>Null where the two agree, or one of them is missing.</returns>
    public static BillCheck? Of(string provider, string model, string currency, long billed, long byBook) =>
        billed > 0 && byBook > 0 && new BillCheck(provider, model, currency, billed, byBook) is var check && Math.Abs(check.Percent) >= LeastPercent ? check : null;
}
