using TokenSpend.Core.Primitives;

namespace TokenSpend.Core.Ingestion;

/// <summary>One CSV record with cells by column name. A cell that cannot be read leaves its reason in <see cref="Problem"/> and gives a default: the reader of the table turns the line into a rejection.</summary>
/// <remarks>Where several names are given, they are spellings of one column; the first that the header has is read.</remarks>
public sealed class CsvRow
{
    private readonly string[] _cells;
    private readonly bool _decimalComma;
    private readonly IReadOnlyDictionary<string, int> _columns;

    /// <param name="decimalComma">Amounts may have a decimal comma.</param>
    internal CsvRow(int line, string[] cells, IReadOnlyDictionary<string, int> columns, bool decimalComma = false) =>
        (Line, _cells, _columns, _decimalComma) = (line, cells, columns, decimalComma);

    /// <summary>As an editor counts, from 1: the line on which the record starts.</summary>
    public int Line { get; }

    /// <summary>Why the line is rejected: the first cell that could not be read; null while all is well.</summary>
    public Rejection? Problem { get; private set; }

    /// <summary>Names of all columns, in the file's order.</summary>
    public IEnumerable<string> Columns => _columns.OrderBy(column => column.Value).DistinctBy(column => column.Value).Select(column => column.Key);

    public bool Has(string column) => _columns.ContainsKey(column);

    /// <summary>The cell trimmed; null if it is empty, holds NULL or the column is missing.</summary>
    public string? Text(params ReadOnlySpan<string> names)
    {
        if (Index(names) is not (>= 0 and var at)) return null;
        var text = _cells[at].Trim();
        if (text.Length == 0 || text == "NULL") return null;
        // A line break within a cell is one thing, whichever system saved the file last: it may be part of an identity.
        return text.AsSpan().IndexOfAny('\0', '\r') < 0 ? text : text.Replace('\0', ' ').Replace("\r\n", "\n", StringComparison.Ordinal);
    }

    /// <summary>Cells of all columns whose names begin so, by the rest of the name: "resourceTags/user:app" by "user:app". Empty cells are left out.</summary>
    public IEnumerable<(string Name, string Value)> Starting(string prefix)
    {
        foreach (var (name, _) in _columns)
            if (name.StartsWith(prefix, StringComparison.OrdinalIgnoreCase) && name.Length > prefix.Length && Text(name) is { } value) yield return (name[prefix.Length..], value);
    }

    public string Required(params ReadOnlySpan<string> names) => Text(names) ?? Fail(Name(names), "", "a value", "");

    /// <summary>Nano units of a decimal.</summary>
    public long Nanos(params ReadOnlySpan<string> names)
    {
        var text = Text(names);
        var read = _decimalComma && text is not null ? CellText.TryMoneyWithDecimalComma(text, out var nanos) : CellText.TryMoney(text, out nanos);
        return read ? nanos : Fail(Name(names), text, CellText.ExpectedMoney, 0L);
    }

    /// <summary>As <see cref="Nanos"/>; 0 where the column is missing or the cell empty, for amounts that an issuer leaves out where there are none.</summary>
    public long NanosOrNone(params ReadOnlySpan<string> names) => Text(names) is null ? 0 : Nanos(names);

    /// <summary>A whole number ≥ 0; null where the cell is empty.</summary>
    public long? Count(params ReadOnlySpan<string> names)
    {
        if (Text(names) is not { } text) return null;
        return CellText.TryCount(text, out var count) ? count : Fail(Name(names), text, CellText.ExpectedCount, 0L);
    }

    /// <summary>ISO 4217, upper case.</summary>
    public string Currency(params ReadOnlySpan<string> names)
    {
        var text = Text(names);
        return CellText.IsIsoCurrency(text) ? text!.ToUpperInvariant() : Fail(Name(names), text, CellText.ExpectedCurrency, "");
    }

    /// <summary>A time in UTC; one without a zone is taken as it stands.</summary>
    public DateTime Instant(params ReadOnlySpan<string> names)
    {
        var text = Text(names);
        return UtcTime.TryParse(text, out var utc) ? utc : Fail(Name(names), text, UtcTime.Expected, DateTime.UnixEpoch);
    }

    /// <summary>The day as it is written, whatever zone stands behind it: an export that cuts days in a zone of the reader's choice names them so.</summary>
    public DateOnly Day(params ReadOnlySpan<string> names)
    {
        var text = Text(names);
        ReadOnlySpan<char> written = text is { Length: > 10 } && text[4] == '-' ? text.AsSpan(0, 10) : text;
        if (written.Length == 8 && written.IndexOfAnyExceptInRange('0', '9') < 0) written = $"{written[..4]}-{written[4..6]}-{written[6..]}";
        return UtcTime.TryParse(written, out var day) ? DateOnly.FromDateTime(day) : Fail(Name(names), text, "a day from 2000 to 2099 such as 2026-10-31", DateOnly.FromDateTime(DateTime.UnixEpoch));
    }

    /// <summary>Seconds since 1970.</summary>
    public DateTime Epoch(string name)
    {
        var text = Text(name);
        return CellText.TryCount(text, out var seconds) && UtcTime.TryEpoch(seconds, out var utc)
            ? utc
            : Fail(name, text, "seconds since 1970 such as 1790553600", DateTime.UnixEpoch);
    }

    /// <summary>The days that two instants touch, at least one; an end at midnight is outside.</summary>
    public Period Days(DateTime from, DateTime to, string endColumn)
    {
        if (to < from) return Fail(endColumn, Text(endColumn), "a time that is not before the start", default(Period));
        var first = DateOnly.FromDateTime(from);
        var end = DateOnly.FromDateTime(to);
        if (to.TimeOfDay > TimeSpan.Zero) end = end.AddDays(1);
        return new Period(first, end > first ? end : first.AddDays(1));
    }

    /// <summary>Notes why the line cannot be accepted; the first reason stands.</summary>
    public T Fail<T>(string column, string? found, string expected, T instead)
    {
        Problem ??= Rejection.Of(Line, column, found, expected);
        return instead;
    }

    private int Index(ReadOnlySpan<string> names)
    {
        foreach (var name in names)
            if (_columns.TryGetValue(name, out var at)) return at;
        return -1;
    }

    private string Name(ReadOnlySpan<string> names)
    {
        foreach (var name in names)
            if (_columns.ContainsKey(name)) return name;
        return names[0];
    }
}
