using TokenSpend.Core.Usage;

namespace TokenSpend.Core.Attribution;

/// <summary>Who a key, user or project belongs to, by its exact name, with dates (data/rules/directory.csv). Case does not count.</summary>
public sealed class OwnerDirectory
{
    private static readonly string[] Kinds = ["key", "user", "project"];
    private static readonly string[] Columns = ["kind", "name", "department", "application", "function", "valid_from", "valid_to"];

    public static readonly OwnerDirectory Empty = new([]);

    private readonly Dictionary<(string Kind, string Name), List<OwnerClaim>> _entries;

    private OwnerDirectory(Dictionary<(string Kind, string Name), List<OwnerClaim>> entries) => _entries = entries;

    /// <param name="file">Its name, for messages; .yaml and .yml are YAML, all else CSV.</param>
    public static Loaded<OwnerDirectory> Load(TextReader content, string file)
    {
        var problems = new List<RuleProblem>();
        var entries = new Dictionary<(string Kind, string Name), List<OwnerClaim>>();
        foreach (var row in RuleTable.Read(content, file, Columns, ["kind", "name"], problems)) Add(row, entries);
        return RuleTable.Outcome(new OwnerDirectory(entries), problems);
    }

    /// <summary>Both; where both name someone, this one's word comes first.</summary>
    public OwnerDirectory With(OwnerDirectory other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return new OwnerDirectory(_entries.Concat(other._entries).GroupBy(entry => entry.Key)
            .ToDictionary(same => same.Key, same => same.SelectMany(entry => entry.Value).ToList()));
    }

    /// <summary>What the directory says: of the key first, then the user, then the project, whatever the day.</summary>
    internal IEnumerable<OwnerClaim> Claims(Subject subject)
    {
        string?[] names = [subject.Key, subject.User, subject.Project];
        for (var i = 0; i < Kinds.Length; i++)
        {
            if (names[i] is { } name && _entries.TryGetValue((Kinds[i], Fold(name)), out var claims))
                foreach (var claim in claims) yield return claim;
        }
    }

    /// <summary>First day on which nobody is behind the subject any more: all that the directory says of its user, else of its key, has ended.</summary>
    /// <returns>Null: it still holds, or the directory never named it.</returns>
    public DateOnly? LeftOn(Subject subject)
    {
        ArgumentNullException.ThrowIfNull(subject);
        foreach (var (kind, name) in new[] { ("user", subject.User), ("key", subject.Key) })
            if (name is not null && _entries.TryGetValue((kind, Fold(name)), out var claims))
                return claims.Max(claim => claim.To) is var end && end != DateOnly.MaxValue ? end : null;
        return null;
    }

    private static void Add(RuleRow row, Dictionary<(string Kind, string Name), List<OwnerClaim>> entries)
    {
        var kind = row.Text("kind").ToLowerInvariant();
        var name = row.Text("name");
        if (!Kinds.Contains(kind)) row.Problem("kind", kind, "key, user or project");
        if (name.Length == 0) row.Problem("name", name, "the key, user or project as its source names it");
        string?[] owner = [Given(row, "department"), Given(row, "application"), Given(row, "function")];
        if (Array.TrueForAll(owner, part => part is null)) row.Problem("department", "", "a department, an application or a function");

        var (from, to) = row.Days();
        var claim = new OwnerClaim(from, to, owner[0], owner[1], owner[2], new OwnerReason(row.File, row.Line, $"{kind} {name}"));
        if (!entries.TryGetValue((kind, Fold(name)), out var known)) entries[(kind, Fold(name))] = known = [];
        // Two owners on one day: which is meant is the user's to say, not the order's.
        if (known.Find(other => other.From < to && from < other.To) is { Reason: { } reason })
            row.Problem("name", name, $"dates that do not overlap those of line {reason.Line}");
        known.Add(claim);
    }

    private static string? Given(RuleRow row, string column) => row.Text(column) is { Length: > 0 } text ? text : null;

    private static string Fold(string name) => name.ToUpperInvariant();
}
