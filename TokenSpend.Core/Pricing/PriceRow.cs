using TokenSpend.Core.Usage;

namespace TokenSpend.Core.Pricing;

/// <summary>What a higher price for long prompts is asked for.</summary>
public enum ContextMode : byte
{
    /// <summary>The whole request.</summary>
    Request,
    /// <summary>Only the tokens beyond the limit: each costs the price of its place in the context.</summary>
    Graduated,
}

/// <summary>On what a price depends beside the day: each price of a provider's model has one key.</summary>
/// <param name="Payer">Whose contract it is, as "issuer" (all its accounts) or "issuer / account"; null: anybody's.</param>
/// <param name="Region">Region, or its beginning ("us" holds for us-east-1); null: every region.</param>
/// <param name="Hours">Hours of the day in the provider's zone; null: all that no other row names.</param>
public sealed record PriceSelector(string? Payer, ServiceTier Tier, string? Region, DayHours? Hours);

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

    /// <summary>Further raw names by their look, tried in the order of the file after exact names; null: none.</summary>
    public NameMatch? Match { get; init; }

    /// <summary>Who made the model; null where the file does not say.</summary>
    public required string? Publisher { get; init; }

    /// <summary>ISO 4217, upper case.</summary>
    public required string Currency { get; init; }

    public required PriceSelector On { get; init; }

    public ServiceTier Tier => On.Tier;

    /// <summary>Holds for requests with more prompt tokens than this; 0: for all.</summary>
    public required long ContextOver { get; init; }

    public ContextMode ContextMode { get; init; }

    /// <summary>First day, in the provider's zone; null: since ever.</summary>
    public required DateOnly? From { get; init; }

    /// <summary>Day after the last; null: still.</summary>
    public required DateOnly? To { get; init; }

    /// <summary>By <see cref="TokenKind"/>: nano units per million tokens; null: no price of its own.</summary>
    public required IReadOnlyList<long?> NanosPerMillion { get; init; }

    /// <summary>By <see cref="PriceUnit"/>: nano units per million of the unit; null: not asked for.</summary>
    public IReadOnlyList<long?> UnitNanosPerMillion { get; init; } = NoUnits;

    public required string Source { get; init; }

    /// <summary>Who entered the row; null where the file does not say.</summary>
    public string? EnteredBy { get; init; }

    /// <summary>Since when the book has the row, UTC; null: since ever. A later row is believed instead of an earlier one on the days of both.</summary>
    public DateTime? Recorded { get; init; }

    /// <summary>A row without any price takes back what earlier rows said of its days.</summary>
    public bool IsWithdrawal => NanosPerMillion.All(price => price is null) && UnitNanosPerMillion.All(price => price is null);

    /// <summary>The kind whose price holds for a kind: its own, else its nearest priced parent's; null: unpriced.</summary>
    public TokenKind? PricedAs(TokenKind kind)
    {
        for (TokenKind? at = kind; at is { } own; at = TokenKindInfo.Of(own).Parent)
            if (NanosPerMillion[(int)own] is not null) return own;
        return null;
    }

    /// <summary>Since when a later row of the same key is believed on days of this one.</summary>
    /// <param name="history">Rows of its book.</param>
    /// <returns>UTC; null: it still is believed.</returns>
    public DateTime? SupersededAt(IEnumerable<PriceRow> history) => history
        .Where(other => NameComparer.Instance.Equals((Provider, Model), (other.Provider, other.Model)) && HasKeyOf(other) && Overlaps(other) && (other.Recorded ?? DateTime.MinValue) > (Recorded ?? DateTime.MinValue))
        .Min(other => other.Recorded);

    private static readonly IReadOnlyList<long?> NoUnits = new long?[PriceUnitInfo.All.Count];

    /// <summary>Day on which somebody last compared it with the source.</summary>
    public required DateOnly Checked { get; init; }

    /// <summary>Says the same as another row, if at other times.</summary>
    internal bool HasKeyOf(PriceRow other) => On == other.On && ContextOver == other.ContextOver;

    /// <summary>Has the same prices, names and source, whenever it holds and whoever entered it.</summary>
    internal bool SaysAs(PriceRow other) =>
        HasKeyOf(other) && (Model, Publisher, Currency, ContextMode, Source, Match?.Text) == (other.Model, other.Publisher, other.Currency, other.ContextMode, other.Source, other.Match?.Text)
        && Aliases.SequenceEqual(other.Aliases) && NanosPerMillion.SequenceEqual(other.NanosPerMillion) && UnitNanosPerMillion.SequenceEqual(other.UnitNanosPerMillion);

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
