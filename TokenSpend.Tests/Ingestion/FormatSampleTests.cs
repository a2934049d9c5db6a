using TokenSpend.Core.Ingestion;
using TokenSpend.Core.Usage;

namespace TokenSpend.Tests.Ingestion;

/// <summary>Truths that hold for each format of the catalog; a new format is under them with its first sample.</summary>
public class FormatSampleTests
{
    public static TheoryData<string> Samples => [.. SampleFile.All];

    public static TheoryData<string> Formats => [.. ShippedFormats.All.Select(format => format.Info.Name)];

    [Theory, MemberData(nameof(Samples))]
    public void Sample_reads_as_its_golden_file(string path)
    {
        var format = ShippedFormats.Find(SampleFile.FormatOf(path))!;
        Golden.Equal(path + ".golden.json", SampleFile.Print(SampleFile.Read(format, SampleFile.Text(path))));
    }

    [Theory, MemberData(nameof(Samples))]
    public void Sample_is_detected_as_its_own_format_and_surely_as_no_other(string path)
    {
        var head = SampleFile.Head(SampleFile.Text(path));
        Assert.Equal(SampleFile.FormatOf(path), ShippedFormats.Detect(head)?.Info.Name);
        Assert.All(ShippedFormats.All.Where(format => format.Detect(head) == Match.Sure), format => Assert.Equal(SampleFile.FormatOf(path), format.Info.Name));
    }

    [Theory, MemberData(nameof(Samples))]
    public void Sample_has_a_bad_line_and_a_good_one(string path)
    {
        var outcomes = SampleFile.Read(ShippedFormats.Find(SampleFile.FormatOf(path))!, SampleFile.Text(path)).ToList();
        Assert.Contains(outcomes, outcome => outcome is RejectedLine);
        Assert.Contains(outcomes, outcome => outcome is AcceptedLine);
        Assert.All(outcomes.OfType<RejectedLine>(), rejected => Assert.NotEqual("", rejected.Why.Expected));
    }

    [Theory, MemberData(nameof(Formats))]
    public void Format_has_a_sample(string name) => Assert.Contains(SampleFile.All, path => SampleFile.FormatOf(path) == name);

    [Theory, MemberData(nameof(Formats))]
    public void Format_declares_what_it_is_and_what_it_rests_on(string name)
    {
        var info = ShippedFormats.Find(name)!.Info;
        Assert.All([info.Name, info.Title, info.DetectedBy, info.RestsOn, info.Zone], text => Assert.NotEqual("", text));
        Assert.NotEmpty(info.Fields);
        Assert.Equal(info.Fields.Distinct(), info.Fields);
        Assert.Matches("^[a-z0-9]+(-[a-z0-9]+)*$", info.Name);
        Assert.True(TimeZoneInfo.TryFindSystemTimeZoneById(info.Zone, out _));
        // Who counts tokens says what its counts contain.
        var counts = SampleFile.All.Where(path => SampleFile.FormatOf(path) == name)
            .SelectMany(path => SampleFile.Read(ShippedFormats.Find(name)!, SampleFile.Text(path))).OfType<AcceptedLine>().Any(line => line.Records.Count > 0);
        Assert.Equal(counts, info.TokenSemantics.Length > 0);
    }

    [Theory]
    [InlineData("")]
    [InlineData("\n\n")]
    [InlineData("name,amount\nx,1\n")]
    [InlineData("{\"hello\":\"world\"}")]
    [InlineData("[1,2,3]")]
    [InlineData("PK\u0003\u0004\0\0\0")]
    [InlineData("账单月份,产品名称,应付金额\n2026-10,千帆,1\n")]
    public void File_of_no_known_format_is_detected_as_none(string text) => Assert.Null(ShippedFormats.Detect(SampleFile.Head(text)));

    [Theory, MemberData(nameof(Samples))]
    public void Records_and_charges_are_of_the_level_that_the_format_declares(string path)
    {
        var format = ShippedFormats.Find(SampleFile.FormatOf(path))!;
        foreach (var line in SampleFile.Read(format, SampleFile.Text(path)).OfType<AcceptedLine>())
        {
            Assert.All(line.Records, record => Assert.Equal(format.Info.Level, record.Subject.Level));
            Assert.All(line.Charges, charge => Assert.Equal(format.Info.Level, charge.Subject.Level));
            Assert.All(line.Charges, charge => Assert.False(charge.Days.IsEmpty));
        }
    }
}
