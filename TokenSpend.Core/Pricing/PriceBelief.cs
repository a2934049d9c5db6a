namespace TokenSpend.Core.Pricing;

/// <summary>Which rows of an append-only price file were believed at a moment.</summary>
/// <remarks>A row recorded later wins on its days over earlier rows of the same key; a row without prices takes them back.</remarks>
internal static class PriceBelief
{
    /// <summary>Rows cut to the days on which they were believed: no two of one key overlap.</summary>
    /// <param name="rows">Rows of one provider's model.</param>
    /// <param name="knownAt">UTC; rows recorded later count for nothing. Null: all that is known.</param>
    public static List<PriceRow> Pieces(IReadOnlyCollection<PriceRow> rows, DateTime? knownAt)
    {
        if (rows.All(row => row.Recorded is null)) return [.. rows];
        var pieces = new List<PriceRow>();
        foreach (var row in rows.Where(row => row.Recorded is not { } at || knownAt is not { } known || at <= known).OrderBy(row => row.Recorded ?? DateTime.MinValue))
        {
            pieces = [.. pieces.SelectMany(piece => piece.HasKeyOf(row) && piece.Overlaps(row) ? Without(piece, row) : [piece])];
            if (!row.IsWithdrawal) pieces.Add(row);
        }
        return pieces;
    }

    private static IEnumerable<PriceRow> Without(PriceRow piece, PriceRow gone)
    {
        if (gone.From is { } from && (piece.From ?? DateOnly.MinValue) < from) yield return piece with { To = from };
        if (gone.To is { } to && to < (piece.To ?? DateOnly.MaxValue)) yield return piece with { From = to };
    }
}
