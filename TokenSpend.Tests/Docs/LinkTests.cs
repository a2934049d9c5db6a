using System.Text.RegularExpressions;

namespace TokenSpend.Tests.Docs;

/// <summary>What the documents point at is there: links, and source files by name.</summary>
public sealed partial class LinkTests
{
    private static readonly string Root = Path.GetDirectoryName(Golden.SourceFolder)!;

    public static TheoryData<string> Documents =>
    [
        .. Directory.EnumerateFiles(Root, "*.md").Concat(Directory.EnumerateFiles(Path.Combine(Root, "docs"), "*.md", SearchOption.AllDirectories))
            .Select(file => Path.GetRelativePath(Root, file).Replace('\\', '/')).Order(StringComparer.Ordinal),
    ];

    private static readonly Lazy<HashSet<string>> SourceFiles = new(() =>
    [
        .. new[] { "TokenSpend.Core", "TokenSpend.Web", "TokenSpend.Tests", "bench" }
            .SelectMany(folder => Directory.EnumerateFiles(Path.Combine(Root, folder), "*.*", SearchOption.AllDirectories)).Select(file => Path.GetFileName(file)),
    ]);

    [Theory, MemberData(nameof(Documents))]
    public void Links_lead_to_files_that_exist(string document)
    {
        var folder = Path.Combine(Root, Path.GetDirectoryName(document)!);
        var targets = Link().Matches(Text(document)).Select(match => match.Groups[1].Value)
            .Where(target => !target.Contains("://", StringComparison.Ordinal));
        Assert.All(targets, target => Assert.True(Path.Exists(Path.Combine(folder, target)), $"{document} points at {target}, which is not there."));
    }

    [Theory, MemberData(nameof(Documents))]
    public void Source_files_that_are_named_exist(string document)
    {
        var unknown = SourceFile().Matches(Text(document)).Select(match => match.Groups[1].Value).Except(SourceFiles.Value);
        Assert.Empty(unknown);
    }

    private static string Text(string document) => File.ReadAllText(Path.Combine(Root, document));

    [GeneratedRegex(@"\]\(([^)#\s]+)[^)]*\)")]
    private static partial Regex Link();

    [GeneratedRegex(@"`(?:[\w./-]*/)?([A-Z]\w*\.(?:cs|razor))`")]
    private static partial Regex SourceFile();
}
