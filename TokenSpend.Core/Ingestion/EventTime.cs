namespace TokenSpend.Core.Ingestion;

/// <summary>The instant of a logged request: a written time, or a number since 1970 whose size tells its unit.</summary>
internal static class EventTime
{
    public const string Expected = "a time from 2000 to 2099, written as 2026-10-31T23:59:59Z or counted since 1970";

    // From 2000 to 2099 a count of seconds has 9 or 10 digits, of milliseconds 12 or 13, of micro- and nanoseconds 3 and 6 more.
    private const long FirstSecond = 946_684_800;
    private const long LastSecond = 4_102_444_800;

    public static bool TryParseMs(ReadOnlySpan<byte> text, out long ms)
    {
        if (UtcTime.TryParseMs(text, out ms)) return true;
        if (!System.Buffers.Text.Utf8Parser.TryParse(text, out decimal number, out var used) || used != text.Length) return false;
        foreach (var perSecond in (ReadOnlySpan<long>)[1, 1_000, 1_000_000, 1_000_000_000])
        {
            if (number < FirstSecond * (decimal)perSecond || number >= LastSecond * (decimal)perSecond) continue;
            ms = (long)(number / perSecond * 1000);
            return true;
        }
        return false;
    }
}
