using TokenSpend.Core.Usage;

namespace TokenSpend.Core.Attribution;

/// <summary>One attribution rule: which subjects, on which days, and what it says of their owner.</summary>
public sealed class OwnerRule
{
    private static readonly string[] PatternColumns = ["issuer", "source", "account", "project", "key", "user", SubjectPattern.TagColumn];
    private static readonly string[] ResultColumns = ["department", "application", "function"];
    private static readonly string[] Columns = ["valid_from", "valid_to", .. PatternColumns, .. ResultColumns, "note"];

    private readonly SubjectPattern _pattern;
    private readonly Template?[] _results;

    private OwnerRule(RuleRow row, DeclaredTags tags)
    {
        (From, To) = row.Days();
        _pattern = SubjectPattern.Read(row, PatternColumns, tags);
        _results = [.. ResultColumns.Select(column => row.Template(column, tags, _pattern.Groups))];
        if (ResultColumns.All(column => row.Text(column).Length == 0)) row.Problem("department", "", "a department, an application or a function");
        Reason = new OwnerReason(row.File, row.Line, row.Text("note"));
    }

    /// <summary>First day.</summary>
    public DateOnly From { get; }

    /// <summary>First day no longer; <see cref="DateOnly.MaxValue"/>: no end.</summary>
    public DateOnly To { get; }

    public OwnerReason Reason { get; }

    /// <summary>Reads attribution rules in their order.</summary>
    /// <param name="file">Its name, for messages; .yaml and .yml are YAML, all else CSV.</param>
    public static Loaded<IReadOnlyList<OwnerRule>> Load(TextReader content, string file, DeclaredTags tags)
    {
        var problems = new List<RuleProblem>();
        var rows = RuleTable.Read(content, file, Columns, ResultColumns, problems);
        return RuleTable.Outcome<IReadOnlyList<OwnerRule>>([.. rows.Select(row => new OwnerRule(row, tags))], problems);
    }

    /// <returns>Null where the rule does not match the subject, whatever the day.</returns>
    /// <exception cref="System.Text.RegularExpressions.RegexMatchTimeoutException">An expression took too long.</exception>
    internal OwnerClaim? Claim(Subject subject) => _pattern.Matches(subject, "", out var groups)
        ? new OwnerClaim(From, To, _results[0]?.Fill(subject, groups), _results[1]?.Fill(subject, groups), _results[2]?.Fill(subject, groups), Reason)
        : null;
}
