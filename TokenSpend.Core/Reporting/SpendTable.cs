using System.Globalization;
using System.Text;
using TokenSpend.Core.Primitives;
using TokenSpend.Core.Spend;

namespace TokenSpend.Core.Reporting;

/// <summary>A spend answer as an aligned text table for a terminal.</summary>
public static class SpendTable
{
    public static string Of(SpendResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        var by = result.Query.By.Select((dimension, at) => (dimension, at)).Where(part => part.dimension != Dimension.Currency).ToList();
        List<string[]> lines = [[.. by.Select(part => SpendJson.Word(part.dimension)), "currency", "cost", "accrued", "requests", "tokens"]];
        // Without a grouping the total is all there is to say.
        foreach (var row in by.Count > 0 ? result.Rows : [])
            lines.Add([.. by.Select(part => OneLine(row.Keys[part.at])), .. Cells(row.Currency, row.Figures)]);
        foreach (var total in result.Totals)
            lines.Add([.. by.Select((_, at) => at == 0 ? "total" : ""), .. Cells(total.Currency, total.Figures)]);

        var widths = Enumerable.Range(0, lines[0].Length).Select(column => lines.Max(line => line[column].Length)).ToArray();
        var text = new StringBuilder();
        text.AppendLine(CultureInfo.InvariantCulture, $"{result.Query.Days.From:yyyy-MM-dd} to {result.Query.Days.To:yyyy-MM-dd} (not included), {SpendJson.Word(result.Query.Measure)}, scope {SpendJson.Word(result.Query.Scope)}");
        foreach (var line in lines)
            text.AppendLine(string.Join("  ", line.Select((cell, column) => column <= by.Count ? cell.PadRight(widths[column]) : cell.PadLeft(widths[column]))).TrimEnd());
        foreach (var caveat in result.Caveats) text.AppendLine("! " + CaveatText.Of(caveat));
        return text.ToString().TrimEnd('\n', '\r');
    }

    private static string[] Cells(string currency, SpendFigures figures) =>
    [
        currency, figures.Cost is { } cost ? Nano.Format(cost) : "unknown", Nano.Format(figures.Accrued),
        figures.Requests.ToString("N0", CultureInfo.InvariantCulture), figures.Tokens.Total.ToString("N0", CultureInfo.InvariantCulture),
    ];

    /// <summary>A name from a file must not write to the terminal.</summary>
    private static string OneLine(string? name) => name is null ? "(unassigned)" : string.Concat(name.Select(c => char.IsControl(c) ? ' ' : c));
}
