using System.Globalization;
using CsvHelper;
using CsvHelper.Configuration;
using TokenSpend.Core.Primitives;
using TokenSpend.Core.Usage;

namespace TokenSpend.Core.Pricing;

/// <summary>Reads a price file (CSV) into rows; collects every error and goes on.</summary>
internal sealed class PriceFile(string file)
{
    /// <summary>Price columns, in the order of <see cref="TokenKind"/>.</summary>
    public static readonly IReadOnlyList<string> PriceColumns =
    [
        "input", "cache_read", "cache_write_5m", "cache_write_1h", "output", "reasoning",
        "input_audio", "cache_read_audio", "output_audio", "input_image", "output_image", "input_video",
    ];

    private static readonly string[] Required = ["provider", "model", "currency", "per_tokens", "source", "checked"];
    private static readonly string[] Optional =
    [
        "aliases", "match", "publisher", "payer", "tier", "region", "hours", "context_over", "context_mode", "from", "to",
        .. PriceUnitInfo.All.Select(unit => unit.Column), "entered_by", "recorded",
    ];

    private Dictionary<string, int> _columns = [];
    private string[] _cells = [];
    private int _line;

    public List<PriceRow> Rows { get; } = [];
    public List<PriceFileError> Errors { get; } = [];

    public void Read(TextReader csv)
    {
        using var parser = new CsvParser(csv, new CsvConfiguration(CultureInfo.InvariantCulture) { BadDataFound = null, IgnoreBlankLines = false, MaxFieldSize = 100_000 });
        if (!parser.Read() || !TakeHeader(parser.Record!)) return;
        var ended = parser.RawRow;
        while (parser.Read())
        {
            (_cells, _line) = (parser.Record!, ended + 1);
            ended = parser.RawRow;
            if (_cells.All(string.IsNullOrWhiteSpace)) continue;
            if (_cells.Length != _columns.Count) Fail("", string.Join(',', _cells), $"{_columns.Count} fields as in the header, not {_cells.Length}");
            else if (Row() is { } row) Rows.Add(row);
        }
    }

    private bool TakeHeader(string[] names)
    {
        _line = 1;
        _columns = [];
        foreach (var (index, name) in names.Index())
            if (!_columns.TryAdd(name.Trim().TrimStart('\uFEFF'), index)) Fail(name, name, "each column once");
        foreach (var name in Required)
            if (!_columns.ContainsKey(name)) Fail(name, string.Join(',', names), $"a header with the column {name}");
        // An unknown column may be a misspelt price: to leave it out would bill wrong.
        foreach (var name in _columns.Keys.Where(name => !Required.Contains(name) && !Optional.Contains(name) && !PriceColumns.Contains(name)))
            Fail(name, name, $"one of {string.Join(", ", Required.Concat(Optional).Concat(PriceColumns))}");
        return Errors.Count == 0;
    }

    private PriceRow? Row()
    {
        var before = Errors.Count;
        var per = Whole("per_tokens", 0);
        if (per is 0) Fail("per_tokens", Cell("per_tokens"), "how many tokens the price is for, such as 1000000");
        var (from, to) = (Day("from"), Day("to"));
        if (from >= to) Fail("to", Cell("to"), $"a day after {Cell("from")}");
        var currency = Text("currency");
        if (currency.Length != 3 || !currency.All(char.IsAsciiLetterUpper)) Fail("currency", currency, "a currency code such as USD");
        var prices = PriceColumns.Select(column => Price(column, Math.Max(1, per ?? 1))).ToArray();
        var units = PriceUnitInfo.All.Select(unit => Price(unit.Column, unit.Per)).ToArray();
        var contextOver = Whole("context_over", 0) ?? 0;
        var mode = Choice<ContextMode>("context_mode", "request, graduated or nothing");
        if (mode == ContextMode.Graduated && contextOver == 0) Fail("context_mode", Cell("context_mode"), "a limit in context_over, or nothing");

        var row = new PriceRow
        {
            Line = _line, Provider = Text("provider"), Model = Text("model"), Currency = currency, On = Selector(),
            Aliases = Cell("aliases").Split('|', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries),
            Match = Match(), Publisher = OrNull("publisher"),
            ContextOver = contextOver, ContextMode = mode, From = from, To = to, NanosPerMillion = prices, UnitNanosPerMillion = units,
            Source = Text("source"), Checked = Day("checked", isRequired: true) ?? default, EnteredBy = OrNull("entered_by"), Recorded = Moment("recorded"),
        };
        return Errors.Count == before ? row : null;
    }

    private PriceSelector Selector()
    {
        DayHours? hours = null;
        if (Cell("hours") is { Length: > 0 } text)
        {
            if (DayHours.TryParse(text, out var window)) hours = window;
            else Fail("hours", text, "hours of a day in the provider's zone such as 16:30-00:30, or nothing");
        }
        return new PriceSelector(OrNull("payer"), Choice<ServiceTier>("tier", "standard, batch, flex, priority or nothing"), OrNull("region")?.ToLowerInvariant(), hours);
    }

    private NameMatch? Match()
    {
        if (OrNull("match") is not { } text) return null;
        var match = NameMatch.Read(text, out var problem);
        if (match is null) Fail("match", text, problem!);
        return match;
    }

    private T Choice<T>(string column, string expected) where T : struct, Enum
    {
        if (Cell(column) is not { Length: > 0 } name) return default;
        if (Enum.TryParse<T>(name, ignoreCase: true, out var value) && Enum.IsDefined(value) && !char.IsAsciiDigit(name[0])) return value;
        Fail(column, name, expected);
        return default;
    }

    private long? Price(string column, long per)
    {
        if (Cell(column) is not { Length: > 0 } text) return null;
        if (Nano.TryParse(text, out var nanos) && nanos >= 0 && (Int128)nanos * 1_000_000 / per <= long.MaxValue)
            return Nano.DivideHalfEven((Int128)nanos * 1_000_000, per);
        Fail(column, text, "a price such as 2.5, or nothing where there is none");
        return null;
    }

    private long? Whole(string column, long ifBlank)
    {
        if (Cell(column) is not { Length: > 0 } text) return ifBlank;
        if (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value)) return value;
        Fail(column, text, "a whole number of tokens");
        return null;
    }

    private DateOnly? Day(string column, bool isRequired = false)
    {
        if (Cell(column) is not { Length: > 0 } text && !isRequired) return null;
        if (DateOnly.TryParseExact(Cell(column), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)) return day;
        Fail(column, Cell(column), "a day such as 2026-03-13");
        return null;
    }

    private DateTime? Moment(string column)
    {
        if (Cell(column) is not { Length: > 0 } text) return null;
        if (DateTime.TryParseExact(text, ["yyyy-MM-dd", PriceFileWriter.MomentFormat], CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var moment)) return moment;
        Fail(column, text, "a day such as 2026-03-13, or a moment of UTC such as 2026-03-13T08:00:00Z");
        return null;
    }

    private string? OrNull(string column) => Cell(column) is { Length: > 0 } text ? text : null;

    private string Text(string column)
    {
        var text = Cell(column);
        if (text.Length == 0) Fail(column, "", $"a {column}");
        return text;
    }

    private string Cell(string column) => _columns.TryGetValue(column, out var at) ? _cells[at].Trim() : "";

    private void Fail(string column, string found, string expected) =>
        Errors.Add(new PriceFileError(file, _line, column, found.Length <= 200 ? found : found[..200], expected));
}
