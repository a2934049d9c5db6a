namespace TokenSpend.Core.Ingestion.Formats;

/// <summary>The days of DeepSeek's exports: utc_date in the older header, start_time_iso and end_time_iso in the newer.</summary>
/// <remarks>
/// The newer export cuts its days in the zone of whoever asks for it and writes its offset. The written day is taken as the day, so that an export of one zone
/// restates that of another rather than adding to it; hours at the edge of a day may stand a day apart from a log in UTC.
/// </remarks>
internal static class DeepSeekDays
{
    public static IReadOnlyList<string> Fields { get; } = ["utc_date", "start_time_iso", "end_time_iso"];

    public static bool IsKnown(FileHead head) => head.HasColumns("utc_date") || head.HasColumns("start_time_iso", "end_time_iso");

    public static (DateTime From, DateTime To) Of(CsvRow row)
    {
        if (!row.Has("start_time_iso"))
        {
            var day = row.Day("utc_date").ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc);
            return (day, day.AddDays(1));
        }
        var (from, to) = (Clock(row, "start_time_iso"), Clock(row, "end_time_iso"));
        return to > from ? (from, to) : row.Fail("end_time_iso", row.Text("end_time_iso"), "a time after start_time_iso", (from, from));
    }

    /// <summary>Date and time of day as written, without the offset.</summary>
    private static DateTime Clock(CsvRow row, string column)
    {
        var text = row.Text(column);
        return text is { Length: >= 19 } && UtcTime.TryParse(text, out _) && UtcTime.TryParse(text.AsSpan(0, 19), out var written)
            ? written
            : row.Fail(column, text, "a time from 2000 to 2099 such as 2026-10-31T00:00:00+08:00", DateTime.UnixEpoch);
    }
}
