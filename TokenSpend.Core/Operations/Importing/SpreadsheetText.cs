using MiniExcelLibs;

namespace TokenSpend.Core.Operations.Importing;

/// <summary>The first sheet of an .xlsx file as CSV, row by row.</summary>
internal static class SpreadsheetText
{
    /// <exception cref="FormatException">It cannot be read as a spreadsheet.</exception>
    public static Stream Open(Stream package) => new MadeStream(Rows(package));

    private static IEnumerable<string> Rows(Stream package)
    {
        using var rows = Sheet(package).GetEnumerator();
        while (Next(rows)) yield return CsvLine.Of(((IDictionary<string, object?>)rows.Current).Values);
    }

    private static IEnumerable<object> Sheet(Stream package)
    {
        try
        {
            return package.Query(useHeaderRow: false, excelType: ExcelType.XLSX);
        }
        catch (Exception error) when (IsOfTheFile(error))
        {
            throw SourceFile.Damaged(error);
        }
    }

    private static bool Next(IEnumerator<object> rows)
    {
        try
        {
            return rows.MoveNext();
        }
        catch (Exception error) when (IsOfTheFile(error))
        {
            throw SourceFile.Damaged(error);
        }
    }

    // The library lets the errors of XML and zip through.
    private static bool IsOfTheFile(Exception error) =>
        error is InvalidDataException or System.Xml.XmlException or FormatException or InvalidOperationException or KeyNotFoundException or ArgumentException;
}
