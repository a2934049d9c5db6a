using System.IO.Compression;
using System.Text.Json;
using TokenSpend.Core.Primitives;
using TokenSpend.Core.Pricing;
using TokenSpend.Core.Usage;
using TokenSpend.Core.Usage.Blocks;
using TokenSpend.Tests.Usage.Blocks;
using Xunit.Abstractions;

namespace TokenSpend.Tests.Pricing;

/// <summary>An extra: real provider responses with what genai-prices itself computes for them. The counts and reasons stand in docs/price-oracle.md.</summary>
public sealed class PriceOracleTests(ITestOutputHelper output)
{
    private const string Same = "same";
    private const string NoReason = "no reason";

    [Fact]
    public void Blocks_rated_with_the_imported_table_cost_what_its_own_project_computes()
    {
        if (RealUsageBlockTests.Shared() is not { } blocks || RealTables.Find("genai-prices_data_slim.json") is not { } tablePath)
        {
            output.WriteLine("Skipped: the shared data folder is not here.");
            return;
        }
        var json = File.ReadAllText(tablePath);
        var table = PriceTable.Read(json, "genai-prices_data_slim.json", new TableSetting(Shipped.Providers.Id, Shipped.Zone, new DateOnly(2026, 8, 21)));
        Assert.Empty(table.Errors);
        Assert.True(PriceBook.TryBuild(table.Rows, "genai", out var book, out var problems), string.Join('\n', problems.Select(problem => problem.Message)));
        using var document = JsonDocument.Parse(json);
        var providers = document.RootElement.EnumerateArray().Select(provider => provider.GetProperty("id").GetString()!).ToHashSet();

        var rating = new RateLine(new PriceBooks([("genai", book)], Shipped.Zone), Shipped.Providers.Id);
        using var lines = new StreamReader(new GZipStream(File.OpenRead(blocks), CompressionMode.Decompress));
        var counts = new SortedDictionary<string, int>(StringComparer.Ordinal);
        while (lines.ReadLine() is { } line)
        {
            using var block = JsonDocument.Parse(line);
            foreach (var (what, detail) in Compare(block.RootElement, rating, providers))
            {
                counts[what] = counts.GetValueOrDefault(what) + 1;
                if (what != Same) output.WriteLine($"{what}: {detail}");
            }
        }
        foreach (var (what, count) in counts) output.WriteLine($"{count,6} {what}");
        Assert.DoesNotContain(NoReason, counts.Keys);
        Assert.True(counts[Same] > 1_500);
    }

    private static IEnumerable<(string What, string Detail)> Compare(JsonElement block, RateLine rating, HashSet<string> providers)
    {
        var model = block.GetProperty("model").GetString();
        foreach (var extracted in block.GetProperty("extracted").EnumerateArray())
            foreach (var reader in extracted.GetProperty("extractors").EnumerateArray())
            {
                if (!reader.TryGetProperty("input_price", out var input) || !reader.TryGetProperty("output_price", out var result)) continue;
                var (provider, usage) = (reader.GetProperty("provider_id").GetString()!, extracted.GetProperty("usage"));
                var answer = rating.Rate(JsonSerializer.Serialize(new { provider, model, at = "2026-08-21T12:00:00Z", usage = block.GetProperty("body") }), 1, default, out _);
                using var rated = JsonDocument.Parse(answer);
                var isPriced = rated.RootElement.TryGetProperty("cost", out var cost);
                if (isPriced && Differ(cost.GetProperty("input"), input) <= 1 && Differ(cost.GetProperty("output"), result) <= 1) yield return (Same, "");
                else
                    yield return (Reason(isPriced, providers.Contains(provider), block.GetProperty("body"), Shipped.Providers.Id(provider), usage),
                        $"{provider} {reader.GetProperty("api_flavor")} {model}: {answer}, theirs {input} + {result} of {usage}");
            }
    }

    private static string Reason(bool isPriced, bool isInTable, JsonElement body, string provider, JsonElement usage)
    {
        if (!isInTable) return "the table has no such provider";
        if (!isPriced) return "the table has no such model";
        Assert.True(UsageBlock.TryRead(body, provider, out var tokens, out var error), error);
        long Sum(bool isInput) => TokenKindInfo.All.Where(kind => kind.IsInput == isInput).Sum(kind => tokens[kind.Kind]);
        if ((Count(usage, "input_tokens"), Count(usage, "output_tokens"), Count(usage, "cache_read_tokens"), Count(usage, "cache_write_tokens"))
            != (Sum(true), Sum(false), tokens.CacheRead + tokens[TokenKind.CacheReadAudio], tokens.CacheWrite5m + tokens.CacheWrite1h))
            return "their reader of another vendor's block left out part of it";
        return Count(usage, "output_image_tokens") > 0 ? "the table has one output price for text and image" : NoReason;
    }

    private static long Count(JsonElement usage, string name) => usage.TryGetProperty(name, out var value) ? value.GetInt64() : 0;

    private static long Differ(JsonElement ours, JsonElement theirs) => Math.Abs(Nanos(ours) - Nanos(theirs));

    private static long Nanos(JsonElement amount)
    {
        Assert.True(Nano.TryParse(amount.GetString(), out var nanos));
        return nanos;
    }
}
