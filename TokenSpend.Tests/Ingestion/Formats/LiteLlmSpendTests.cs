using System.Text;
using TokenSpend.Core.Ingestion;
using TokenSpend.Core.Ingestion.Formats;
using TokenSpend.Core.Usage;

namespace TokenSpend.Tests.Ingestion.Formats;

public class LiteLlmSpendTests
{
    private const string Start = "{\"request_id\":\"r\",\"startTime\":\"2026-10-05 09:20:46\",\"model\":\"gpt-4o\",\"custom_llm_provider\":\"openai\",\"prompt_tokens\":10,\"completion_tokens\":2";

    [Fact]
    public void Line_format_and_its_csv_twin_give_the_same_records()
    {
        var lines = Records(new LiteLlmSpend(), "Samples/litellm-spend/spend.ndjson");
        var csv = Records(new LiteLlmSpendCsv(), "Samples/litellm-spend-csv/spend.csv");
        Assert.Equal(lines, csv);
        Assert.Equal(5, lines.Count);
    }

    [Fact]
    public void Same_request_has_the_same_identity_whatever_else_the_line_says()
    {
        Assert.Equal(Read(Start + "}").Identity, Read(Start + ",\"new_column\":1,\"spend\":0.5}").Identity);
        Assert.True(Read(Start + "}").HasId);
    }

    [Fact]
    public void Without_an_id_equal_lines_share_an_identity_and_other_tokens_give_another()
    {
        var without = Start.Replace("\"request_id\":\"r\",", "", StringComparison.Ordinal);
        Assert.False(Read(without + "}").HasId);
        Assert.Equal(Read(without + "}").Identity, Read(without + ",\"x\":1}").Identity);
        Assert.NotEqual(Read(without + "}").Identity, Read(without.Replace(":10", ":11", StringComparison.Ordinal) + "}").Identity);
    }

    [Fact]
    public void Property_order_changes_nothing()
    {
        var a = Read(Start + ",\"request_tags\":[\"app:a\"],\"metadata\":{\"app\":\"b\",\"user_api_key_alias\":\"k\"},\"api_key\":\"h\"}");
        var b = Read("{\"api_key\":\"h\",\"metadata\":{\"user_api_key_alias\":\"k\",\"app\":\"b\"},\"request_tags\":\"[\\\"app:a\\\"]\"," + Start[1..] + "}");
        Assert.Equal(a.Subject.Canonical.ToArray(), b.Subject.Canonical.ToArray());
        Assert.Equal("a", Subject.Parse(a.Subject.Canonical).Tags["app"]);
    }

    [Fact]
    public void Canonical_subject_is_the_one_that_the_parsed_subject_writes()
    {
        var line = Read(Start + ",\"team_id\":\"t\",\"api_key\":\"h\",\"user\":\"ü\",\"api_base\":\"https://h:1/v1\",\"request_tags\":[\"team:x\",\"app=y\"]}");
        var key = new SubjectKey();
        Subject.Parse(line.Subject.Canonical).WriteTo(key);
        Assert.Equal(key.Canonical.ToArray(), line.Subject.Canonical.ToArray());
    }

    [Theory]
    [InlineData("\"prompt_tokens\":-1", "prompt_tokens")]
    [InlineData("\"prompt_tokens\":1e30", "prompt_tokens")]
    [InlineData("\"completion_tokens\":99999999999999999999", "completion_tokens")]
    [InlineData("\"startTime\":\"9999-12-31 00:00:00\"", "startTime")]
    [InlineData("\"startTime\":null", "startTime")]
    [InlineData("\"spend\":\"nan\"", "spend")]
    [InlineData("\"model\":\"a\\u0000b\"", "model")]
    [InlineData("\"model\":\"\\ud800\"", "")]
    [InlineData("\"metadata\":\"{broken\"", "")]
    [InlineData("\"metadata\":{\"usage_object\":{\"completion_tokens_details\":{\"reasoning_tokens\":3}}}", "metadata.usage_object")]
    [InlineData("\"metadata\":{\"usage_object\":{\"completion_tokens_details\":{\"reasoning_tokens\":-3}}}", "metadata.reasoning_tokens")]
    public void Bad_value_is_rejected_with_its_column(string property, string column)
    {
        // A later property of the same name wins.
        var line = Read(Start + "," + property + "}");
        Assert.Equal(UsageLine.Kind.Rejected, line.Outcome);
        Assert.Equal(column, line.Why!.Column);
    }

    [Fact]
    public void Deep_json_is_rejected() => Assert.Equal(UsageLine.Kind.Rejected, Read(Start + ",\"messages\":" + new string('[', 5000)).Outcome);

    [Fact]
    public void Line_of_a_hundred_megabytes_is_read()
    {
        var line = Read(Start + ",\"messages\":\"" + new string('x', 100_000_000) + "\"}");
        Assert.Equal(UsageLine.Kind.Accepted, line.Outcome);
    }

    [Fact]
    public void Raw_key_is_not_carried_further()
    {
        var line = Read(Start + ",\"api_key\":\"sk-abcdefghijklmnop1234\"}");
        Assert.Equal("1234", Subject.Parse(line.Subject.Canonical).Key);
    }

    [Fact]
    public void Good_line_is_read_without_allocating()
    {
        var utf8 = Encoding.UTF8.GetBytes(SampleFile.Text("Samples/litellm-spend/spend.ndjson").Split('\n')[1]);
        var (format, line) = (new LiteLlmSpend(), new UsageLine());
        for (var i = 0; i < 10; i++) Once();
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 100; i++) Once();
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());

        void Once()
        {
            line.Reset();
            format.Read(utf8, line, SampleFile.Context);
        }
    }

    private static UsageLine Read(string json)
    {
        var line = new UsageLine();
        line.Reset();
        new LiteLlmSpend().Read(Encoding.UTF8.GetBytes(json), line, SampleFile.Context);
        return line;
    }

    private static List<string> Records(IUsageFormat format, string path) => [.. SampleFile.Read(format, SampleFile.Text(path))
        .OfType<AcceptedLine>().SelectMany(line => line.Records)
        .Select(record => SampleFile.Print([new AcceptedLine(0, record with { Id = null })]))];
}
