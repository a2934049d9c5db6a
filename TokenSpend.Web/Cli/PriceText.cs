using System.Globalization;
using TokenSpend.Core.Pricing;
using TokenSpend.Core.Primitives;
using TokenSpend.Core.Usage;

namespace TokenSpend.Web.Cli;

/// <summary>A price row as a line of text.</summary>
internal static class PriceText
{
    /// <param name="history">Rows beside which it was recorded; empty: records are not shown.</param>
    public static string Of(PriceRow row, IReadOnlyList<PriceRow> history)
    {
        var prices = row.IsWithdrawal ? "taken back" : $"{row.Currency} per 1 M: {string.Join(", ", Prices(row))}";
        return $"{row.Provider} {row.Model}{Days(row)}{Conditions(row)}: {prices}  ({row.Source}, checked {Day(row.Checked)}{(row.EnteredBy is { } by ? $", entered by {by}" : "")}){Record(row, history)}";
    }

    private static IEnumerable<string> Prices(PriceRow row) =>
        TokenKindInfo.All.Where(kind => row.NanosPerMillion[(int)kind.Kind] is not null)
            .Select(kind => $"{kind.Name} {Nano.Format(row.NanosPerMillion[(int)kind.Kind]!.Value)}")
            .Concat(PriceUnitInfo.All.Where(unit => row.UnitNanosPerMillion[(int)unit.Unit] is not null)
                .Select(unit => $"{Nano.Format(Nano.DivideHalfEven((Int128)row.UnitNanosPerMillion[(int)unit.Unit]!.Value * unit.Per, 1_000_000))} per {unit.Words}"));

    private static string Days(PriceRow row) => row.From is null && row.To is null ? "" : $" [{Day(row.From)}, {Day(row.To)})";

    private static string Conditions(PriceRow row) => string.Concat(
        row.Tier == ServiceTier.Standard ? "" : $" {row.Tier.ToString().ToLowerInvariant()}",
        row.On.Region is { } region ? $" in {region}" : "",
        row.On.Hours is { } hours ? $" {hours}" : "",
        row.ContextOver == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $" over {row.ContextOver} tokens{(row.ContextMode == ContextMode.Graduated ? ", for what is over" : "")}"),
        row.On.Payer is { } payer ? $" for {payer}" : "");

    private static string Record(PriceRow row, IReadOnlyList<PriceRow> history)
    {
        if (history.Count == 0) return "";
        return (row.Recorded, row.SupersededAt(history)) switch
        {
            (null, null) => "",
            (null, { } until) => $" known until {Moment(until)}",
            ({ } since, null) => $" known since {Moment(since)}",
            ({ } since, { } until) => $" known from {Moment(since)} until {Moment(until)}",
        };
    }

    private static string Moment(DateTime at) => at.ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    private static string Day(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "";
}
