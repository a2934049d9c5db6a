using System.CommandLine.Parsing;
using System.Text;
using System.Text.RegularExpressions;
using TokenSpend.Web.Cli;

namespace TokenSpend.Tests.Docs;

/// <summary>Runs the README's ```console blocks in order: one data directory, and Samples/readme as the folder that the reader stands in.</summary>
/// <remarks>Output and messages come as on a terminal; how long something took is written as 0.1 s.</remarks>
internal sealed partial class ReadmeSamples(string dataDirectory)
{
    private const string Fence = "```";
    private const string Prompt = "$ ";
    private const string Program = "tokenspend";

    private static readonly string Samples = Path.Combine(Golden.SourceFolder, "Samples", "readme");

    private int _exit;

    /// <summary>The text with each command's real output below it.</summary>
    public async Task<string> RunAsync(string markdown)
    {
        var text = new StringBuilder();
        var inside = false;
        foreach (var line in markdown.ReplaceLineEndings("\n").Split('\n'))
        {
            if (line.StartsWith(Fence, StringComparison.Ordinal)) inside = line == Fence + "console";
            else if (inside && !line.StartsWith(Prompt, StringComparison.Ordinal)) continue;
            text.Append(line).Append('\n');
            if (inside && line.StartsWith(Prompt, StringComparison.Ordinal)) text.Append(await OutputAsync(line[Prompt.Length..]));
        }
        return text.ToString()[..^1];
    }

    private async Task<string> OutputAsync(string command)
    {
        if (command == "echo $?") return $"{_exit}\n";
        string[] words = [.. CommandLineParser.SplitCommandLine(command)];
        if (words[0] != Program) throw new InvalidOperationException($"A console block of the README holds '{command}': only {Program} and 'echo $?' can be run.");
        using var terminal = new StringWriter { NewLine = "\n" };
        _exit = await CommandLine.RunAsync([.. words.Skip(1).Select(Located), "--data-dir", dataDirectory], terminal, terminal);
        return Took().Replace(terminal.ToString().ReplaceLineEndings("\n"), "in 0.1 s");
    }

    private static string Located(string word) => File.Exists(Path.Combine(Samples, word)) ? Path.Combine(Samples, word) : word;

    [GeneratedRegex(@"in \d+\.\d s")]
    private static partial Regex Took();
}
