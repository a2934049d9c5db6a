using System.Text.RegularExpressions;
using TokenSpend.Core.Usage;

namespace TokenSpend.Core.Attribution;

/// <summary>Tells AI charges from the rest of a cloud bill (data/rules/ai-services.csv): the first matching row decides, unlisted is not AI.</summary>
public sealed class AiServices
{
    private static readonly string[] PatternColumns = ["provider", "service", "item"];
    private static readonly string[] Columns = [.. PatternColumns, "ai", "note"];

    private readonly IReadOnlyList<(Pattern?[] Patterns, bool Ai)> _rules;

    private AiServices(IReadOnlyList<(Pattern?[] Patterns, bool Ai)> rules) => _rules = rules;

    /// <summary>No charge is AI.</summary>
    public static readonly AiServices None = new([]);

    /// <param name="file">Its name, for messages; .yaml and .yml are YAML, all else CSV.</param>
    public static Loaded<AiServices> Load(TextReader content, string file)
    {
        var problems = new List<RuleProblem>();
        var rows = RuleTable.Read(content, file, Columns, ["provider", "ai"], problems);
        return RuleTable.Outcome(new AiServices([.. rows.Select(Read)]), problems);
    }

    /// <summary>By provider, service and line item. An item pattern needs an item: a charge without one does not match it.</summary>
    public bool IsAi(Charge charge)
    {
        string?[] values = [charge.Provider, charge.Service, charge.Item];
        foreach (var (patterns, ai) in _rules)
            if (Matches(patterns, values)) return ai;
        return false;
    }

    private static (Pattern?[] Patterns, bool Ai) Read(RuleRow row)
    {
        var ai = row.Text("ai");
        if (ai is not ("yes" or "no")) row.Problem("ai", ai, "yes or no");
        return ([.. PatternColumns.Select(column => Cell(row, column))], ai == "yes");
    }

    private static Pattern? Cell(RuleRow row, string column)
    {
        var text = row.Text(column);
        if (text.Length == 0) return null;
        var pattern = Pattern.Parse(text, out var expected);
        if (pattern is null) row.Problem(column, text, expected);
        return pattern;
    }

    private static bool Matches(Pattern?[] patterns, string?[] values)
    {
        try
        {
            for (var i = 0; i < patterns.Length; i++)
                if (patterns[i] is { } pattern && !pattern.Matches(values[i], out _)) return false;
            return true;
        }
        catch (RegexMatchTimeoutException)
        {
            // The charge then counts as not AI, and pages say how much they leave out.
            return false;
        }
    }
}
