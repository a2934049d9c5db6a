using TokenSpend.Core.Usage;

namespace TokenSpend.Core.Storage;

/// <summary>Token columns to counts and back, in the one order of the schema.</summary>
internal static class Columns
{
    public static TokenCounts Tokens(RawStatement row, int first)
    {
        var counts = default(TokenCounts);
        for (var kind = 0; kind < TokenKindInfo.Count; kind++)
        {
            var count = row.Long(first + kind);
            if (count != 0) counts = counts.With((TokenKind)kind, count) ?? throw new InvalidOperationException("A stored count is negative.");
        }
        return counts;
    }

    public static int Bind(RawStatement statement, int at, in TokenCounts tokens)
    {
        for (var kind = 0; kind < TokenKindInfo.Count; kind++) statement.Bind(at++, tokens[(TokenKind)kind]);
        return at;
    }
}
