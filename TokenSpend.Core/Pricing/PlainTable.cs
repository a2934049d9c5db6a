using System.Globalization;
using CsvHelper;
using CsvHelper.Configuration;

namespace TokenSpend.Core.Pricing;

/// <summary>A CSV table of fixed columns, row by row.</summary>
internal static class PlainTable
{
    /// <summary>Rows with the right number of fields, and the line on which each begins.</summary>
    /// <param name="errors">Takes what is wrong; without the header there are no rows.</param>
    public static IEnumerable<(int Line, string[] Cells)> Rows(TextReader csv, string fileName, string[] columns, List<PriceFileError> errors)
    {
        using var parser = new CsvParser(csv, new CsvConfiguration(CultureInfo.InvariantCulture) { BadDataFound = null });
        if (!parser.Read() || !parser.Record!.Select(name => name.Trim('\uFEFF', ' ')).SequenceEqual(columns))
        {
            errors.Add(new(fileName, 1, "", string.Join(',', parser.Record ?? []), $"the header {string.Join(',', columns)}"));
            yield break;
        }
        for (var line = parser.RawRow + 1; parser.Read(); line = parser.RawRow + 1)
        {
            var cells = parser.Record!;
            if (cells.Length == columns.Length) yield return (line, cells);
            else errors.Add(new(fileName, line, "", string.Join(',', cells), $"{columns.Length} fields"));
        }
    }
}
