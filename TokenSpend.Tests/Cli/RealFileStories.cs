using System.Globalization;
using System.Text.Json;
using Xunit.Abstractions;

namespace TokenSpend.Tests.Cli;

/// <summary>The same promises over files: our own sample always, public files where they lie beside the repository.</summary>
public sealed class RealFileStories(ITestOutputHelper output) : IDisposable
{
    private static readonly string[] FourCosts = ["0.07824935", "3.86307625", "4.73447725", "4.88517075"];

    private readonly Terminal _terminal = new();

    [Fact]
    public async Task A_usage_report_costs_what_its_provider_says_to_the_nano() => await GivesTheFourCostsAsync(_terminal.Write("usage.json", SmallFiles.OpenAiUsage(
        (1, "gpt-5-2025-08-07", 14_350_791, 12_464_896, 96_969), (2, "gpt-5-2025-08-07", 18_449_801, 17_526_528, 138_957),
        (2, "gpt-5-mini-2025-08-07", 1_233_391, 1_091_584, 7_754), (3, "gpt-5-2025-08-07", 13_718_197, 12_887_680, 121_397))));

    [Fact]
    public async Task The_real_usage_report_costs_what_its_provider_says_to_the_nano()
    {
        if (Find("provider-exports/openai-api_usage-completions_2025-08.json") is { } path) await GivesTheFourCostsAsync(path);
    }

    [Fact]
    public async Task A_bills_billed_cost_is_the_files_sum_by_provider_and_the_file_again_changes_nothing()
    {
        if (Find("focus/focus-1.0_sample_part1.csv") is not { } path) return;
        var first = (await _terminal.RunAsync("import", path, "--json")).Json;
        var billed = await BilledAsync();
        Assert.Equal(Sums(path), billed.Where(row => row.Cost != 0));

        var again = (await _terminal.RunAsync("import", path, "--json")).Json;
        Assert.Equal((0, 0), (again.GetProperty("accepted").GetInt32(), again.GetProperty("replaced").GetInt32()));
        Assert.Equal(first.GetProperty("accepted").GetInt32() + first.GetProperty("duplicates").GetInt32(), again.GetProperty("duplicates").GetInt32());
        Assert.Equal(billed, await BilledAsync());
    }

    private async Task GivesTheFourCostsAsync(string path)
    {
        Assert.Equal(0, (await _terminal.RunAsync("import", path)).Exit);
        foreach (var measure in new[] { "metered", "attributed" })
        {
            var rows = (await _terminal.RunAsync("spend", "--from", "2025-08", "--to", "2025-09", "--by", "day,model", "--measure", measure, "--format", "json")).Json.GetProperty("rows");
            Assert.Equal(FourCosts, rows.EnumerateArray().Select(row => row.GetProperty("cost").GetString()).Order(StringComparer.Ordinal));
        }
    }

    private async Task<List<(string Provider, string Currency, decimal Cost)>> BilledAsync() =>
    [
        .. (await _terminal.RunAsync("spend", "--from", "2000-01-01", "--to", "2100-01-01", "--measure", "billed", "--scope", "all", "--by", "provider", "--format", "json")).Json
            .GetProperty("rows").EnumerateArray().Select(row => (Text(row, "provider"), Text(row, "currency"), decimal.Parse(Text(row, "cost"), CultureInfo.InvariantCulture))).Order(),
    ];

    /// <summary>Read by hand: quotes decide where a field ends; each cost is rounded half-even to the nano.</summary>
    private static IEnumerable<(string, string, decimal)> Sums(string path)
    {
        var records = new List<List<string>> { new() { "" } };
        var quoted = false;
        foreach (var c in File.ReadAllText(path).TrimEnd())
        {
            if (c == '"') quoted = !quoted;
            else if (c == ',' && !quoted) records[^1].Add("");
            else if (c == '\n' && !quoted) records.Add([""]);
            else if (c != '\r') records[^1][^1] += c;
        }
        var (cost, provider, currency) = (records[0].IndexOf("BilledCost"), records[0].IndexOf("ProviderName"), records[0].IndexOf("BillingCurrency"));
        return records.Skip(1).GroupBy(record => (Id(record[provider]), record[currency]))
            .Select(group => (group.Key.Item1, group.Key.Item2, group.Sum(record => decimal.Round(decimal.Parse(record[cost], NumberStyles.Float, CultureInfo.InvariantCulture), 9, MidpointRounding.ToEven))))
            .Where(sum => sum.Item3 != 0).Order();
    }

    private static string Id(string name) => name switch { "AWS" => "aws", "Microsoft" => "azure", "Oracle" => "oracle", _ => name };

    private static string Text(JsonElement row, string name) => row.GetProperty(name).GetString()!;

    private string? Find(string path)
    {
        var file = Path.Combine(Golden.SourceFolder, "..", "..", "shared", "data", path);
        if (File.Exists(file)) return file;
        output.WriteLine($"Skipped: {path} is not on this machine.");
        return null;
    }

    public void Dispose() => _terminal.Dispose();
}
