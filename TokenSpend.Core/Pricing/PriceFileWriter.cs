using System.Globalization;
using TokenSpend.Core.Primitives;

namespace TokenSpend.Core.Pricing;

/// <summary>Writes rows as the CSV that <see cref="PriceFile"/> reads; columns that nobody uses are left out.</summary>
public static class PriceFileWriter
{
    internal const string MomentFormat = "yyyy-MM-dd'T'HH:mm:ss'Z'";

    private sealed record Column(string Name, Func<PriceRow, string> Text, bool IsOptional = false);

    private static readonly Column[] Columns =
    [
        new("provider", row => row.Provider),
        new("model", row => row.Model),
        new("aliases", row => string.Join('|', row.Aliases)),
        new("match", row => row.Match?.Text ?? "", true),
        new("publisher", row => row.Publisher ?? ""),
        new("payer", row => row.On.Payer ?? "", true),
        new("currency", row => row.Currency),
        new("per_tokens", _ => "1000000"),
        new("tier", row => row.Tier == default ? "" : row.Tier.ToString().ToLowerInvariant()),
        new("region", row => row.On.Region ?? "", true),
        new("hours", row => row.On.Hours?.ToString() ?? "", true),
        new("context_over", row => row.ContextOver == 0 ? "" : row.ContextOver.ToString(CultureInfo.InvariantCulture)),
        new("context_mode", row => row.ContextMode == default ? "" : row.ContextMode.ToString().ToLowerInvariant(), true),
        new("from", row => Day(row.From)),
        new("to", row => Day(row.To)),
        .. PriceFile.PriceColumns.Select((name, kind) => new Column(name, row => Price(row.NanosPerMillion[kind], 1_000_000))),
        .. PriceUnitInfo.All.Select(unit => new Column(unit.Column, row => Price(row.UnitNanosPerMillion[(int)unit.Unit], unit.Per), true)),
        new("source", row => row.Source),
        new("checked", row => Day(row.Checked)),
        new("entered_by", row => row.EnteredBy ?? "", true),
        new("recorded", row => row.Recorded?.ToString(MomentFormat, CultureInfo.InvariantCulture) ?? "", true),
    ];

    public static string Write(IReadOnlyList<PriceRow> rows)
    {
        var columns = Columns.Where(column => !column.IsOptional || rows.Any(row => column.Text(row).Length > 0)).ToList();
        var lines = rows.Select(row => string.Join(',', columns.Select(column => Quoted(column.Text(row)))));
        return string.Join('\n', lines.Prepend(string.Join(',', columns.Select(column => column.Name)))) + "\n";
    }

    private static string Price(long? nanosPerMillion, int per) => nanosPerMillion is { } nanos
        ? Nano.Format(Nano.DivideHalfEven((Int128)nanos * per, 1_000_000))
        : "";

    private static string Day(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "";

    private static string Quoted(string text) =>
        text.AsSpan().IndexOfAny(",\"\r\n") < 0 && text == text.Trim() ? text : $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
