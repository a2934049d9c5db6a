using TokenSpend.Core.Usage;

namespace TokenSpend.Core.Ingestion.Mapping;

/// <summary>Disjoint token counts of a mapped line.</summary>
internal static class MappedTokens
{
    private static readonly (string Chinese, string English)[] Words =
        [("缓存命中", " cache hit "), ("命中缓存", " cache hit "), ("缓存", " cached "), ("输入", " input "), ("输出", " output "), ("提示", " prompt "), ("个", "")];

    /// <summary>Null: the line counts none.</summary>
    public static TokenCounts? Of(MappedRow row, MappingProfile profile)
    {
        if (row.Text(MappedField.Quantity) is { } quantity) return OfQuantity(row, profile, quantity);
        var counts = MappedFields.Tokens.Select(row.Tokens).ToArray();
        if (counts.All(count => count is null)) return null;
        var (input, read, write5m, write1h, output, reasoning) = (counts[0] ?? 0, counts[1] ?? 0, counts[2] ?? 0, counts[3] ?? 0, counts[4] ?? 0, counts[5] ?? 0);
        if (profile.InputContainsCached && (input -= read + write5m + write1h) < 0)
            return row.Fail(MappedField.Input, row.Text(MappedField.Input), "not less than the cached tokens that it contains", (TokenCounts?)null);
        if (profile.OutputContainsReasoning && (output -= reasoning) < 0)
            return row.Fail(MappedField.Output, row.Text(MappedField.Output), "not less than the reasoning tokens that it contains", (TokenCounts?)null);
        return TokenCounts.FromDisjoint(input, read, write5m, write1h, output, reasoning);
    }

    /// <summary>One kind a line: its words stand in the item, category or unit.</summary>
    private static TokenCounts? OfQuantity(MappedRow row, MappingProfile profile, string quantity)
    {
        if (NumberText.Plain(quantity, profile.Numbers) is not { } plain) return row.Fail(MappedField.Quantity, quantity, CellText.ExpectedMoney, (TokenCounts?)null);
        var unit = profile.Fields.ContainsKey(MappedField.Unit) ? row.Text(MappedField.Unit) : profile.TokensPer switch
        {
            1_000 => "K tokens",
            10_000 => "万tokens",
            1_000_000 => "M tokens",
            _ => "tokens",
        };
        return BilledTokens.Of(plain, unit is null ? null : English(unit), English($"{row.Text(MappedField.Item)} {row.Text(MappedField.Category)}"));
    }

    private static string English(string text)
    {
        foreach (var (chinese, english) in Words) text = text.Replace(chinese, english, StringComparison.Ordinal);
        return text;
    }
}
