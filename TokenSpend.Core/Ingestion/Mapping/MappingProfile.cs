using TokenSpend.Core.Usage;

namespace TokenSpend.Core.Ingestion.Mapping;

/// <summary>How a file is laid out: a table with a header (CSV, spreadsheet, Parquet), or JSON objects.</summary>
public enum ProfileContent { Table, Json }

/// <summary>How dates are written: 2026-10-31 and 20261031, 10/31/2026, or 31/10/2026 and 31.10.2026. Year-first dates are read in any case.</summary>
public enum DateStyle { YearFirst, MonthFirst, DayFirst }

/// <summary>1,234.56 or 1.234,56.</summary>
public enum NumberStyle { Point, Comma }

/// <summary>Amounts are in main units, or in hundredths of them.</summary>
public enum MoneyUnit { Units, Cents }

/// <summary>How the columns of a file that no built-in format knows are read: what a format says as code, as data.</summary>
public sealed record MappingProfile
{
    /// <summary>Lower case with hyphens: the format's name.</summary>
    public required string Name { get; init; }

    public required string Title { get; init; }

    public required Evidence Evidence { get; init; }

    /// <summary>Evidence for the layout, in a few words.</summary>
    public required string RestsOn { get; init; }

    public required SourceLevel Level { get; init; }

    public required IdentityKind Identity { get; init; }

    public ProfileContent Content { get; init; }

    /// <summary>Columns (or paths) that a file must all have to be recognised, each by any of its spellings.</summary>
    public required IReadOnlyList<IReadOnlyList<string>> RecognisedBy { get; init; }

    /// <summary>Words of which the first part of a file must hold one: many issuers have the same columns. None: any file with the columns.</summary>
    public IReadOnlyList<string> Mentions { get; init; } = [];

    public required IReadOnlyDictionary<MappedField, FieldSource> Fields { get; init; }

    /// <summary>Tag names with the column that holds the tag's value.</summary>
    public IReadOnlyDictionary<string, FieldSource> Tags { get; init; } = new Dictionary<string, FieldSource>();

    /// <summary>Columns that hold an object of tags.</summary>
    public IReadOnlyList<string> TagObjects { get; init; } = [];

    /// <summary>Further columns that tell two lines of a report or bill apart; never figures.</summary>
    public IReadOnlyList<string> TellApart { get; init; } = [];

    /// <summary>Lines that count: a column with the values that it may have. Others are left out.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Only { get; init; } = new Dictionary<string, IReadOnlyList<string>>();

    /// <summary>Lists in a JSON document that hold the records, such as "data.items".</summary>
    public IReadOnlyList<string> Records { get; init; } = [];

    /// <summary>IANA zone of days and of times without a zone.</summary>
    public string Zone { get; init; } = "Etc/UTC";

    public DateStyle Dates { get; init; }

    public NumberStyle Numbers { get; init; }

    /// <summary>Tokens in one of the counts: 1, 1,000 (千), 10,000 (万) or 1,000,000.</summary>
    public int TokensPer { get; init; } = 1;

    public MoneyUnit MoneyIn { get; init; }

    /// <summary>The input count contains the cached tokens.</summary>
    public bool InputContainsCached { get; init; } = true;

    /// <summary>The output count contains the reasoning tokens.</summary>
    public bool OutputContainsReasoning { get; init; } = true;

    /// <summary>Days after which the issuer no longer changes a day.</summary>
    public int SettlingDays { get; init; }

    public bool IsLog => Level is SourceLevel.PrimaryLog or SourceLevel.Detail;

    public bool IsBill => Level is SourceLevel.CostReport or SourceLevel.FinalBill;

    public bool CountsTokens => MappedFields.Tokens.Any(Fields.ContainsKey) || Fields.ContainsKey(MappedField.Quantity);

    /// <summary>Every column or path that is read.</summary>
    public IEnumerable<string> Columns => Fields.Values.Concat(Tags.Values).SelectMany(source => source.Columns)
        .Concat(TagObjects).Concat(TellApart).Concat(Only.Keys).Distinct();
}
