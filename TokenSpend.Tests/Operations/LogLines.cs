using System.Globalization;
using System.Text;

namespace TokenSpend.Tests.Operations;

/// <summary>Writes LiteLLM spend logs for tests, one request a line.</summary>
internal static class LogLines
{
    public static string Line(string id, DateTime at, string provider, string model, long input, long cached, long output, string key = "key-1", string app = "search")
    {
        var time = at.ToString("yyyy-MM-dd HH:mm:ss.ffffff", CultureInfo.InvariantCulture);
        return $$$"""
            {"request_id":"{{{id}}}","call_type":"acompletion","api_key":"hash-{{{key}}}","spend":0.001,"total_tokens":{{{input + output}}},"prompt_tokens":{{{input}}},"completion_tokens":{{{output}}},"startTime":"{{{time}}}","endTime":"{{{time}}}","model":"{{{model}}}","custom_llm_provider":"{{{provider}}}","api_base":"https://api.{{{provider}}}.example","user":"u1","metadata":{"user_api_key_alias":"{{{key}}}","usage_object":{"prompt_tokens_details":{"cached_tokens":{{{cached}}} } } },"cache_hit":"False","request_tags":["app:{{{app}}}"],"status":"success"}
            """;
    }

    /// <summary>Many requests, spread over a month; the same seed gives the same log.</summary>
    public static void Write(string path, int lines, int seed = 1)
    {
        using var file = new StreamWriter(path, append: false, new UTF8Encoding(false), 1 << 20);
        var state = (ulong)seed * 0x9E3779B97F4A7C15 + 1;
        ulong Next()
        {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            return state;
        }
        var start = new DateTime(2026, 10, 1, 0, 0, 0, DateTimeKind.Utc);
        string[] models = ["gpt-5", "gpt-5-mini", "gpt-4o"];
        for (var i = 0; i < lines; i++)
        {
            var input = (long)(Next() % 9000) + 1;
            file.WriteLine(Line($"req-{seed}-{i}", start.AddSeconds((double)i * 2_500_000 / lines), "openai", models[Next() % 3], input, input / 3, (long)(Next() % 900), $"key-{Next() % 50}", $"app-{Next() % 9}"));
        }
    }
}
