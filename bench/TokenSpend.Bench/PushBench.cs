using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace TokenSpend.Bench;

/// <summary>Eight gateways that push to a running site over HTTP, each one push at a time.</summary>
internal static class PushBench
{
    private const int Clients = 8;

    public static int Run(string address, string key)
    {
        using var http = new HttpClient { BaseAddress = new Uri(address), DefaultRequestHeaders = { { "X-Api-Key", key } } };
        Measure(http, "warm", lines: 1, pushes: 400, wait: true, print: false);
        Measure(http, "one request a push, balance awaited", lines: 1, pushes: 4_000, wait: true);
        Measure(http, "one request a push, acknowledged when stored", lines: 1, pushes: 4_000, wait: false);
        Measure(http, "500 requests a push, balance awaited", lines: 500, pushes: 400, wait: true);
        return 0;
    }

    private static void Measure(HttpClient http, string what, int lines, int pushes, bool wait, bool print = true)
    {
        var times = new double[pushes];
        var watch = Stopwatch.StartNew();
        Parallel.ForAsync(0, pushes, new ParallelOptions { MaxDegreeOfParallelism = Clients }, async (push, cancellation) =>
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, "/api/usage") { Content = new StringContent(Body(what, push, lines), Encoding.UTF8, "application/x-ndjson") };
            if (!wait) request.Headers.Add("Prefer", "respond-async");
            var began = Stopwatch.GetTimestamp();
            using var response = await http.SendAsync(request, cancellation);
            response.EnsureSuccessStatusCode();
            times[push] = Stopwatch.GetElapsedTime(began).TotalMilliseconds;
        }).GetAwaiter().GetResult();
        var seconds = watch.Elapsed.TotalSeconds;
        Array.Sort(times);
        if (print)
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{what}: {pushes / seconds:0} pushes/s, {pushes * lines / seconds:0} requests/s, p50 {times[pushes / 2]:0} ms, p95 {times[pushes * 95 / 100]:0} ms"));
    }

    private static string Body(string what, int push, int lines)
    {
        var text = new StringBuilder();
        for (var line = 0; line < lines; line++)
        {
            var time = new DateTime(2026, 10, 1, 0, 0, 0, DateTimeKind.Utc).AddSeconds((push * lines) + line).ToString("yyyy-MM-dd HH:mm:ss.ffffff", CultureInfo.InvariantCulture);
            text.Append(CultureInfo.InvariantCulture, $$$"""{"request_id":"{{{what}}}-{{{push}}}-{{{line}}}","call_type":"acompletion","api_key":"k","spend":0.001,"total_tokens":1100,"prompt_tokens":1000,"completion_tokens":100,"startTime":"{{{time}}}","endTime":"{{{time}}}","model":"gpt-5","custom_llm_provider":"openai","api_base":"","user":"u{{{push % 50}}}","metadata":{"user_api_key_alias":"key-{{{push % 300}}}"},"cache_hit":"False","request_tags":["app:search"],"status":"success"}""").Append('\n');
        }
        return text.ToString();
    }
}
