using System.Globalization;
using CsvHelper;
using CsvHelper.Configuration;

namespace TokenSpend.Core.Ingestion;

/// <summary>Reads the provider list (data/providers.csv): id,title,title_zh,zone,aliases.</summary>
public static class ProviderFile
{
    private static readonly string[] Columns = ["id", "title", "title_zh", "zone", "aliases"];

    /// <exception cref="FormatException">The list cannot be read; the message says where and what was expected.</exception>
    public static ProviderNames Load(TextReader csv, string fileName)
    {
        using var parser = new CsvParser(csv, new CsvConfiguration(CultureInfo.InvariantCulture) { BadDataFound = null });
        if (!parser.Read() || !parser.Record!.Select(name => name.Trim('\uFEFF', ' ')).SequenceEqual(Columns))
            throw new FormatException($"{fileName}, line 1: found '{string.Join(',', parser.Record ?? [])}', expected the header {string.Join(',', Columns)}.");
        var entries = new List<ProviderNames.Entry>();
        var meanings = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        for (var line = parser.RawRow + 1; parser.Read(); line = parser.RawRow + 1)
        {
            var entry = Entry(parser.Record!, fileName, line);
            foreach (var name in entry.Aliases.Prepend(entry.Id))
                if (!meanings.TryAdd(name, entry.Id))
                    throw new FormatException($"{fileName}, line {line}: found the name '{name}', which already means {meanings[name]}; expected each name once.");
            entries.Add(entry);
        }
        return new ProviderNames(entries);
    }

    private static ProviderNames.Entry Entry(string[] cells, string fileName, int line)
    {
        if (cells.Length != Columns.Length)
            throw new FormatException($"{fileName}, line {line}: found {cells.Length} fields, expected {Columns.Length}.");
        if (!TimeZoneInfo.TryFindSystemTimeZoneById(cells[3], out _))
            throw new FormatException($"{fileName}, line {line}, column zone: found '{cells[3]}', expected a zone such as Asia/Shanghai.");
        if (cells[0].Length == 0 || cells[0].Any(char.IsAsciiLetterUpper))
            throw new FormatException($"{fileName}, line {line}, column id: found '{cells[0]}', expected a lower-case name.");
        return new(cells[0], cells[1], cells[2], cells[3], cells[4].Split('|', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
    }
}
