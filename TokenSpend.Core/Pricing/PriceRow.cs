using TokenSpend.Core.Usage;

namespace TokenSpend.Core.Pricing;

/// <summary>One line of a price file: what a provider asks for a model, from and to a day, on one condition.</summary>
public sealed record PriceRow
{
    /// <summary>Line in its file, from 1, header included.</summary>
    public required int Line { get; init; }

    /// <summary>Provider id: whose price list this is.</summary>
    public required string Provider { get; init; }

    /// <summary>The model's canonical name: the same at every provider.</summary>
    public required string Model { get; init; }

    /// <summary>Other names that this provider or its gateways use.</summary>
    public required IReadOnlyList<string> Aliases { get; init; }

    /// <summary>Who made the model; null where the file does not say.</summary>
    public required string? Publisher { get; init; }

    /// <summary>ISO 4217, upper case.</summary>
    public required string Currency { get; init; }

    public required ServiceTier Tier { get; init; }

    /// <summary>Holds for requests with more prompt tokens than this; 0: for all. The whole request is rated at it.</summary>
    public required long ContextOver { get; init; }

    /// <summary>First day, in the provider's zone; null: since ever.</summary>
    public required DateOnly? From { get; init; }

    /// <summary>Day after the last; null: still.</summary>
    public required DateOnly? To { get; init; }

    /// <summary>By <see cref="TokenKind"/>: nano units per million tokens; null: no price of its own.</summary>
    public required IReadOnlyList<long?> NanosPerMillion { get; init; }

    public required string Source { get; init; }

    /// <summary>Day on which somebody last compared it with the source.</summary>
    public required DateOnly Checked { get; init; }

    internal bool Overlaps(PriceRow other) =>
        (From ?? DateOnly.MinValue) < (other.To ?? DateOnly.MaxValue) && (other.From ?? DateOnly.MinValue) < (To ?? DateOnly.MaxValue);

    public bool Holds(DateOnly day) => (From is null || From <= day) && (To is null || day < To);
}

/// <summary>What is wrong in a price file. Positions count from 1, as in Excel.</summary>
/// <param name="Column">"" when the whole line is meant.</param>
public sealed record PriceFileError(string File, int Line, string Column, string Found, string Expected)
{
    public string Message => Column.Length == 0
        ? $"{File}, line {Line}: found '{Found}', expected {Expected}."
        : $"{File}, line {Line}, column {Column}: found '{Found}', expected {Expected}.";
}
