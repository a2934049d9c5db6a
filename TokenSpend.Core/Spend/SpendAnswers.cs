namespace TokenSpend.Core.Spend;

/// <summary>The spend at one moment, for whoever has several questions whose answers must fit together.</summary>
/// <param name="Ask">Answers a query.</param>
/// <param name="RatesTo">Conversion to a currency; null: no rates are known.</param>
public sealed record SpendAnswers(Func<SpendQuery, SpendResult> Ask, Func<string, ConvertMoney?> RatesTo);
