using System.Text;

namespace TokenSpend.Core.Usage;

/// <summary>What a source can say about who made a request, and through what. The numbers are stored: append, never renumber.</summary>
public enum SubjectField : byte
{
    /// <summary>Label of the source: which gateway instance or export told of it.</summary>
    Source = 1,
    /// <summary><see cref="SourceLevel"/> of that source, as its name.</summary>
    Level = 2,
    /// <summary>Who sends the bill, where the file says so.</summary>
    Issuer = 3,
    /// <summary>Billing account, where the file says so.</summary>
    Account = 4,
    /// <summary>Host that the gateway called: tells payers apart.</summary>
    ApiBase = 5,
    /// <summary>Project or workspace.</summary>
    Project = 6,
    /// <summary>Key alias where there is one, else the key's id. Never a secret.</summary>
    Key = 7,
    User = 8,
    /// <summary>A declared tag, "name=value".</summary>
    Tag = 9,
}

/// <summary>Who made a request, as the source names it. Subjects stay thousands; each distinct one gets an id.</summary>
/// <remarks>
/// The canonical form is its fields in the order of <see cref="SubjectField"/>, each as number, UTF-8 text and a zero byte.
/// Only tags declared in data/rules/tags.csv are part of it; request and session ids are not.
/// </remarks>
public sealed record Subject
{
    public string Source { get; init; } = "";
    public SourceLevel Level { get; init; }
    public string? Issuer { get; init; }
    public string? Account { get; init; }
    public string? ApiBase { get; init; }
    public string? Project { get; init; }
    public string? Key { get; init; }
    public string? User { get; init; }

    /// <summary>Declared tags by name.</summary>
    public IReadOnlyDictionary<string, string> Tags { get; init; } = NoTags;

    private static readonly Dictionary<string, string> NoTags = [];

    /// <summary>True where nothing names who made it: money at such a subject is unmatched.</summary>
    public bool IsNobody => Project is null && Key is null && User is null && Tags.Count == 0;

    /// <summary>One line for people: the most telling names first.</summary>
    public string Label
    {
        get
        {
            var names = new[] { Key, Project, User }.Where(name => name is not null);
            var tags = Tags.OrderBy(tag => tag.Key, StringComparer.Ordinal).Select(tag => $"{tag.Key}={tag.Value}");
            var all = string.Join(" · ", names.Concat(tags));
            return all.Length > 0 ? all : Source;
        }
    }

    /// <summary>Writes the canonical form.</summary>
    public void WriteTo(SubjectKey key)
    {
        key.Clear();
        key.Add(SubjectField.Source, Source);
        key.Add(SubjectField.Level, Level.ToString());
        key.Add(SubjectField.Issuer, Issuer);
        key.Add(SubjectField.Account, Account);
        key.Add(SubjectField.ApiBase, ApiBase);
        key.Add(SubjectField.Project, Project);
        key.Add(SubjectField.Key, Key);
        key.Add(SubjectField.User, User);
        foreach (var (name, value) in Tags.OrderBy(tag => tag.Key, StringComparer.Ordinal))
            key.AddTag(name, value);
    }

    /// <summary>Reads the canonical form.</summary>
    public static Subject Parse(ReadOnlySpan<byte> canonical)
    {
        var subject = new Subject();
        Dictionary<string, string>? tags = null;
        while (!canonical.IsEmpty)
        {
            var field = (SubjectField)canonical[0];
            var end = canonical.IndexOf((byte)0);
            var text = Encoding.UTF8.GetString(canonical[1..end]);
            canonical = canonical[(end + 1)..];
            switch (field)
            {
                case SubjectField.Source: subject = subject with { Source = text }; break;
                case SubjectField.Level: subject = subject with { Level = Enum.Parse<SourceLevel>(text) }; break;
                case SubjectField.Issuer: subject = subject with { Issuer = text }; break;
                case SubjectField.Account: subject = subject with { Account = text }; break;
                case SubjectField.ApiBase: subject = subject with { ApiBase = text }; break;
                case SubjectField.Project: subject = subject with { Project = text }; break;
                case SubjectField.Key: subject = subject with { Key = text }; break;
                case SubjectField.User: subject = subject with { User = text }; break;
                case SubjectField.Tag:
                    var cut = text.IndexOf('=', StringComparison.Ordinal);
                    (tags ??= [])[text[..cut]] = text[(cut + 1)..];
                    break;
            }
        }
        return tags is null ? subject : subject with { Tags = tags };
    }
}
