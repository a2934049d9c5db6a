namespace TokenSpend.Core.Pricing;

/// <summary>What a price can be for, other than tokens.</summary>
public enum PriceUnit { Request, InputCharacter, OutputCharacter, InputSecond, OutputSecond }

/// <summary>The one list of those units: column in a price file, how many units its price is for, name in words, side of the bill.</summary>
/// <param name="Per">The column's price is for so many units: an hour is 3,600 seconds.</param>
/// <param name="IsInput">Counts to the input side of a rating; else to the output side.</param>
public sealed record PriceUnitInfo(PriceUnit Unit, string Column, int Per, string Words, bool IsInput)
{
    public static readonly IReadOnlyList<PriceUnitInfo> All =
    [
        new(PriceUnit.Request, "per_1000_requests", 1_000, "1,000 requests", true),
        new(PriceUnit.InputCharacter, "input_per_1m_characters", 1_000_000, "1 M characters in", true),
        new(PriceUnit.OutputCharacter, "output_per_1m_characters", 1_000_000, "1 M characters out", false),
        new(PriceUnit.InputSecond, "input_per_hour", 3_600, "hour in", true),
        new(PriceUnit.OutputSecond, "output_per_hour", 3_600, "hour out", false),
    ];
}
