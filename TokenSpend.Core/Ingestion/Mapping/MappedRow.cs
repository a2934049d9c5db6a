using TokenSpend.Core.Primitives;
using TokenSpend.Core.Usage;

namespace TokenSpend.Core.Ingestion.Mapping;

/// <summary>One record of a file, read by the fields of a profile. A cell that cannot be read is noted as the row's <see cref="CsvRow.Problem"/>.</summary>
internal sealed class MappedRow(CsvRow row, MappingProfile profile, MappedColumns columns)
{
    private static readonly string[] Totals = ["合计", "总计", "小计", "Total", "Totals", "Sum"];

    public int Line => row.Line;

    public Rejection? Problem => row.Problem;

    /// <summary>Null where nothing is mapped, the cell is empty or says that there is nothing.</summary>
    public string? Text(MappedField field) => columns.Of(field) is { } source ? Cell(source.Columns) ?? source.Constant : null;

    public string Required(MappedField field) => Text(field) ?? row.Fail(Name(field), "", "a value", "");

    public string? Column(string name) => Cell([name]);

    /// <summary>A whole number of things that are not tokens.</summary>
    public long? Count(MappedField field) => Number(field, 1);

    /// <summary>Tokens, in the profile's unit.</summary>
    public long? Tokens(MappedField field) => Number(field, profile.TokensPer);

    public long? Nanos(MappedField field) => Text(field) is not { } text ? null
        : NumberText.TryMoney(text, profile.Numbers, profile.MoneyIn, out var nanos) ? nanos
        : row.Fail(Name(field), text, NumberText.ExpectedMoney(profile.Numbers), 0L);

    public MappedTime? Time(MappedField field) => Text(field) is not { } text ? null
        : MappedTime.TryParse(text, profile.Dates, columns.Zone, out var time) ? time
        : row.Fail(Name(field), text, MappedTime.Expected(profile.Dates), (MappedTime?)null);

    /// <summary>ISO 4217, by code or by its Chinese name or sign; an issuer's own unit as it is written.</summary>
    public string Currency() => Text(MappedField.Currency) switch
    {
        null => row.Fail(Name(MappedField.Currency), "", CellText.ExpectedCurrency, ""),
        "人民币" or "元" or "¥" or "￥" or "RMB" => "CNY",
        "美元" or "$" or "US$" => "USD",
        var text when CellText.IsIsoCurrency(text) => text.ToUpperInvariant(),
        var text => row.Fail(Name(MappedField.Currency), text, CellText.ExpectedCurrency, ""),
    };

    /// <summary>The line under a table that sums it up.</summary>
    public bool IsTotal => (Text(MappedField.Month) ?? Text(MappedField.At)) is { } text && Totals.Contains(text, StringComparer.OrdinalIgnoreCase);

    /// <summary>Whether the profile's rule for lines that count takes it in.</summary>
    public bool Counts => profile.Only.All(rule => rule.Value.Contains(Column(rule.Key) ?? "", StringComparer.OrdinalIgnoreCase));

    /// <summary>Name and value of each tag that is mapped or stands in an object of tags.</summary>
    public IEnumerable<(string Name, string Value)> Tags()
    {
        foreach (var (name, source) in columns.Tags)
            if ((Cell(source.Columns) ?? source.Constant) is { } value) yield return (name, value);
        foreach (var name in profile.TagObjects)
        {
            foreach (var tag in row.Starting(name + ".")) yield return tag;
            if (Column(name) is not { } text) continue;
            if (TagText.FromJson(text) is not { } tags) row.Fail(name, text, "a JSON object of tags", 0);
            else
                foreach (var tag in tags) yield return tag;
        }
    }

    /// <summary>What the profile says tells lines apart.</summary>
    public string Dimensions() => DimensionText.Of([.. profile.TellApart.Select(name => (name, Column(name)))]);

    public T Fail<T>(MappedField field, string? found, string expected, T instead) => row.Fail(Name(field), found, expected, instead);

    /// <summary>The column as the file names it, for people; the field's name where none is there.</summary>
    public string Name(MappedField field) => columns.Of(field)?.Columns is { Length: > 0 } names ? Array.Find(names, row.Has) ?? names[0] : field.Name();

    private long? Number(MappedField field, int tokensPer) => Text(field) is not { } text ? null
        : NumberText.TryCount(text, profile.Numbers, tokensPer, out var count) ? count
        : row.Fail(Name(field), text, tokensPer == 1 ? CellText.ExpectedCount : $"a number ≥ 0, in units of {tokensPer} tokens", 0L);

    /// <remarks>A table has one of the spellings. Of JSON the first that is filled: a log's line leaves out what it has no value for.</remarks>
    private string? Cell(string[] names)
    {
        foreach (var name in names)
        {
            if (!row.Has(name)) continue;
            if (row.Text(name) is { } text && text is not ("-" or "--" or "null" or "None" or "N/A")) return text;
            if (profile.Content == ProfileContent.Table) return null;
        }
        return null;
    }
}

/// <summary>A profile's sources in the shape that every line asks for.</summary>
internal sealed class MappedColumns
{
    private readonly Source?[] _fields = new Source?[MappedFields.All.Count];

    public MappedColumns(MappingProfile profile)
    {
        foreach (var (field, source) in profile.Fields) _fields[(int)field] = new Source([.. source.Columns], source.Constant);
        Tags = [.. profile.Tags.OrderBy(tag => tag.Key, StringComparer.Ordinal).Select(tag => (tag.Key, new Source([.. tag.Value.Columns], tag.Value.Constant)))];
        Zone = TimeZoneInfo.FindSystemTimeZoneById(profile.Zone);
    }

    public IReadOnlyList<(string Name, Source Source)> Tags { get; }

    public TimeZoneInfo Zone { get; }

    public Source? Of(MappedField field) => _fields[(int)field];

    public sealed record Source(string[] Columns, string? Constant);
}
