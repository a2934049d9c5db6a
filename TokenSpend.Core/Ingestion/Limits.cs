namespace TokenSpend.Core.Ingestion;

/// <summary>How much of one thing a file may hold. What is past a limit is no export: the file is refused in words, in bounded memory and time.</summary>
/// <remarks>There is no limit to the size of a file, its lines or its records: they stream.</remarks>
public static class Limits
{
    /// <summary>Bytes of a line of a log. Providers take requests of up to 50 MB, and some gateways log them whole.</summary>
    public const int LongestLine = 64 << 20;

    /// <summary>
    /// Characters of a CSV record, of a value in a JSON document, or of a JSON line that is read as a table. A record holds some
    /// kilobytes, a usage bucket of a large company some megabytes. Past it a quote was mostly never closed.
    /// </summary>
    public const int LongestRecord = 16 << 20;

    /// <summary>Characters of a CSV header: 64 for each of the most columns.</summary>
    public const int LongestHeader = 1 << 20;

    /// <summary>Columns of a table: as many as Excel has.</summary>
    public const int MostColumns = 16_384;

    /// <summary>Levels of JSON in a log line: gateways put the whole request into it, and JSON into its strings.</summary>
    public const int DeepestLog = 256;

    /// <summary>Levels of JSON in a provider's usage report; real ones have six.</summary>
    public const int DeepestReport = 64;

    /// <summary>Levels of a JSON line that is read as a table; BigQuery's export of a bill has four.</summary>
    public const int DeepestRow = 16;

    /// <summary>Separators in one CSV record, those within quotes counted too: the parser keeps a place for each field.</summary>
    public const int MostSeparators = 1_000_000;

    /// <summary>Blank lines one after the other. Packed, two billion of them are a file of two megabytes.</summary>
    public const int MostBlankLines = 1_000_000;

    /// <summary>Columns of a spreadsheet. The library's rows cost the square of their width: sixteen thousand columns are a second a row.</summary>
    public const int MostSpreadsheetColumns = 1_000;

    /// <summary>Rows of a spreadsheet: as many as Excel has.</summary>
    public const int MostSpreadsheetRows = 1_048_576;

    /// <summary>Cells, empty ones included, past which a spreadsheet must not be empty but for a hundredth: one cell in the last row makes a thousand million.</summary>
    public const int MostSparseCells = 5_000_000;

    /// <summary>Shared texts of a spreadsheet: five for each of its rows.</summary>
    public const int MostSpreadsheetTexts = 5 * MostSpreadsheetRows;

    /// <summary>Bytes of one text or tag within a spreadsheet: Excel's cells end at 32,767 characters, each of at most six bytes.</summary>
    public const int LongestSpreadsheetPart = 256 << 10;

    /// <summary>Pieces that one cell of a spreadsheet may be put together of: each run of another font is four.</summary>
    public const int MostSpreadsheetParts = 4_000;

    /// <summary>How many times larger than packed a file may be: a log of nearly equal requests packs some hundred times.</summary>
    public const int MostTimesPacked = 1_000;

    /// <summary>Bytes below which that ratio says nothing.</summary>
    public const long UnpackedAnyway = 256L << 20;
}
