using System.Globalization;
using System.IO.Compression;
using System.Text.Json;
using TokenSpend.Core.Ingestion;
using TokenSpend.Core.Primitives;
using TokenSpend.Core.Usage;
using Xunit.Abstractions;

namespace TokenSpend.Tests.Ingestion;

/// <summary>Extras over public files that lie beside the repository on some machines; without them each says that it was skipped.</summary>
public class RealFileTests(ITestOutputHelper output)
{
    [Fact]
    public void Focus_sample_gives_the_sum_of_billed_cost_per_provider()
    {
        if (Find("focus/focus-1.0_sample_part1.csv") is not { } text) return;
        var sums = Charges(text, "focus").GroupBy(charge => charge.Provider).ToDictionary(group => group.Key, group => group.Sum(charge => charge.Billed));

        // The oracle reads records by hand: quotes decide where a field ends, each cost is rounded half-even to the nano.
        var records = SplitByHand(text);
        var (cost, provider) = (records[0].IndexOf("BilledCost"), records[0].IndexOf("ProviderName"));
        var expected = records.Skip(1).GroupBy(record => SampleFile.Context.Providers.Id(record[provider])).ToDictionary(group => group.Key,
            group => group.Sum(record => (long)decimal.Round(decimal.Parse(record[cost], NumberStyles.Float, CultureInfo.InvariantCulture) * Nano.PerUnit, 0, MidpointRounding.ToEven)));
        Assert.Equal(expected.OrderBy(sum => sum.Key), sums.OrderBy(sum => sum.Key));
        Assert.Equal(667, records.Count - 1);
    }

    [Theory]
    [InlineData("saas_spend_agreements_a1")]
    [InlineData("simple_saas_agreements_a1")]
    [InlineData("simple_saas_agreements_c")]
    [InlineData("virtual_currency_pricing_model_a1")]
    [InlineData("virtual_currency_pricing_model_a2")]
    public void Focus_examples_of_the_specification_are_read_without_rejection(string name)
    {
        if (Find($"focus/saas-examples/{name}.csv") is { } text) Assert.NotEmpty(Charges(text, "focus"));
    }

    [Fact]
    public void OpenAi_usage_answer_gives_its_four_results()
    {
        if (Find("provider-exports/openai-api_usage-completions_2025-08.json") is not { } text) return;
        var outcomes = Read(text, "openai-usage");
        var tokens = outcomes.OfType<AcceptedLine>().Select(line => line.Records[0].Tokens).ToList();
        Assert.Equal([1_885_895, 923_273, 141_807, 830_517], tokens.Select(token => token.Input));
        Assert.Equal([12_464_896, 17_526_528, 1_091_584, 12_887_680], tokens.Select(token => token.CacheRead));
        Assert.Equal(3, Assert.Single(outcomes.OfType<DeclaredWindow>()).Days.Days);
    }

    [Theory]
    [InlineData("openai-dashboard_cost_2026-09_17col.csv", "openai-cost-csv")]
    [InlineData("anthropic-console_cost_2026-03_12col.csv", "anthropic-cost-csv")]
    [InlineData("anthropic-api_usage-report_fixture.json", "anthropic-usage")]
    [InlineData("anthropic-api_cost-report_doc-example.json", "anthropic-cost-report")]
    [InlineData("anthropic-console_tokens_2026-03_14col.csv", "anthropic-usage-csv")]
    [InlineData("azure-EA_ActualCost_Small.csv", "azure-cost")]
    [InlineData("azure-EA_NoRows.csv", "azure-cost")]
    [InlineData("openrouter_daily-activity_8col.csv", "openrouter-activity")]
    public void Provider_exports_are_detected_and_read_without_rejection(string file, string format)
    {
        if (Find("provider-exports/" + file) is { } text) Read(text, format);
    }

    [Fact]
    public void Aws_report_gives_the_sum_of_its_unblended_cost_by_type_of_line()
    {
        if (Find("provider-exports/aws-cur_legacy_part1.csv") is not { } text) return;
        var charges = Charges(text, "aws-cur");
        var records = SplitByHand(text);
        var (cost, type) = (records[0].IndexOf("lineItem/UnblendedCost"), records[0].IndexOf("lineItem/LineItemType"));
        var expected = records.Skip(1).GroupBy(record => record[type] == "Tax").ToDictionary(group => group.Key,
            group => group.Sum(record => (long)decimal.Round(decimal.Parse(record[cost], NumberStyles.Float, CultureInfo.InvariantCulture) * Nano.PerUnit, 0, MidpointRounding.ToEven)));
        Assert.Equal(641, charges.Count);
        Assert.Equal(expected, charges.GroupBy(charge => charge.Category == ChargeCategory.Tax).ToDictionary(group => group.Key, group => group.Sum(charge => charge.Billed)));
    }

    [Fact]
    public void Anthropic_cost_report_is_read_in_cents()
    {
        if (Find("provider-exports/anthropic-api_cost-report_doc-example.json") is not { } text) return;
        Assert.Equal(1_237_891_200, Assert.Single(Charges(text, "anthropic-cost-report")).Billed);
    }

    [Theory]
    [InlineData("usage-payloads/litellm_standard_logging_payload.json", "litellm-payload-json", 30)]
    [InlineData("provider-exports/new-api_log-list_doc-example.json", "oneapi-log-json", 150)]
    [InlineData("usage-payloads/claude-code_session-alpha.jsonl", "claude-code", 995)]
    // Input and output; the fixture's own total adds the reasoning again.
    [InlineData("usage-payloads/codex_session-alpha.jsonl", "codex-session", 3925)]
    [InlineData("usage-payloads/langfuse-trace_openai-assistants-2024-05-29.json", "langfuse-export", 89)]
    [InlineData("usage-payloads/langfuse-trace_llamaindex-2025-06-05.json", "langfuse-export", 94)]
    // Two calls of 666 and 95; the agent above them repeats the first.
    [InlineData("usage-payloads/langfuse-trace_microsoft-agent-2025-10-14.json", "langfuse-export", 761)]
    public void Gateway_logs_and_traces_give_the_tokens_of_their_calls(string file, string format, long tokens)
    {
        if (Find(file) is not { } text) return;
        Assert.Equal(tokens, Read(text, format).OfType<AcceptedLine>().SelectMany(line => line.Records).Sum(record => record.Tokens.Total));
    }

    [Fact]
    public void Response_of_any_provider_is_read_from_an_access_log()
    {
        if (Find("usage-payloads/provider-usage-blocks_even.jsonl.gz") is not { } blocks) return;
        var lines = blocks.Trim().Split('\n').Select(block => JsonDocument.Parse(block).RootElement)
            .Select(block => $$"""{"timestamp":"2026-10-05T00:00:00Z","model":"{{block.GetProperty("model").GetString() ?? "unnamed"}}","response":{{block.GetProperty("body").GetRawText()}}}""").ToList();
        var outcomes = SampleFile.Read(ShippedFormats.Find("openai-access")!, string.Join('\n', lines)).ToList();
        Assert.Equal(lines.Count, outcomes.Count);
        output.WriteLine($"{outcomes.OfType<AcceptedLine>().Count()} of {lines.Count}");
        foreach (var rejected in outcomes.OfType<RejectedLine>()) output.WriteLine(rejected.Why.Message);
        Assert.InRange(outcomes.OfType<AcceptedLine>().Count(), lines.Count * 95 / 100, lines.Count);
    }

    private static List<Charge> Charges(string text, string format) =>
        [.. Read(text, format).OfType<AcceptedLine>().SelectMany(line => line.Charges)];

    private static List<LineOutcome> Read(string text, string format)
    {
        var found = ShippedFormats.Detect(SampleFile.Head(text));
        Assert.Equal(format, found?.Info.Name);
        var outcomes = SampleFile.Read(found!, text).ToList();
        Assert.Equal([], outcomes.OfType<RejectedLine>().Select(line => line.Why.Message));
        return outcomes;
    }

    private static List<List<string>> SplitByHand(string text)
    {
        var records = new List<List<string>> { new() { "" } };
        var quoted = false;
        foreach (var c in text.TrimEnd())
        {
            var record = records[^1];
            if (c == '"') quoted = !quoted;
            else if (c == ',' && !quoted) record.Add("");
            else if (c == '\n' && !quoted) records.Add([""]);
            else if (c != '\r') record[^1] += c;
        }
        return records;
    }

    private string? Find(string path)
    {
        var file = Path.Combine(Golden.SourceFolder, "..", "..", "shared", "data", path);
        if (File.Exists(file))
        {
            if (!path.EndsWith(".gz", StringComparison.Ordinal)) return File.ReadAllText(file);
            using var zipped = new StreamReader(new GZipStream(File.OpenRead(file), CompressionMode.Decompress));
            return zipped.ReadToEnd();
        }
        output.WriteLine($"Skipped: {path} is not on this machine.");
        return null;
    }
}
