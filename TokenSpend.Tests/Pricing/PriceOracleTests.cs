using System.IO.Compression;
using System.Text.Json;
using TokenSpend.Core.Primitives;
using TokenSpend.Core.Pricing;
using TokenSpend.Tests.Usage.Blocks;
using Xunit.Abstractions;

namespace TokenSpend.Tests.Pricing;

/// <summary>An extra: real provider responses with what genai-prices itself computes for them; see docs/price-oracle.md.</summary>
public sealed class PriceOracleTests(ITestOutputHelper output)
{
    [Fact]
    public void Blocks_rated_with_the_imported_table_cost_what_its_own_project_computes()
    {
        if (RealUsageBlockTests.Shared() is not { } blocks || RealTables.Find("genai-prices_data_slim.json") is not { } tablePath)
        {
            output.WriteLine("Skipped: the shared data folder is not here.");
            return;
        }
        var table = PriceTable.Read(File.ReadAllText(tablePath), "genai-prices_data_slim.json", new TableSetting(Shipped.Providers.Id, Shipped.Zone, new DateOnly(2026, 8, 21)));
        Assert.Empty(table.Errors);
        Assert.True(PriceBook.TryBuild(table.Rows, "genai", out var book, out var problems), string.Join('\n', problems.Select(problem => problem.Message)));
        var rating = new RateLine(new PriceBooks([("genai", book)], Shipped.Zone), Shipped.Providers.Id);
        using var lines = new StreamReader(new GZipStream(File.OpenRead(blocks), CompressionMode.Decompress));
        var counts = new SortedDictionary<string, int>(StringComparer.Ordinal);
        while (lines.ReadLine() is { } line)
        {
            using var document = JsonDocument.Parse(line);
            foreach (var (what, detail) in Compare(document.RootElement, rating))
            {
                counts[what] = counts.GetValueOrDefault(what) + 1;
                if (what != "same") output.WriteLine($"{what}: {detail}");
            }
        }
        foreach (var (what, count) in counts) output.WriteLine($"{count,6} {what}");
    }

    private static IEnumerable<(string What, string Detail)> Compare(JsonElement block, RateLine rating)
    {
        var model = block.GetProperty("model").GetString();
        foreach (var usage in block.GetProperty("extracted").EnumerateArray())
            foreach (var reader in usage.GetProperty("extractors").EnumerateArray())
            {
                if (!reader.TryGetProperty("input_price", out var input) || !reader.TryGetProperty("output_price", out var result)) continue;
                var provider = reader.GetProperty("provider_id").GetString()!;
                var answer = rating.Rate(JsonSerializer.Serialize(new { provider, model, at = "2026-08-21T12:00:00Z", usage = block.GetProperty("body") }), 1, default, out var isGood);
                using var json = JsonDocument.Parse(answer);
                var (inputNanos, outputNanos) = (Nanos(input), Nanos(result));
                if (json.RootElement.TryGetProperty("cost", out var cost))
                {
                    var (ours, oursOut) = (Nanos(cost.GetProperty("input")), Nanos(cost.GetProperty("output")));
                    if (Math.Abs(ours - inputNanos) <= 1 && Math.Abs(oursOut - outputNanos) <= 1) yield return ("same", "");
                    else yield return ("differs", $"{provider} {reader.GetProperty("api_flavor")} {model}: {Nano.Format(ours)} + {Nano.Format(oursOut)}, theirs {input} + {result}; {usage.GetProperty("usage")} {block.GetProperty("body")}");
                }
                else yield return (isGood ? "unpriced" : "unread", $"{provider} {reader.GetProperty("api_flavor")} {model}: {answer}");
            }
    }

    private static long Nanos(JsonElement amount)
    {
        Assert.True(Nano.TryParse(amount.GetString(), out var nanos));
        return nanos;
    }
}
