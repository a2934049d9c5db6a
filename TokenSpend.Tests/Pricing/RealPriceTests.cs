using System.IO.Compression;
using System.Text.Json;
using TokenSpend.Core.Primitives;
using TokenSpend.Core.Usage;
using TokenSpend.Core.Usage.Blocks;
using TokenSpend.Tests.Usage.Blocks;
using Xunit.Abstractions;

namespace TokenSpend.Tests.Pricing;

/// <summary>An extra: real provider responses with the cost that another open-source project computed from its own price list.</summary>
public sealed class RealPriceTests(ITestOutputHelper output)
{
    [Fact]
    public void Real_blocks_cost_what_another_price_list_says()
    {
        if (RealUsageBlockTests.Shared() is not { } path)
        {
            output.WriteLine("Skipped: the shared data folder is not here.");
            return;
        }
        using var lines = new StreamReader(new GZipStream(File.OpenRead(path), CompressionMode.Decompress));
        var misses = new List<string>();
        int same = 0, unpriced = 0;
        while (lines.ReadLine() is { } line)
        {
            using var document = JsonDocument.Parse(line);
            var row = document.RootElement;
            if (row.GetProperty("model").GetString() is not { } model) continue;
            foreach (var (provider, input, result) in Published(row))
            {
                Assert.True(UsageBlock.TryRead(row.GetProperty("body"), provider, out var tokens, out var error), error);
                var rated = Shipped.Books.For(provider, model).Rate(At, ServiceTier.Standard, RequestStatus.Ok, tokens, isBucket: false);
                if (rated.Total is null) { unpriced++; output.WriteLine($"unpriced {provider} {model}"); }
                else if (rated.Input == input && rated.Output == result) same++;
                else misses.Add($"{provider} {model}: {rated.Input} + {rated.Output}, published {input} + {result}: {row.GetProperty("body")}");
            }
        }
        foreach (var miss in misses) output.WriteLine(miss);
        output.WriteLine($"{same} the same, {misses.Count} differ, {unpriced} unpriced");
        Assert.True(same > 300, $"{same} the same");
        Assert.True(misses.Count * 20 < same, $"{misses.Count} differ");
    }

    private static readonly long At = new DateTimeOffset(2026, 8, 21, 0, 0, 0, TimeSpan.Zero).ToUnixTimeMilliseconds();

    // An embeddings reader ran over chats too and left out their output.
    private static IEnumerable<(string Provider, long Input, long Output)> Published(JsonElement row)
    {
        foreach (var usage in row.GetProperty("extracted").EnumerateArray())
            foreach (var reader in usage.GetProperty("extractors").EnumerateArray())
                if (reader.GetProperty("api_flavor").GetString() != "embeddings" && reader.TryGetProperty("input_price", out var input) && reader.TryGetProperty("output_price", out var result)
                    && Shipped.Providers.Id(reader.GetProperty("provider_id").GetString()!) is "openai" or "anthropic" or "google" or "groq" or "deepseek" or "mistral" or "moonshot"
                    && Nano.TryParse(input.GetString(), out var inputNanos) && Nano.TryParse(result.GetString(), out var outputNanos))
                    yield return (Shipped.Providers.Id(reader.GetProperty("provider_id").GetString()!), inputNanos, outputNanos);
    }
}
