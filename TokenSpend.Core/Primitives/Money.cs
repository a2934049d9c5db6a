namespace TokenSpend.Core.Primitives;

/// <summary>An exact amount in one currency. Unit: nano (10⁻⁹) of the currency's main unit.</summary>
/// <param name="Nanos">Signed; the range ends near ± 9.2 thousand million main units, past which arithmetic throws.</param>
/// <param name="Currency">ISO 4217 code, upper case.</param>
public readonly record struct Money(long Nanos, string Currency)
{
    public static Money Zero(string currency) => new(0, currency);

    /// <exception cref="InvalidOperationException">The currencies differ: convert first, at a named rate.</exception>
    public static Money operator +(Money a, Money b) => new(checked(a.Nanos + b.Nanos), Same(a, b));

    /// <exception cref="InvalidOperationException">The currencies differ: convert first, at a named rate.</exception>
    public static Money operator -(Money a, Money b) => new(checked(a.Nanos - b.Nanos), Same(a, b));

    public static Money operator -(Money a) => new(checked(-a.Nanos), a.Currency);

    /// <summary>Exact decimal of the main unit with a point, no trailing zeros: "4.88517075 USD".</summary>
    public override string ToString() => $"{Nano.Format(Nanos)} {Currency}";

    private static string Same(Money a, Money b) => a.Currency == b.Currency
        ? a.Currency
        : throw new InvalidOperationException($"{a.Currency} and {b.Currency} are never added without a named rate.");
}
