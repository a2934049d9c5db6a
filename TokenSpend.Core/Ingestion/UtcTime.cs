using System.Globalization;

namespace TokenSpend.Core.Ingestion;

/// <summary>Reads the spellings of time that exports use, without making strings.</summary>
/// <remarks>Only years 2000 to 2099 are times of usage: anything else is a damaged cell, not an old request.</remarks>
public static class UtcTime
{
    /// <summary>What a rejection says was expected.</summary>
    public const string Expected = "a time from 2000 to 2099 such as 2026-10-31 23:59:59, with or without a zone";

    private static readonly string[] SlashDates =
    [
        "M/d/yy", "M/d/yyyy", "M/d/yyyy H:mm", "M/d/yyyy H:mm:ss", "M/d/yy H:mm", "M/d/yy H:mm:ss",
        "yyyy/M/d", "yyyy/M/d H:mm", "yyyy/M/d H:mm:ss",
    ];

    /// <summary>Milliseconds since 1970 of "2026-10-31", "2026-10-31 23:59[:59[.123456]]", with a T for the blank, with Z or an offset.</summary>
    /// <remarks>A time without a zone is read as UTC; digits below the millisecond are cut.</remarks>
    public static bool TryParseMs(ReadOnlySpan<byte> text, out long ms)
    {
        ms = 0;
        if (text.Length is < 10 or > 40 || text[4] != '-' || text[7] != '-') return false;
        if (!Digits(text, 0, 4, out var year) || !Digits(text, 5, 2, out var month) || !Digits(text, 8, 2, out var day)) return false;
        if (year is < 2000 or > 2099 || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month)) return false;
        ms = (new DateOnly(year, month, day).DayNumber - Epoch) * MsPerDay;
        if (text.Length == 10) return true;

        if (text[10] is not ((byte)' ' or (byte)'T' or (byte)'t') || text.Length < 16 || text[13] != ':') return false;
        if (!Digits(text, 11, 2, out var hour) || !Digits(text, 14, 2, out var minute) || hour > 23 || minute > 59) return false;
        ms += (hour * 60 + minute) * 60_000L;
        var at = 16;
        if (at < text.Length && text[at] == ':')
        {
            if (!Digits(text, at + 1, 2, out var second) || second > 59) return false;
            ms += second * 1000L;
            at += 3;
            if (at < text.Length && text[at] is (byte)'.' or (byte)',') at = Fraction(text, at + 1, ref ms);
        }
        return Zone(text[at..], ref ms);
    }

    /// <inheritdoc cref="TryParseMs"/>
    /// <remarks>Also US and year-first dates with slashes; day-first dates cannot be told apart and are read as US.</remarks>
    public static bool TryParse(ReadOnlySpan<char> text, out DateTime utc)
    {
        utc = default;
        text = text.Trim();
        if (text.Length > 40) return false;
        if (text.Contains('/'))
            return DateTime.TryParseExact(text, SlashDates, CultureInfo.InvariantCulture,
                DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out utc) && utc.Year is >= 2000 and <= 2099;
        Span<byte> ascii = stackalloc byte[40];
        if (System.Text.Ascii.FromUtf16(text, ascii, out var written) != System.Buffers.OperationStatus.Done) return false;
        if (!TryParseMs(ascii[..written], out var ms)) return false;
        utc = DateTime.UnixEpoch.AddMilliseconds(ms);
        return true;
    }

    /// <summary>Seconds since 1970.</summary>
    public static bool TryEpoch(long seconds, out DateTime utc)
    {
        var inside = seconds is >= 946_684_800 and < 4_102_444_800;
        utc = inside ? DateTime.UnixEpoch.AddSeconds(seconds) : default;
        return inside;
    }

    private const long MsPerDay = 86_400_000;
    private static readonly int Epoch = DateOnly.FromDateTime(DateTime.UnixEpoch).DayNumber;

    private static int Fraction(ReadOnlySpan<byte> text, int at, ref long ms)
    {
        for (var worth = 100; at < text.Length && text[at] is >= (byte)'0' and <= (byte)'9'; at++, worth /= 10)
            ms += (text[at] - '0') * worth;
        return at;
    }

    private static bool Zone(ReadOnlySpan<byte> zone, ref long ms)
    {
        if (zone.StartsWith(" "u8)) zone = zone[1..];
        if (zone.IsEmpty || zone.SequenceEqual("Z"u8) || zone.SequenceEqual("z"u8) || zone.SequenceEqual("UTC"u8)) return true;
        if (zone[0] is not ((byte)'+' or (byte)'-') || zone.Length is not (3 or 5 or 6)) return false;
        var minutes = 0;
        if (!Digits(zone, 1, 2, out var hours) || hours > 14) return false;
        if (zone.Length == 6 && zone[3] != ':') return false;
        if (zone.Length > 3 && (!Digits(zone, zone.Length - 2, 2, out minutes) || minutes > 59)) return false;
        var offset = (hours * 60 + minutes) * 60_000L;
        ms -= zone[0] == '-' ? -offset : offset;
        return true;
    }

    private static bool Digits(ReadOnlySpan<byte> text, int at, int count, out int value)
    {
        value = 0;
        if (at + count > text.Length) return false;
        foreach (var c in text.Slice(at, count))
        {
            if (c is < (byte)'0' or > (byte)'9') return false;
            value = value * 10 + (c - '0');
        }
        return true;
    }
}
