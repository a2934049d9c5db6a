using System.Globalization;

namespace TokenSpend.Core.Ingestion;

/// <summary>How a file writes its dates: year first, or as 09/30/2026 or 30/09/2026, which only the file as a whole can tell apart.</summary>
/// <remarks>Decided from the first part of the file, before any line is read: a date past the 12th gives the order away. Never guessed.</remarks>
public sealed class DateOrder
{
    /// <summary>Characters looked at: some thousand lines.</summary>
    private const int Ahead = 4 * 1024 * 1024;

    private static readonly string[] MonthFirst = ["M/d/yyyy", "M-d-yyyy", "M.d.yyyy"];
    private static readonly string[] DayFirst = ["d/M/yyyy", "d-M-yyyy", "d.M.yyyy"];
    private readonly string[] _patterns;

    private DateOrder(string[] patterns) => _patterns = patterns;

    /// <summary>Looks ahead and gives the text back from its start.</summary>
    /// <param name="columns">Columns with dates; those that the header lacks are left out.</param>
    /// <exception cref="FormatException">Dates are written with the year last, and nothing tells month from day; or they are mixed.</exception>
    public static (DateOrder Order, TextReader Content) Of(TextReader content, IReadOnlyList<string> columns)
    {
        var ahead = new char[Ahead];
        var length = content.ReadBlock(ahead, 0, Ahead);
        var start = new string(ahead, 0, length);
        string? monthFirst = null, dayFirst = null, either = null;
        foreach (var _ in CsvTable.Read(new StringReader(start), [], Look))
        {
        }
        if (monthFirst is not null && dayFirst is not null)
            throw new FormatException($"{monthFirst} has the month first, {dayFirst} the day: expected one order of dates in a file.");
        if (either is not null && monthFirst is null && dayFirst is null)
            throw new FormatException($"{either} could be month first or day first, and no line tells which; expected a date past the 12th in {string.Join(", ", columns)}, or dates such as 2026-10-31.");
        return (new DateOrder(dayFirst is not null ? DayFirst : MonthFirst), new ContinuedReader(start, content));

        LineOutcome Look(CsvRow row)
        {
            foreach (var column in columns)
            {
                if (row.Text(column) is not { Length: <= 40 } text || Parts(text) is not { } date) continue;
                var where = $"Line {row.Line}, column {column}: '{text}'";
                if (date.First > 12 && date.Second <= 12) dayFirst ??= where;
                else if (date.Second > 12 && date.First <= 12) monthFirst ??= where;
                else either ??= where;
            }
            return new BlankLine(row.Line);
        }
    }

    /// <summary>Year-first dates are read whatever the order; a time of day behind the date is left out.</summary>
    public bool TryParse(string? text, out DateOnly day)
    {
        day = default;
        if (text is null or { Length: > 40 }) return false;
        if (text.Length >= 10 && text[4] is '-' or '/')
        {
            if (!UtcTime.TryParse(text, out _) || !UtcTime.TryParse(text.AsSpan(0, 10), out var date)) return false;
            day = DateOnly.FromDateTime(date);
            return true;
        }
        return DateOnly.TryParseExact(text.Split(' ', 'T')[0], _patterns, CultureInfo.InvariantCulture, DateTimeStyles.None, out day) && day.Year is >= 2000 and <= 2099;
    }

    private static (int First, int Second)? Parts(string text)
    {
        var parts = text.Split(' ')[0].Split('/', '-', '.');
        return parts.Length == 3 && parts[2].Length == 4 && parts[0].Length <= 2 && parts[1].Length <= 2
            && int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var first)
            && int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var second) ? (first, second) : null;
    }

    /// <summary>A text that was read ahead, then the rest. Does not close the rest: its owner does.</summary>
    private sealed class ContinuedReader(string start, TextReader rest) : TextReader
    {
        private int _at;

        public override int Peek() => _at < start.Length ? start[_at] : rest.Peek();

        public override int Read() => _at < start.Length ? start[_at++] : rest.Read();

        public override int Read(char[] buffer, int index, int count)
        {
            if (_at >= start.Length) return rest.Read(buffer, index, count);
            var taken = Math.Min(count, start.Length - _at);
            start.CopyTo(_at, buffer, index, taken);
            _at += taken;
            return taken;
        }
    }
}
