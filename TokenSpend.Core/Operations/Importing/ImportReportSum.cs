using TokenSpend.Core.Primitives;

namespace TokenSpend.Core.Operations.Importing;

/// <summary>Adds up what several bodies of one import held.</summary>
internal static class ImportReportSum
{
    /// <param name="linesBefore">Lines of the archived file before the later body: its rejections are numbered on.</param>
    public static ImportReport Plus(this ImportReport sum, ImportReport next, long linesBefore) => sum with
    {
        Lines = sum.Lines + next.Lines, Accepted = sum.Accepted + next.Accepted, Duplicates = sum.Duplicates + next.Duplicates, Replaced = sum.Replaced + next.Replaced,
        Ignored = sum.Ignored + next.Ignored, IgnoredBy = Sum(sum.IgnoredBy, next.IgnoredBy), Rejected = sum.Rejected + next.Rejected, Blank = sum.Blank + next.Blank,
        Records = sum.Records + next.Records, Charges = sum.Charges + next.Charges, Tokens = Sum(sum.Tokens, next.Tokens),
        Cost = [.. sum.Cost.Concat(next.Cost).GroupBy(cost => cost.Currency).OrderBy(group => group.Key, StringComparer.Ordinal).Select(group => CurrencyCost.Of(
            group.Key, Sum(group, cost => cost.Billed), Sum(group, cost => cost.Effective), Sum(group, cost => cost.Metered)))],
        UnpricedTokens = checked(sum.UnpricedTokens + next.UnpricedTokens),
        From = sum.From is not { } from || next.From < from ? next.From ?? sum.From : from,
        To = sum.To is not { } to || next.To > to ? next.To ?? sum.To : to,
        Seconds = sum.Seconds + next.Seconds,
        Rejections = [.. sum.Rejections.Concat(next.Rejections.Select(why => why with { Line = (int)(why.Line + linesBefore) })).Take(ImportTally.RejectionsShown)],
    };

    private static Dictionary<string, long> Sum(IReadOnlyDictionary<string, long> left, IReadOnlyDictionary<string, long> right) =>
        left.Concat(right).GroupBy(part => part.Key).ToDictionary(group => group.Key, group => group.Sum(part => part.Value));

    /// <summary>Null where none has such an amount.</summary>
    private static long? Sum(IEnumerable<CurrencyCost> costs, Func<CurrencyCost, string?> amount)
    {
        long? sum = null;
        foreach (var text in costs.Select(amount))
            if (text is not null && Nano.TryParse(text, out var nanos)) sum = checked((sum ?? 0) + nanos);
        return sum;
    }
}
