using System.Text;
using TokenSpend.Core.Ingestion;
using TokenSpend.Core.Usage;
using TokenSpend.Tests.Ingestion;

namespace TokenSpend.Tests.Docs;

/// <summary>The README is held to the program. UPDATE_GOLDEN=1 writes what the program says into it.</summary>
public sealed class ReadmeTests : IDisposable
{
    private const string Path = "../README.md";
    private const string TableBegins = "<!-- formats: written by ReadmeTests -->\n";
    private const string TableEnds = "<!-- end of formats -->";

    private readonly DirectoryInfo _data = Directory.CreateTempSubdirectory("tokenspend-readme-");

    private static string Readme => File.ReadAllText(System.IO.Path.Combine(Golden.SourceFolder, Path)).ReplaceLineEndings("\n");

    [Fact]
    public async Task Shell_samples_give_the_output_that_is_shown() =>
        Golden.Equal(Path, await new ReadmeSamples(_data.FullName).RunAsync(Readme));

    [Fact]
    public void The_table_of_formats_says_what_the_formats_declare()
    {
        var text = Readme;
        var begins = text.IndexOf(TableBegins, StringComparison.Ordinal) + TableBegins.Length;
        var ends = text.IndexOf(TableEnds, StringComparison.Ordinal);
        Assert.True(begins >= TableBegins.Length && ends >= begins, "The README has lost the marks around its table of formats.");
        Golden.Equal(Path, text[..begins] + Table() + text[ends..]);
    }

    [Fact]
    public void The_rules_that_are_shown_are_those_that_were_tried() =>
        Assert.Contains("```csv\n" + SampleFile("attribution.csv") + "```", Readme);

    private static string SampleFile(string name) =>
        File.ReadAllText(System.IO.Path.Combine(Golden.SourceFolder, "Samples", "readme", name)).ReplaceLineEndings("\n");

    private static string Table()
    {
        var table = new StringBuilder("| file | name | recognised by | what it gives | layout rests on |\n|---|---|---|---|---|\n");
        foreach (var format in ShippedFormats.All.Select(format => format.Info))
            table.Append($"| {format.Title} | `{format.Name}` | {format.DetectedBy} | {Gives(format.Level)} | {(format.Evidence == Evidence.Unconfirmed ? "**unconfirmed**: " : "")}{format.RestsOn} |\n");
        return table.ToString();
    }

    private static string Gives(SourceLevel level) => level switch
    {
        SourceLevel.Detail => "detail, no money",
        SourceLevel.PrimaryLog => "requests",
        SourceLevel.UsageReport => "usage report",
        SourceLevel.CostReport => "cost report",
        SourceLevel.FinalBill => "bill",
        _ => throw new ArgumentOutOfRangeException(nameof(level), level, "Not a level."),
    };

    public void Dispose() => _data.Delete(recursive: true);
}
