using System.Diagnostics;
using System.Text.RegularExpressions;
using Xunit.Abstractions;

namespace TokenSpend.Tests.Architecture;

/// <summary>What anybody may clone says nothing of the machines that it was made on.</summary>
public sealed partial class RepositoryTests(ITestOutputHelper output)
{
    [Fact]
    public void No_file_holds_a_machines_path_or_a_private_package_feed()
    {
        var root = Path.Combine(Golden.SourceFolder, "..");
        var files = Tracked(root);
        if (files is null) return;
        Assert.NotEmpty(files);
        Assert.Empty(files.Where(file => File.Exists(Path.Combine(root, file)))
            .SelectMany(file => Private().Matches(File.ReadAllText(Path.Combine(root, file))).Select(found => $"{file}: {found.Value}")));
    }

    /// <summary>Null where this is no clone or there is no git.</summary>
    private List<string>? Tracked(string root)
    {
        try
        {
            using var git = Process.Start(new ProcessStartInfo("git", ["-C", root, "ls-files", "-z"]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
            var names = git.StandardOutput.ReadToEnd();
            git.WaitForExit();
            if (git.ExitCode == 0)
                return [.. names.Split('\0', StringSplitOptions.RemoveEmptyEntries).Where(name => !Binary().IsMatch(name) && Path.GetFileName(name) != nameof(RepositoryTests) + ".cs")];
        }
        catch (System.ComponentModel.Win32Exception)
        {
            // No git on this machine.
        }
        output.WriteLine("Skipped: the sources are no clone, or git is missing.");
        return null;
    }

    [GeneratedRegex(@"\.(png|jpg|ico|woff2?|zst|gz)$")]
    private static partial Regex Binary();

    // Public feeds are fine: api.nuget.org in lock files and nuget.config, registry.npmjs.org in package-lock.json.
    [GeneratedRegex(@"(?<![\w.:/}$-])/(work|root|home|Users)/[\w.-]+|""resolved"": ""https?://(?!registry\.npmjs\.org/)[^""]+|<add key=""[^""]*"" value=""https?://(?!api\.nuget\.org/)[^""]+")]
    private static partial Regex Private();
}
