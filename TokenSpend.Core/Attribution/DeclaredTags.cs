namespace TokenSpend.Core.Attribution;

/// <summary>The tag keys that are part of a subject (data/rules/tags.csv): others are left to the raw record, so that subjects stay thousands.</summary>
public sealed class DeclaredTags
{
    private static readonly string[] Columns = ["tag", "note"];

    public DeclaredTags(IEnumerable<string> keys) => Keys = keys.Select(key => key.ToLowerInvariant()).ToHashSet(StringComparer.Ordinal);

    /// <summary>Lower case.</summary>
    public IReadOnlySet<string> Keys { get; }

    internal string Expected => "a tag declared in tags.csv: " + string.Join(", ", Keys.Order(StringComparer.Ordinal));

    /// <param name="file">Its name, for messages.</param>
    public static Loaded<DeclaredTags> Load(TextReader content, string file)
    {
        var problems = new List<RuleProblem>();
        var keys = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var row in RuleTable.Read(content, file, Columns, ["tag"], problems))
        {
            var key = row.Text("tag");
            if (key.Length == 0 || key.Contains('=', StringComparison.Ordinal)) row.Problem("tag", key, "the name of a tag, such as cost_center");
            else if (!keys.Add(key)) row.Problem("tag", key, "each tag once");
        }
        return RuleTable.Outcome(new DeclaredTags(keys), problems);
    }
}
