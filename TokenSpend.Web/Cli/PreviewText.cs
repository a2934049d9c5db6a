using System.Globalization;
using TokenSpend.Core.Operations;
using TokenSpend.Core.Primitives;

namespace TokenSpend.Web.Cli;

/// <summary>What another price book would change, as text.</summary>
internal static class PreviewText
{
    public static async Task WriteAsync(TextWriter output, RatingPreview preview)
    {
        var days = preview.Days is { } span ? $" from {Day(span.From)} to {Day(span.To.AddDays(-1))}" : "";
        await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{preview.Records:N0} records{days} would have another metered cost. Nothing was changed."));
        foreach (var row in preview.Rows) await output.WriteLineAsync(Line(row.Department ?? "Unassigned", row));
        foreach (var row in preview.Total) await output.WriteLineAsync(Line("Total", row));
        if (preview.ClosedMonths.Count > 0)
            await output.WriteLineAsync($"Closed months keep their figures: {string.Join(", ", preview.ClosedMonths)}. What changes there is still to be adjusted.");
    }

    private static string Line(string name, RatingPreviewRow row) => string.Create(CultureInfo.InvariantCulture,
        $"{name}: {Amount(row.Currency, row.Before)} before, {Amount(row.Currency, row.After)} after, {row.Records:N0} records{(row.UnpricedBefore == row.UnpricedAfter ? "" : $"; tokens without a price {row.UnpricedBefore:N0} before, {row.UnpricedAfter:N0} after")}");

    private static string Amount(string currency, long nanos) => currency.Length == 0 ? "nothing priced" : $"{currency} {Nano.Format(nanos)}";

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
