using System.Globalization;

namespace TokenSpend.Tests.Savings;

/// <summary>Requests of an invented company, written as a LiteLLM spend log: the tests plant in it what the hints must find.</summary>
internal sealed class PlantedLog(int seed)
{
    /// <summary>First of the thirty days; a Monday.</summary>
    public static readonly DateTime First = new(2026, 10, 5, 0, 0, 0, DateTimeKind.Utc);

    public const int Days = 30;

    private readonly Random _random = new(seed);
    private readonly List<(DateTime At, string Line)> _lines = [];

    public int Below(int bound) => _random.Next(bound);

    public int Between(int from, int to) => _random.Next(from, to);

    public bool Chance(int percent) => _random.Next(100) < percent;

    /// <summary>An instant in office hours of a working day, or null on a weekend.</summary>
    public DateTime? Office(int day) => First.AddDays(day).DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday
        ? null : First.AddDays(day).AddHours(8).AddSeconds(_random.Next(10 * 3600));

    /// <param name="input">Cached ones included.</param>
    public void Add(DateTime at, string model, long input, long output, string app, string? key = null, string user = "", long cached = 0, bool failed = false, string provider = "openai")
    {
        var time = at.ToString("yyyy-MM-dd HH:mm:ss.ffffff", CultureInfo.InvariantCulture);
        _lines.Add((at, $$$"""
            {"request_id":"r{{{seed}}}-{{{_lines.Count}}}","call_type":"acompletion","api_key":"hash-{{{key ?? app}}}","spend":0.001,"total_tokens":{{{input + output}}},"prompt_tokens":{{{input}}},"completion_tokens":{{{output}}},"startTime":"{{{time}}}","endTime":"{{{time}}}","model":"{{{model}}}","custom_llm_provider":"{{{provider}}}","api_base":"https://api.{{{provider}}}.example","user":"{{{user}}}","metadata":{"user_api_key_alias":"{{{key ?? app}}}","usage_object":{"prompt_tokens_details":{"cached_tokens":{{{cached}}} } } },"cache_hit":"False","request_tags":["app:{{{app}}}"],"status":"{{{(failed ? "failure" : "success")}}}"}
            """));
    }

    public string Text => string.Join('\n', _lines.OrderBy(line => line.At).Select(line => line.Line)) + "\n";

    /// <summary>What a company does that wastes nothing: each model for its kind of work, nightly work on a tier of its own, few failures, all free.</summary>
    public PlantedLog AddCleanWork()
    {
        var (assistant, chat, writer, extract) = (Between(40, 90), Between(100, 400), Between(10, 40), Between(20, 60));
        for (var day = 0; day < Days; day++)
        {
            // A coding assistant: long prompts, mostly cached.
            for (var i = 0; i < assistant; i++)
                if (Office(day) is { } at)
                {
                    var input = Between(8_000, 90_000);
                    Add(at, "gpt-5", input, Between(300, 4_000), "assistant", user: $"person-{Below(8)}", cached: Chance(85) ? input * 7 / 10 : 0);
                }
            // A support chat, day and night, on a small model; some short questions go to the large one.
            for (var i = 0; i < chat; i++)
            {
                var at = First.AddDays(day).AddSeconds(Below(86_400));
                Add(at, "gpt-5-mini", Between(600, 9_000), Between(50, 700), "chat", cached: 0);
            }
            // Documents of all lengths, each read once.
            for (var i = 0; i < writer; i++)
                if (Office(day) is { } at) Add(at, "claude-opus-4-6", Between(1_500, 60_000), Between(700, 5_000), "contracts", provider: "anthropic", user: $"lawyer-{Below(4)}");
            for (var i = 0; i < extract; i++)
                if (Office(day) is { } at) Add(at, "gpt-4o", Between(1_200, 20_000), Between(20, 900), "extract", failed: false);
            // Failures that cost nothing.
            for (var i = 0; i < 3; i++)
                if (Office(day) is { } at) Add(at, "gpt-5", 0, 0, "assistant", user: $"person-{Below(8)}", failed: true);
        }
        return this;
    }
}
