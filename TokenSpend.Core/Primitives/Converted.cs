namespace TokenSpend.Core.Primitives;

/// <summary>An amount in another currency, with the rate that made it.</summary>
/// <param name="Rate">Target units for one unit of the source currency, to 12 decimals; for display, the amount was computed exactly from the table.</param>
/// <param name="RateDay">First day of the month that the rate is for; the older one where two rates were needed. Null: the currencies are the same.</param>
public readonly record struct Converted(Money Amount, decimal Rate, DateOnly? RateDay);
