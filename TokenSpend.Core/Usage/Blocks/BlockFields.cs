using System.Globalization;
using System.Text.Json;

namespace TokenSpend.Core.Usage.Blocks;

/// <summary>Counts of one JSON object by name; keeps the first thing that is wrong.</summary>
internal sealed class BlockFields(JsonElement block)
{
    /// <summary>Null while nothing is wrong.</summary>
    public string? Error { get; private set; }

    public bool HasAny(params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
            if (block.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null) return true;
        return false;
    }

    /// <summary>The first of the spellings that is present. Null: none is, or it is null.</summary>
    public long? Count(params ReadOnlySpan<string> spellings)
    {
        foreach (var name in spellings)
            if (Find(block, name) is { } value) return Read(name, value);
        return null;
    }

    /// <summary>The first of the spellings inside the first of the detail objects that has it.</summary>
    public long? Detail(ReadOnlySpan<string> objects, params ReadOnlySpan<string> spellings)
    {
        foreach (var name in objects)
            if (Find(block, name) is { ValueKind: JsonValueKind.Object } inner)
                foreach (var spelling in spellings)
                    if (Find(inner, spelling) is { } value) return Read($"{name}.{spelling}", value);
        return null;
    }

    /// <summary>One count of an object inside one of the detail objects.</summary>
    public long? Nested(ReadOnlySpan<string> objects, string nested, string spelling)
    {
        foreach (var name in objects)
            if (Find(block, name) is { ValueKind: JsonValueKind.Object } inner
                && Find(inner, nested) is { ValueKind: JsonValueKind.Object } deep
                && Find(deep, spelling) is { } value)
                return Read($"{name}.{nested}.{spelling}", value);
        return null;
    }

    /// <summary>Sums a list of entries by a text in each, such as modality or ttl, upper case. Empty when the list is absent.</summary>
    public IReadOnlyDictionary<string, long> ByLabel(ReadOnlySpan<string> lists, ReadOnlySpan<string> labels, ReadOnlySpan<string> counts)
    {
        var sums = new Dictionary<string, long>(StringComparer.Ordinal);
        foreach (var name in lists)
        {
            if (Find(block, name) is not { ValueKind: JsonValueKind.Array } list) continue;
            foreach (var entry in list.EnumerateArray())
            {
                if (entry.ValueKind != JsonValueKind.Object) { Fail($"{name} holds {entry.ValueKind}, expected objects"); break; }
                var label = First(entry, labels) is { ValueKind: JsonValueKind.String } text ? text.GetString()!.ToUpperInvariant() : "";
                var count = First(entry, counts) is { } value ? Read($"{name}[{label}]", value) ?? 0 : 0;
                sums[label] = sums.GetValueOrDefault(label) + count;
            }
            break;
        }
        return sums;
    }

    /// <summary>Notes an error; the first one stays.</summary>
    public TokenCounts? Fail(string error)
    {
        Error ??= error;
        return null;
    }

    private long? Read(string name, JsonElement value)
    {
        long count;
        var ok = value.ValueKind switch
        {
            JsonValueKind.Number => value.TryGetInt64(out count) || IsWhole(value.GetRawText(), out count),
            // OTLP writes 64-bit integers as text.
            JsonValueKind.String => long.TryParse(value.GetString(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out count),
            _ => (count = 0) == 1,
        };
        if (ok && count is >= 0 and <= Limit) return count;
        Fail($"{name} is {Short(value.GetRawText())}, expected a whole number from 0 to {Limit}");
        return null;
    }

    /// <summary>No record holds as many tokens; above it a sum of kinds could overflow.</summary>
    private const long Limit = 1_000_000_000_000_000;

    private static bool IsWhole(string text, out long count)
    {
        count = 0;
        var ok = decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            && decimal.IsInteger(number) && Math.Abs(number) <= Limit;
        if (ok) count = (long)number;
        return ok;
    }

    private static string Short(string text) => text.Length <= 40 ? text : text[..40] + "…";

    private static JsonElement? Find(JsonElement parent, string name) =>
        parent.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;

    private static JsonElement? First(JsonElement parent, ReadOnlySpan<string> names)
    {
        foreach (var name in names)
            if (Find(parent, name) is { } value) return value;
        return null;
    }
}
