using System.Globalization;
using CsvHelper;
using TokenSpend.Core.Primitives;
using TokenSpend.Core.Spend;

namespace TokenSpend.Core.Reporting;

/// <summary>A spend answer as CSV: the dimensions, then the contract's columns.</summary>
public static class SpendCsv
{
    private static readonly string[] Figures =
        ["currency", "cost", "accrued", "requests", "input_tokens", "cache_read_tokens", "cache_write_tokens", "output_tokens", "reasoning_tokens", "unpriced_tokens"];

    /// <param name="preamble">Period, filters, measure and caveats as comment lines first: what an export for people starts with.</param>
    public static string Of(SpendResult result, bool preamble = false)
    {
        ArgumentNullException.ThrowIfNull(result);
        using var text = new StringWriter(CultureInfo.InvariantCulture) { NewLine = "\n" };
        if (preamble) WritePreamble(text, result);
        using var csv = new CsvWriter(text, CultureInfo.InvariantCulture, leaveOpen: true);
        var by = result.Query.By.Select((dimension, at) => (dimension, at)).Where(part => part.dimension != Dimension.Currency).ToList();
        foreach (var (dimension, _) in by) csv.WriteField(SpendJson.Word(dimension));
        foreach (var name in Figures) csv.WriteField(name);
        csv.NextRecord();
        foreach (var row in result.Rows)
        {
            foreach (var (_, at) in by) csv.WriteField(Harmless(row.Keys[at]));
            var (figures, tokens) = (row.Figures, row.Figures.Tokens);
            csv.WriteField(Harmless(row.Currency));
            csv.WriteField(figures.Cost is { } cost ? Nano.Format(cost) : "");
            csv.WriteField(Nano.Format(figures.Accrued));
            foreach (var count in (ReadOnlySpan<long>)[figures.Requests, tokens.Input, tokens.CacheRead, tokens.CacheWrite5m + tokens.CacheWrite1h, tokens.Output, tokens.Reasoning, figures.UnpricedTokens])
                csv.WriteField(count);
            csv.NextRecord();
        }
        csv.Flush();
        return text.ToString();
    }

    /// <summary>A spreadsheet takes a cell that begins so for a formula: a name from a bill must stay a name.</summary>
    public static string Harmless(string? name) =>
        name is ['=' or '+' or '-' or '@' or '＝' or '＋' or '－' or '＠' or '\t' or '\r' or '\n', ..] ? "'" + name : name ?? "";

    private static void WritePreamble(StringWriter text, SpendResult result)
    {
        var query = result.Query;
        text.WriteLine($"# {query.Days.From:yyyy-MM-dd} to {query.Days.To:yyyy-MM-dd} (not included), measure {SpendJson.Word(query.Measure)}, scope {SpendJson.Word(query.Scope)}{(query.Currency is null ? "" : $", in {query.Currency}")}");
        foreach (var filter in query.Where)
            text.WriteLine($"# {SpendJson.Word(filter.Dimension)}: {string.Join(" | ", filter.Values.Select(value => value?.ReplaceLineEndings(" ") ?? "unassigned"))}");
        foreach (var caveat in result.Caveats) text.WriteLine($"# {CaveatText.Of(caveat).ReplaceLineEndings(" ")}");
    }
}
