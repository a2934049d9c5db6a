namespace TokenSpend.Core.Ingestion;

/// <summary>Where a value stands: in the line, or in a text that was freed from its escapes.</summary>
/// <param name="Text">Null: the line itself.</param>
/// <param name="IsScalar">False for an object or a list.</param>
internal readonly record struct JsonSlot(byte[]? Text, int From, int Length, bool IsScalar)
{
    [ThreadStatic] private static JsonSlot[]? s_ofThread;

    /// <summary>The calling thread's slots, emptied.</summary>
    public static JsonSlot[] OfThread(int count)
    {
        if (s_ofThread is null || s_ofThread.Length < count) s_ofThread = new JsonSlot[Math.Max(count, 64)];
        Array.Clear(s_ofThread);
        return s_ofThread;
    }
}

/// <summary>The picked values of one line, as UTF-8 without escapes.</summary>
internal readonly ref struct JsonFields(ReadOnlySpan<byte> line, JsonSlot[] slots)
{
    private readonly ReadOnlySpan<byte> _line = line;

    public JsonSlot[] Slots { get; } = slots;

    /// <summary>Text, number or truth value; empty where it is missing, null, or an object or list.</summary>
    public ReadOnlySpan<byte> this[JsonPath path]
    {
        get
        {
            for (var i = path.First; i < path.First + path.Count; i++)
                if (Slots[i] is { IsScalar: true, Length: > 0 } slot) return At(slot);
            return default;
        }
    }

    /// <summary>An object or list as JSON, also one that came as text; empty where it is missing.</summary>
    public ReadOnlySpan<byte> Json(JsonPath path)
    {
        for (var i = path.First; i < path.First + path.Count; i++)
            if (Slots[i].Length > 0 && At(Slots[i]) is var json && (!Slots[i].IsScalar || json.StartsWith("{"u8) || json.StartsWith("["u8))) return json;
        return default;
    }

    private ReadOnlySpan<byte> At(JsonSlot slot) => slot.Text is null ? _line.Slice(slot.From, slot.Length) : slot.Text.AsSpan(slot.From, slot.Length);
}
