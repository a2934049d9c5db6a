using TokenSpend.Core.Attribution;
using TokenSpend.Core.Usage;

namespace TokenSpend.Tests.Attribution;

/// <summary>Rules from short texts.</summary>
internal static class RuleText
{
    public const string OwnerHeader = "valid_from,valid_to,issuer,source,account,project,key,user,tag,department,application,function,note";
    public const string DirectoryHeader = "kind,name,department,application,function,valid_from,valid_to";

    public static readonly DeclaredTags Tags = new(["app", "team", "department", "function"]);

    public static Loaded<IReadOnlyList<OwnerRule>> Rules(string text, string file = "attribution.csv") =>
        OwnerRule.Load(new StringReader(text), file, Tags);

    public static Loaded<OwnerDirectory> Directory(params string[] rows) =>
        OwnerDirectory.Load(new StringReader(string.Join('\n', [DirectoryHeader, .. rows])), "directory.csv");

    /// <param name="rows">Rows under <see cref="OwnerHeader"/>.</param>
    public static OwnerRules Owners(params string[] rows) => new(Rules(string.Join('\n', [OwnerHeader, .. rows])).OrThrow(), OwnerDirectory.Empty);

    public static OwnerRules Owners(string[] rows, string[] directory) =>
        new(Rules(string.Join('\n', [OwnerHeader, .. rows])).OrThrow(), Directory(directory).OrThrow());

    public static Subject Subject(string? key = null, string? project = null, string? user = null, params (string Name, string Value)[] tags) => new()
    {
        Source = "gateway",
        Level = SourceLevel.PrimaryLog,
        Key = key,
        Project = project,
        User = user,
        Tags = tags.ToDictionary(tag => tag.Name, tag => tag.Value),
    };
}
