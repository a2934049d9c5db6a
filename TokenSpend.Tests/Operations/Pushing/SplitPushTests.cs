using System.Text.Json;
using CsCheck;
using TokenSpend.Core.Operations.Importing;
using TokenSpend.Core.Operations.Pushing;
using TokenSpend.Tests.Ingestion;

namespace TokenSpend.Tests.Operations.Pushing;

/// <summary>Invariants 1 and 2 for pushes: however a log comes in, it is the same log.</summary>
public sealed class SplitPushTests
{
    // Logs whose lines have ids, so that it does not matter which push brings them.
    public static TheoryData<string> Logs => ["litellm-spend/spend.ndjson", "litellm-payload/payload.ndjson", "oneapi-log/log.ndjson", "kong-ai/http-log.ndjson", "cloudflare-ai-gateway/log.ndjson", "bedrock-invocation/log.ndjson"];

    [Theory, MemberData(nameof(Logs))]
    public async Task A_log_split_into_pushes_in_any_order_with_repeats_gives_what_one_import_of_the_file_gives(string sample)
    {
        var format = sample.Split('/')[0];
        var log = SampleFile.Text("Samples/" + sample);
        // A broken line of a log that is read as JSON values may be the beginning of one that is longer: alone it is refused.
        var lines = log.Split('\n').Where(line => line.Trim().Length > 0 && (format != "kong-ai" || IsWhole(line))).ToArray();
        using var whole = new TestPlace();
        var file = await whole.ImportAsync(whole.Write("log.ndjson", log), "gw");
        var expected = await whole.StateAsync();

        var splits = Gen.Select(
            Gen.Shuffle(lines), Gen.Int[1, 4].Array[1, lines.Length], Gen.Int[0, lines.Length - 1].Array[0, 3], Gen.Bool.Array[8],
            (order, sizes, repeats, runs) => (Pushes: (List<string>)[.. Cut(order, sizes), .. repeats.Select(at => lines[at])], runs));
        await splits.SampleAsync(async split =>
        {
            using var site = new PushPlace();
            var answers = new List<ImportReport>();
            var waiting = new List<Push>();
            foreach (var (body, at) in split.Pushes.Select((body, at) => (body, at)))
            {
                waiting.Add(await site.SpoolAsync(body, format: format));
                if (!split.runs[at % split.runs.Length]) continue;
                answers.AddRange(await site.RunAsync(waiting));
                waiting.Clear();
            }
            answers.AddRange(await site.RunAsync(waiting));

            Assert.All(answers, answer => Assert.Equal(answer.Lines, answer.Accepted + answer.Duplicates + answer.Replaced + answer.Ignored + answer.Rejected + answer.Blank));
            Assert.Equal(file.Accepted, answers.Sum(answer => answer.Accepted));
            Assert.Equal(expected, await site.Place.StateAsync());
            var import = Assert.Single(await site.ImportsAsync());
            Assert.Equal(answers.Sum(answer => answer.Lines), import.Lines);
            Assert.Equal((answers.Sum(answer => answer.Accepted), answers.Sum(answer => answer.Duplicates), answers.Sum(answer => answer.Replaced)), (import.Accepted, import.Duplicates, import.Replaced));
            // The file afterwards tells nothing new.
            var again = await site.Place.ImportAsync(site.Place.Write("log.ndjson", log), "gw");
            Assert.Equal((0L, 0L), (again.Accepted, again.Replaced));
        }, iter: 6, threads: 1);
    }

    private static bool IsWhole(string json)
    {
        try
        {
            using var value = JsonDocument.Parse(json);
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static IEnumerable<string> Cut(string[] lines, int[] sizes)
    {
        for (int at = 0, push = 0; at < lines.Length; push++)
        {
            var size = sizes[push % sizes.Length];
            yield return string.Join('\n', lines.Skip(at).Take(size));
            at += size;
        }
    }
}
