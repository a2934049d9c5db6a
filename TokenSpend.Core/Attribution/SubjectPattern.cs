using TokenSpend.Core.Usage;

namespace TokenSpend.Core.Attribution;

/// <summary>The pattern cells of one rule: all that are filled in must match; none filled in matches everything.</summary>
internal sealed class SubjectPattern
{
    public const string TagColumn = "tag";
    public const string ProviderColumn = "provider";

    private readonly List<(Func<Subject, string, string?> Value, Pattern Pattern)> _conditions = [];

    private SubjectPattern() { }

    /// <summary>Groups that the first expression has; 0 without one.</summary>
    public int Groups => _conditions.Find(condition => condition.Pattern.IsRegex).Pattern?.Groups ?? 0;

    /// <summary>Fields of a subject by the name of their column; null for an unknown name.</summary>
    public static Func<Subject, string?>? Field(string column) => column.ToLowerInvariant() switch
    {
        "source" => subject => subject.Source,
        "issuer" => subject => subject.Issuer,
        "account" => subject => subject.Account,
        "api_base" => subject => subject.ApiBase,
        "project" => subject => subject.Project,
        "key" => subject => subject.Key,
        "user" => subject => subject.User,
        _ => null,
    };

    /// <summary>Reads the cells of these columns; problems go to the row.</summary>
    public static SubjectPattern Read(RuleRow row, IEnumerable<string> columns, DeclaredTags tags)
    {
        var pattern = new SubjectPattern();
        foreach (var column in columns)
        {
            var text = row.Text(column);
            if (text.Length == 0) continue;
            if (column == TagColumn) pattern.AddTag(row, text, tags);
            else if (column == ProviderColumn) pattern.Add(row, column, text, static (_, provider) => provider);
            else if (Field(column) is { } field) pattern.Add(row, column, text, (subject, _) => field(subject));
        }
        return pattern;
    }

    /// <param name="groups">Those of the first expression, the whole match first.</param>
    /// <exception cref="System.Text.RegularExpressions.RegexMatchTimeoutException">An expression took too long.</exception>
    public bool Matches(Subject subject, string provider, out IReadOnlyList<string> groups)
    {
        groups = [];
        foreach (var (value, pattern) in _conditions)
        {
            if (!pattern.Matches(value(subject, provider), out var found)) return false;
            if (groups.Count == 0) groups = found;
        }
        return true;
    }

    private void AddTag(RuleRow row, string text, DeclaredTags tags)
    {
        var cut = text.IndexOf('=', StringComparison.Ordinal);
        if (cut <= 0)
        {
            row.Problem(TagColumn, text, "a declared tag and a pattern, such as team=search-*");
            return;
        }
        var tag = text[..cut].Trim().ToLowerInvariant();
        if (tags.Keys.Contains(tag)) Add(row, TagColumn, text[(cut + 1)..].Trim(), (subject, _) => subject.Tags.GetValueOrDefault(tag));
        else row.Problem(TagColumn, text, tags.Expected);
    }

    private void Add(RuleRow row, string column, string text, Func<Subject, string, string?> value)
    {
        if (Pattern.Parse(text, out var expected) is { } pattern) _conditions.Add((value, pattern));
        else row.Problem(column, text, expected);
    }
}
