using System.Globalization;
using TokenSpend.Core.Usage;

namespace TokenSpend.Core.Attribution;

/// <summary>A result cell: text with references in braces, such as "{tag:department}", "{project}" or "{1}", a group of the rule's first expression.</summary>
internal sealed class Template
{
    private const string Known = "text, or a reference {tag:NAME}, {source}, {account}, {project}, {key}, {user}, or {1} to {9} for a group of the rule's first re: cell";

    private readonly List<Func<Subject, IReadOnlyList<string>, string?>> _parts = [];

    /// <summary>Highest group that is referred to; 0 for none.</summary>
    public int HighestGroup { get; private set; }

    /// <returns>Null, and what was expected instead, for a reference that does not exist.</returns>
    public static Template? Parse(string text, DeclaredTags tags, out string expected)
    {
        expected = Known;
        var template = new Template();
        for (var at = 0; at < text.Length;)
        {
            var open = text.IndexOf('{', at);
            var end = open < 0 ? text.Length : open;
            if (end > at)
            {
                var literal = text[at..end];
                template._parts.Add((_, _) => literal);
            }
            if (open < 0) break;
            var close = text.IndexOf('}', open);
            if (close < 0) return null;
            var name = text[(open + 1)..close].Trim();
            if (template.Reference(name, tags, ref expected) is not { } part) return null;
            template._parts.Add(part);
            at = close + 1;
        }
        return template;
    }

    /// <returns>Null where something referred to is absent or empty: the rule then does not name the value, and a later one may.</returns>
    public string? Fill(Subject subject, IReadOnlyList<string> groups)
    {
        var filled = "";
        foreach (var part in _parts)
        {
            var value = part(subject, groups);
            if (string.IsNullOrWhiteSpace(value)) return null;
            filled += value;
        }
        return filled.Trim();
    }

    private Func<Subject, IReadOnlyList<string>, string?>? Reference(string name, DeclaredTags tags, ref string expected)
    {
        if (name.Length == 1 && name[0] is >= '1' and <= '9')
        {
            var group = int.Parse(name, CultureInfo.InvariantCulture);
            HighestGroup = Math.Max(HighestGroup, group);
            return (_, groups) => group < groups.Count ? groups[group] : null;
        }
        if (name.StartsWith("tag:", StringComparison.OrdinalIgnoreCase))
        {
            var tag = name[4..].Trim().ToLowerInvariant();
            if (!tags.Keys.Contains(tag))
            {
                expected = tags.Expected;
                return null;
            }
            return (subject, _) => subject.Tags.GetValueOrDefault(tag);
        }
        return SubjectPattern.Field(name) is { } field ? (subject, _) => field(subject) : null;
    }
}
