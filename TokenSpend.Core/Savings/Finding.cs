using TokenSpend.Core.Primitives;

namespace TokenSpend.Core.Savings;

/// <summary>Money that can be saved, shown by the requests behind it.</summary>
/// <param name="Hint">Code of the hint, such as "cheaper-model".</param>
/// <param name="Key">What it is about, stable from run to run: the same finding keeps its decision.</param>
/// <param name="Requests">How many requests are behind it, never 0.</param>
/// <param name="Spent">What these requests cost in <paramref name="Days"/>, metered.</param>
/// <param name="Saving">What the same requests would have cost less in <paramref name="Days"/>: the likely figure.</param>
/// <param name="Low">At the least.</param>
/// <param name="High">At the most.</param>
/// <param name="Confidence">Percent.</param>
/// <param name="Days">The days that were looked at.</param>
/// <param name="Arguments">Named, invariant text, for the words of the hint: model, to, application …</param>
/// <param name="Evidence">Finds the very requests.</param>
public sealed record Finding(
    string Hint, string Key, long Requests, Money Spent, Money Saving, Money Low, Money High, int Confidence, Period Days,
    IReadOnlyDictionary<string, string> Arguments, RequestFilter Evidence);
