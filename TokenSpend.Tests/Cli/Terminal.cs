using System.Text.Json;
using TokenSpend.Web.Cli;

namespace TokenSpend.Tests.Cli;

/// <summary>What a verb answered.</summary>
internal sealed record Answer(int Exit, string Output, string Error)
{
    public IEnumerable<string> Lines => Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.TrimEnd('\r'));

    public JsonElement Json => JsonDocument.Parse(Output).RootElement;
}

/// <summary>The command line in this process, over a data directory of its own; gone when disposed.</summary>
internal sealed class Terminal : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("tokenspend-cli-");

    public string DataDirectory => Path.Combine(_folder.FullName, "data");

    public string Write(string name, string content)
    {
        var path = Path.Combine(_folder.FullName, name);
        File.WriteAllText(path, content);
        return path;
    }

    /// <summary>Runs a verb on this data directory.</summary>
    public Task<Answer> RunAsync(params string[] args) => TypeAsync([.. args, "--data-dir", DataDirectory]);

    /// <summary>Runs exactly what was typed.</summary>
    public static async Task<Answer> TypeAsync(params string[] args)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var exit = await CommandLine.RunAsync(args, output, error);
        return new Answer(exit, output.ToString(), error.ToString());
    }

    public static string[] Names(JsonElement json) => [.. json.EnumerateObject().Select(property => property.Name)];

    public void Dispose() => _folder.Delete(recursive: true);
}

/// <summary>Small files in real shapes, of August 2025: old enough to be settled whenever the tests run.</summary>
internal static class SmallFiles
{
    public static readonly DateTime Noon = new(2025, 8, 4, 12, 0, 0, DateTimeKind.Utc);

    /// <summary>An answer of OpenAI's usage API: daily buckets from the first of August 2025, requests of one model each.</summary>
    public static string OpenAiUsage(params (int Day, string Model, long Input, long Cached, long Output)[] results) => Page(results.Max(result => result.Day), day => results
        .Where(result => result.Day == day)
        .Select(result => $$"""{"object":"organization.usage.completions.result","input_tokens":{{result.Input}},"input_cached_tokens":{{result.Cached}},"output_tokens":{{result.Output}},"num_model_requests":1,"project_id":null,"user_id":null,"api_key_id":null,"model":"{{result.Model}}","batch":null}"""));

    private static string Page(int days, Func<int, IEnumerable<string>> results) =>
        $$"""{"object":"page","data":[{{string.Join(',', Enumerable.Range(1, days).Select(day => $$"""{"object":"bucket","start_time":{{Epoch(day)}},"end_time":{{Epoch(day + 1)}},"results":[{{string.Join(',', results(day))}}]}"""))}}],"has_more":false}""";

    private static long Epoch(int day) => new DateTimeOffset(2025, 8, 1, 0, 0, 0, TimeSpan.Zero).AddDays(day - 1).ToUnixTimeSeconds();
}
