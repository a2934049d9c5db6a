using System.Text;

namespace TokenSpend.Tests;

/// <summary>Compares a result with a file in the source tree. With UPDATE_GOLDEN=1 it writes the file instead: look at the difference before you commit it.</summary>
public static class Golden
{
    /// <summary>TokenSpend.Tests in the source tree, found upwards from where the tests run.</summary>
    public static string SourceFolder { get; } = FindSource();

    /// <param name="path">Relative to TokenSpend.Tests, such as "Samples/focus/a.csv.golden.json".</param>
    public static void Equal(string path, string actual)
    {
        actual = actual.ReplaceLineEndings("\n");
        var file = Path.Combine(SourceFolder, path);
        if (Environment.GetEnvironmentVariable("UPDATE_GOLDEN") == "1")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.WriteAllText(file, actual, new UTF8Encoding(false));
            return;
        }
        if (!File.Exists(file)) Assert.Fail($"{path} does not exist. Run the test with UPDATE_GOLDEN=1 and read what it wrote.");
        var expected = File.ReadAllText(file).ReplaceLineEndings("\n");
        if (expected == actual) return;

        var (was, now) = (expected.Split('\n'), actual.Split('\n'));
        var line = Enumerable.Range(0, Math.Max(was.Length, now.Length)).First(i => At(was, i) != At(now, i));
        Assert.Fail($"{path}, line {line + 1}:\n  expected {At(was, line) ?? "the end"}\n  found    {At(now, line) ?? "the end"}\nIf that is right, run the test with UPDATE_GOLDEN=1.");
    }

    private static string? At(string[] lines, int i) => i < lines.Length ? lines[i] : null;

    private static string FindSource()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "TokenSpend.sln"))) return Path.Combine(folder.FullName, "TokenSpend.Tests");
        throw new InvalidOperationException("TokenSpend.sln was not found above the test's folder.");
    }
}
