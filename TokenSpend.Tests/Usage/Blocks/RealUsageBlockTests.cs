using System.IO.Compression;
using System.Text.Json;
using TokenSpend.Core.Pricing;
using TokenSpend.Core.Usage;
using TokenSpend.Tests.Pricing;
using Xunit.Abstractions;

namespace TokenSpend.Tests.Usage.Blocks;

/// <summary>
/// An extra: several hundred real provider responses, each as another open-source project reads it for every provider and
/// API flavour that it knows. Skipped where the file is not beside the repository; docs/usage-blocks.md has the figures.
/// </summary>
public sealed class RealUsageBlockTests(ITestOutputHelper output)
{
    /// <summary>How one provider's and flavour's reader of the other project understood a block.</summary>
    private sealed record Reading(string Provider, string Flavour, JsonElement Body, JsonElement Usage)
    {
        public long? Stated(string name) => Usage.TryGetProperty(name, out var value) ? value.GetInt64() : null;

        public bool BodyHas(string name) => Body.GetRawText().Contains($"\"{name}\"", StringComparison.Ordinal);
    }

    /// <summary>Where we read otherwise on purpose. The name is the row of the table in the document.</summary>
    private static readonly (string Name, Func<Reading, bool> Covers)[] Exceptions =
    [
        ("reasoning inside the output, by the block's own total", reading =>
            reading is { Provider: "x-ai", Flavour: "chat" } && reading.Stated("output_tokens") - reading.Stated("output_reasoning_tokens") is { } completion
            && Total(reading) == reading.Stated("input_tokens") + completion),
        ("Anthropic's block read as if it were OpenAI's", reading =>
            reading.Flavour == "responses" && reading.BodyHas("cache_creation_input_tokens") && reading.Stated("cache_read_tokens") is null),
        ("Cohere: billed units, not what the model saw", reading =>
            reading is { Provider: "cohere", Flavour: "tokens" } && reading.BodyHas("billed_units")),
        ("thoughts that only the total tells of", reading =>
            reading is { Provider: "google", Flavour: "chat" } && Total(reading) > reading.Stated("input_tokens") + reading.Stated("output_tokens")),
    ];

    [Fact]
    public void Every_reading_of_every_provider_and_flavour_equals_what_rate_answers()
    {
        if (Shared() is not { } path)
        {
            output.WriteLine("Skipped: the shared data folder is not here.");
            return;
        }
        var rate = new RateLine(Shipped.Books, Shipped.Providers.Id);
        var (blocks, equal, kinds) = (0, 0, 0);
        var excepted = Exceptions.ToDictionary(exception => exception.Name, _ => 0);
        var misses = new List<string>();
        using var lines = new StreamReader(new GZipStream(File.OpenRead(path), CompressionMode.Decompress));
        while (lines.ReadLine() is { } line)
        {
            blocks++;
            using var document = JsonDocument.Parse(line);
            foreach (var reading in Readings(document.RootElement))
            {
                var different = Difference(rate, reading, document.RootElement.GetProperty("model").GetString(), ref kinds);
                if (different is null) equal++;
                else if (Exceptions.FirstOrDefault(exception => exception.Covers(reading)) is { Name: { } name }) excepted[name]++;
                else misses.Add($"{reading.Provider} {reading.Flavour}: {different} in {reading.Body.GetRawText()}");
            }
        }
        foreach (var miss in misses) output.WriteLine(miss);
        Assert.Empty(misses);
        var told = File.ReadAllText(Path.Combine(Golden.SourceFolder, "..", "docs", "usage-blocks.md"));
        foreach (var row in excepted.Select(exception => (exception.Key, exception.Value))
            .Append(("responses", blocks)).Append(("readings", equal + excepted.Values.Sum())).Append(("equal", equal)).Append(("counts compared", kinds)))
        {
            output.WriteLine(Row(row));
            Assert.Contains(Row(row), told, StringComparison.Ordinal);
        }
    }

    private static string Row((string Name, int Count) row) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"| {row.Name} | {row.Count:N0} |");

    private static IEnumerable<Reading> Readings(JsonElement row) =>
        from extracted in row.GetProperty("extracted").EnumerateArray()
        from extractor in extracted.GetProperty("extractors").EnumerateArray()
        select new Reading(extractor.GetProperty("provider_id").GetString()!, extractor.GetProperty("api_flavor").GetString()!, row.GetProperty("body"), extracted.GetProperty("usage"));

    /// <returns>Null where all that the reading tells is what we answer.</returns>
    private static string? Difference(RateLine rate, Reading reading, string? model, ref int kinds)
    {
        var line = $$"""{"provider":"{{reading.Provider}}","model":"{{model ?? "unnamed"}}","usage":{{reading.Body.GetRawText()}}}""";
        using var answer = JsonDocument.Parse(rate.Rate(line, 1, DateTimeOffset.UnixEpoch, out var isGood));
        if (!isGood) return answer.RootElement.GetProperty("error").GetString();
        var tokens = answer.RootElement.GetProperty("tokens");
        var counts = TokenKindInfo.All.ToDictionary(kind => kind.Kind, kind => tokens.TryGetProperty(kind.Name, out var count) ? count.GetInt64() : 0);
        foreach (var (name, stated, ours) in Told(reading, counts))
        {
            kinds++;
            if (stated != ours) return $"{name} is {stated}, we have {ours}";
        }
        return null;
    }

    /// <summary>The counts that a reading tells, beside ours. A count that its reader does not know is not told: it stays inside another.</summary>
    private static IEnumerable<(string Name, long Stated, long Ours)> Told(Reading reading, Dictionary<TokenKind, long> counts)
    {
        long Of(params ReadOnlySpan<TokenKind> kinds)
        {
            long sum = 0;
            foreach (var kind in kinds) sum += counts[kind];
            return sum;
        }
        // Cached images and video are cache reads with us, so they are taken off the media there.
        foreach (var (name, ours, lessCached) in new (string, long, string?)[]
        {
            ("input_tokens", counts.Where(count => TokenKindInfo.Of(count.Key).IsInput).Sum(count => count.Value), null),
            ("output_tokens", counts.Where(count => !TokenKindInfo.Of(count.Key).IsInput).Sum(count => count.Value), null),
            ("cache_read_tokens", Of(TokenKind.CacheRead, TokenKind.CacheReadAudio), null),
            ("cache_write_tokens", Of(TokenKind.CacheWrite5m, TokenKind.CacheWrite1h), null),
            ("cache_write_5m_tokens", Of(TokenKind.CacheWrite5m), null),
            ("output_reasoning_tokens", Of(TokenKind.Reasoning), null),
            ("input_audio_tokens", Of(TokenKind.InputAudio, TokenKind.CacheReadAudio), null),
            ("cache_audio_read_tokens", Of(TokenKind.CacheReadAudio), null),
            ("input_image_tokens", Of(TokenKind.InputImage), "cache_image_read_tokens"),
            ("input_video_tokens", Of(TokenKind.InputVideo), "cache_video_read_tokens"),
            ("output_image_tokens", Of(TokenKind.OutputImage), null),
        })
            if (reading.Stated(name) is { } stated) yield return (name, stated - (lessCached is null ? 0 : reading.Stated(lessCached) ?? 0), ours);
    }

    private static long? Total(Reading reading) =>
        reading.Body.TryGetProperty("usage", out var usage) && usage.TryGetProperty("total_tokens", out var total) ? total.GetInt64() : null;

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
