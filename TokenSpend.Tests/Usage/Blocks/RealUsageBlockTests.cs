using System.IO.Compression;
using System.Text.Json;
using TokenSpend.Core.Usage;
using TokenSpend.Core.Usage.Blocks;
using Xunit.Abstractions;

namespace TokenSpend.Tests.Usage.Blocks;

/// <summary>An extra: several hundred real provider responses with the usage that another open-source project read from them.</summary>
public sealed class RealUsageBlockTests(ITestOutputHelper output)
{
    [Fact]
    public void Real_blocks_read_as_their_published_input_and_output()
    {
        if (Shared() is not { } path)
        {
            output.WriteLine("Skipped: the shared data folder is not here.");
            return;
        }
        using var lines = new StreamReader(new GZipStream(File.OpenRead(path), CompressionMode.Decompress));
        var misses = new List<string>();
        var read = 0;
        while (lines.ReadLine() is { } line)
        {
            using var document = JsonDocument.Parse(line);
            var body = document.RootElement.GetProperty("body");
            read++;
            if (!UsageBlock.TryRead(body, "", out var tokens, out var error)) misses.Add($"{error}: {body}");
            else if (!Published(document.RootElement).Contains((SumOf(tokens, isInput: true), SumOf(tokens, isInput: false))))
                misses.Add($"read {SumOf(tokens, true)} + {SumOf(tokens, false)}: {body}");
        }
        foreach (var miss in misses) output.WriteLine(miss);
        output.WriteLine($"{read} blocks, {misses.Count} misses");
        Assert.Empty(misses);
    }

    private static long SumOf(TokenCounts tokens, bool isInput) =>
        TokenKindInfo.All.Where(kind => kind.IsInput == isInput).Sum(kind => tokens[kind.Kind]);

    // Other vendors' readers were run over the same block and miss its cache fields: the fullest reading is the vendor's own.
    private static HashSet<(long Input, long Output)> Published(JsonElement row)
    {
        var all = row.GetProperty("extracted").EnumerateArray().Select(x => x.GetProperty("usage"))
            .Select(usage => (Input: Count(usage, "input_tokens"), Output: Count(usage, "output_tokens"))).ToList();
        var most = all.Max(x => x.Input);
        return [.. all.Where(x => x.Input == most || row.GetProperty("body").ToString().Contains("billed_units", StringComparison.Ordinal))];
    }

    private static long Count(JsonElement usage, string name) => usage.TryGetProperty(name, out var value) ? value.GetInt64() : 0;

    internal static string? Shared()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var path = Path.Combine(folder.FullName, "shared", "data", "usage-payloads", "provider-usage-blocks_even.jsonl.gz");
            if (File.Exists(path)) return path;
        }
        return null;
    }
}
