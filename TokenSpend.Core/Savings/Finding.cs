using TokenSpend.Core.Primitives;

namespace TokenSpend.Core.Savings;

/// <summary>Money that can be saved, shown by the requests behind it.</summary>
/// <param name="Evidence">Finds the very requests.</param>
/// <param name="Days">The days that were looked at.</param>
/// <param name="Sums">In these days; never without a request.</param>
/// <param name="Confidence">Percent.</param>
/// <param name="Arguments">Named, invariant text for the words of the hint: to (the model to move to), left (day from which nobody is behind it).</param>
public sealed record Finding(RequestFilter Evidence, Period Days, GroupSums Sums, int Confidence, IReadOnlyDictionary<string, string> Arguments)
{
    private const int Month = 30;

    /// <summary>A log of fewer days is not taken to go on as it was: days that are not known count as days without a saving.</summary>
    private const int FewestDays = 7;

    public string Hint => Evidence.Hint;

    public string Key => Evidence.Key;

    /// <summary>An amount of the days looked at as an amount of 30 days.</summary>
    public Money PerMonth(long nanos) => PerMonth(nanos, Evidence.Currency, Days);

    public static Money PerMonth(long nanos, string currency, Period days) =>
        new(Nano.DivideHalfEven((Int128)nanos * Month, Math.Max(FewestDays, days.Days)), currency);
}
