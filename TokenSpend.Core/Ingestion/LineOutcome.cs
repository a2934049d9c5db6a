using TokenSpend.Core.Primitives;
using TokenSpend.Core.Usage;

namespace TokenSpend.Core.Ingestion;

/// <summary>What became of one data line: each has exactly one, so the line sum holds by type.</summary>
/// <param name="Line">As an editor counts, from 1, header included; for a JSON document the line where the result starts.</param>
public abstract record LineOutcome(int Line);

/// <summary>A line that gave records or charges.</summary>
public sealed record AcceptedLine(int Line, IReadOnlyList<UsageRecord> Records, IReadOnlyList<Charge> Charges) : LineOutcome(Line)
{
    public AcceptedLine(int line, UsageRecord record) : this(line, [record], []) { }
    public AcceptedLine(int line, Charge charge) : this(line, [], [charge]) { }
}

/// <summary>A line that rightly gives nothing.</summary>
/// <param name="Reason">A short code such as "no-usage", counted by reason.</param>
public sealed record IgnoredLine(int Line, string Reason) : LineOutcome(Line);

/// <summary>An empty line or CSV record.</summary>
public sealed record BlankLine(int Line) : LineOutcome(Line);

/// <summary>A line that goes to quarantine.</summary>
public sealed record RejectedLine(int Line, Rejection Why) : LineOutcome(Line);

/// <summary>Not a line: a window that the file declares to be complete for, empty days included.</summary>
public sealed record DeclaredWindow(Period Days, string Issuer, string? Account) : LineOutcome(0);

/// <summary>Why a line was set aside. Positions count from 1, as in Excel.</summary>
/// <param name="Column">Column or JSON path; "" when the whole line is meant.</param>
/// <param name="Found">The value as it stands, cut at 200 characters.</param>
/// <param name="Expected">What would have been right, such as "a decimal such as 12.34".</param>
public sealed record Rejection(int Line, string Column, string Found, string Expected)
{
    /// <summary>One sentence in English for logs and the command line.</summary>
    public string Message => Column.Length == 0
        ? $"Line {Line}: found '{Found}', expected {Expected}."
        : $"Line {Line}, column {Column}: found '{Found}', expected {Expected}.";

    public static Rejection Of(int line, string column, string? found, string expected) =>
        new(line, column, found is { Length: > 200 } ? found[..200] : found ?? "", expected);
}
