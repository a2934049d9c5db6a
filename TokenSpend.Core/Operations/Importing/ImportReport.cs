using System.Text.Json;
using TokenSpend.Core.Ingestion;
using TokenSpend.Core.Primitives;
using TokenSpend.Core.Usage;

namespace TokenSpend.Core.Operations.Importing;

/// <summary>The answer of an import: its JSON is a contract that others script against.</summary>
public sealed record ImportReport
{
    public required string File { get; init; }
    public required string Format { get; init; }
    public required long? Import { get; init; }
    public required long Lines { get; init; }
    public required long Accepted { get; init; }
    public required long Duplicates { get; init; }
    public required long Replaced { get; init; }
    public required long Ignored { get; init; }
    public required IReadOnlyDictionary<string, long> IgnoredBy { get; init; }
    public required long Rejected { get; init; }
    public required long Blank { get; init; }
    public required long Records { get; init; }
    public required long Charges { get; init; }

    /// <summary>By kind, duplicates included: what the file holds.</summary>
    public required IReadOnlyDictionary<string, long> Tokens { get; init; }

    public required IReadOnlyList<CurrencyCost> Cost { get; init; }
    public required long UnpricedTokens { get; init; }

    /// <summary>First day of its facts, yyyy-MM-dd.</summary>
    public required DateOnly? From { get; init; }

    /// <summary>Day after the last.</summary>
    public required DateOnly? To { get; init; }

    /// <summary>Lines of earlier imports inside this snapshot's windows that it lacks; kept unless --replace was given.</summary>
    public required long MissingFromEarlier { get; init; }

    public required double Seconds { get; init; }

    /// <summary>The first 100.</summary>
    public required IReadOnlyList<RejectionLine> Rejections { get; init; }

    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public string ToJson() => JsonSerializer.Serialize(this, Options);

    public static ImportReport? Parse(string? json) => json is null ? null : JsonSerializer.Deserialize<ImportReport>(json, Options);

    /// <summary>Counts by name: the six main kinds always, the others where present.</summary>
    public static Dictionary<string, long> TokensByName(in TokenCounts tokens)
    {
        var names = new Dictionary<string, long>();
        foreach (var kind in TokenKindInfo.All)
            if (kind.IsShown(tokens[kind.Kind])) names[kind.Name] = tokens[kind.Kind];
        return names;
    }
}

/// <summary>Decimal strings, exact to the nano; null where the file has no such amount.</summary>
public sealed record CurrencyCost(string Currency, string? Billed, string? Effective, string? Metered)
{
    public static CurrencyCost Of(string currency, long? billed, long? effective, long? metered) =>
        new(currency, Text(billed), Text(effective), Text(metered));

    private static string? Text(long? nanos) => nanos is { } value ? Nano.Format(value) : null;
}

/// <summary>A rejected line in the report.</summary>
public sealed record RejectionLine(int Line, string Column, string Found, string Expected, string Message)
{
    public static RejectionLine Of(Rejection why)
    {
        ArgumentNullException.ThrowIfNull(why);
        return new(why.Line, why.Column, why.Found, why.Expected, why.Message);
    }
}
