using System.Globalization;
using System.Text.Json;

namespace TokenSpend.Core.Operations.Importing;

/// <summary>Typed cells as a CSV line that the formats read like any other.</summary>
internal static class CsvLine
{
    public static string Of(IEnumerable<object?> cells) => string.Join(',', cells.Select(Cell));

    private static string Cell(object? value) => value switch
    {
        null => "",
        string text => Quoted(text),
        bool flag => flag ? "true" : "false",
        DateTime { TimeOfDay.Ticks: 0, Kind: not DateTimeKind.Utc } day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        DateTime { Kind: DateTimeKind.Utc } time => time.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", CultureInfo.InvariantCulture),
        DateTime time => time.ToString("yyyy-MM-dd HH:mm:ss.FFFFFFF", CultureInfo.InvariantCulture),
        byte[] bytes => Quoted(System.Text.Encoding.UTF8.GetString(bytes)),
        IFormattable number => Quoted(number.ToString(null, CultureInfo.InvariantCulture)),
        _ => Quoted(JsonSerializer.Serialize(value)),
    };

    private static string Quoted(string text) => text.AsSpan().IndexOfAny(",;\t\"\r\n") < 0 ? text : $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
