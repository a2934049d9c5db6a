namespace TokenSpend.Core.Attribution;

/// <summary>What is wrong at one place of a rule file. Positions count from 1.</summary>
/// <param name="Line">As an editor counts, header and comments included.</param>
/// <param name="Column">Name of the column or field; "" when the whole line is meant.</param>
/// <param name="At">Character in the line, for YAML; null in a CSV, where the column's name tells.</param>
/// <param name="Found">The value as it stands, cut at 200 characters.</param>
/// <param name="Expected">What would have been right, such as "a date such as 2026-01-31".</param>
public sealed record RuleProblem(string File, int Line, string Column, int? At, string Found, string Expected)
{
    /// <summary>One sentence in English for logs and the command line.</summary>
    public string Message
    {
        get
        {
            var place = $"{File}, line {Line}";
            if (At is { } at) place += $", character {at}";
            if (Column.Length > 0) place += $", column {Column}";
            return $"{place}: found \"{Found}\", expected {Expected}.";
        }
    }

    internal static string Cut(string text) => text.Length > 200 ? text[..200] : text;
}

/// <summary>What a rule file holds, or why it is refused: one bad line refuses the whole file, so that no rule is left out unseen.</summary>
/// <param name="Value">Null where there are problems.</param>
public sealed record Loaded<T>(T? Value, IReadOnlyList<RuleProblem> Problems)
    where T : class
{
    /// <exception cref="FormatException">There are problems; the message names each.</exception>
    public T OrThrow() => Value ?? throw new FormatException(string.Join(Environment.NewLine, Problems.Select(problem => problem.Message)));
}
