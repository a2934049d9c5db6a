namespace TokenSpend.Core.Demo;

/// <summary>A model that the company uses.</summary>
/// <param name="Provider">Id in the provider list.</param>
/// <param name="Gateway">The gateway's word for the provider.</param>
/// <param name="ApiBase">What the gateway calls.</param>
/// <param name="Title">As a console export shows it.</param>
/// <param name="ZoneHours">Offset of the provider's billing days from UTC. Daylight saving is left out: it moves an hour at the edge of a day.</param>
/// <param name="Currency">Of its bill.</param>
/// <param name="Most">Most input tokens of one request: below the first context tier of its price.</param>
internal sealed record DemoModel(
    string Provider, string Name, string Gateway, string ApiBase, string Title, int ZoneHours, string Currency, int Most,
    bool Caches = true, bool Reasons = false)
{
    /// <summary>A model that is used past the gateway, in a project of its own.</summary>
    public bool IsDirect { get; init; }

    public bool WritesCache => Provider == "anthropic";

    /// <summary>By position: applications refer to these.</summary>
    public static readonly IReadOnlyList<DemoModel> All =
    [
        OpenAi("gpt-5", reasons: true), OpenAi("gpt-5-mini", reasons: true), OpenAi("gpt-4o"), OpenAi("gpt-4.1-mini"),
        Anthropic("claude-opus-4-6", "Claude Opus 4.6"), Anthropic("claude-sonnet-5", "Claude Sonnet 5"), Anthropic("claude-haiku-4-5", "Claude Haiku 4.5"),
        Google("gemini-2.5-pro", "Gemini 2.5 Pro"), Google("gemini-2.5-flash", "Gemini 2.5 Flash"),
        new("deepseek", "deepseek-chat", "deepseek", "https://api.deepseek.com", "DeepSeek Chat", 0, "USD", 60_000),
        new("deepseek", "deepseek-reasoner", "deepseek", "https://api.deepseek.com", "DeepSeek Reasoner", 0, "USD", 60_000, Reasons: true),
        Alibaba("qwen-plus"), Alibaba("qwen3-max"),
        Chinese("baidu", "ernie-4.5-turbo-128k", "https://qianfan.baidubce.com/v2", "ERNIE 4.5 Turbo"),
        Chinese("iflytek", "SparkDesk-v4.0", "https://spark-api-open.xf-yun.com/v1", "Spark 4.0"),
        Chinese("xiaomi", "mimo-v2-flash", "https://api.xiaomimimo.com/v1", "MiMo V2 Flash"),
        Chinese("zhipu", "glm-4.6", "https://open.bigmodel.cn/api/paas/v4", "GLM 4.6"),
        Chinese("moonshot", "kimi-k2-0905-preview", "https://api.moonshot.cn/v1", "Kimi K2"),
        OpenRouter("deepseek/deepseek-v3.2", "DeepSeek V3.2"),
        // No price book knows it: its usage must stay visible as unknown until its bill comes.
        OpenRouter("northlake/atlas-preview", "Atlas Preview"),
        OpenAi("o3-deep-research", reasons: true) with { IsDirect = true },
        Anthropic("claude-opus-4-1", "Claude Opus 4.1") with { IsDirect = true },
    ];

    private static DemoModel OpenAi(string name, bool reasons = false) =>
        new("openai", name, "openai", "https://api.openai.com/v1", name, 0, "USD", 190_000, Reasons: reasons);

    private static DemoModel Anthropic(string name, string title) => new("anthropic", name, "anthropic", "https://api.anthropic.com", title, 0, "USD", 190_000);

    private static DemoModel Google(string name, string title) =>
        new("google", name, "gemini", "https://generativelanguage.googleapis.com/v1beta", title, -8, "USD", 190_000);

    private static DemoModel Alibaba(string name) =>
        new("alibaba", name, "dashscope", "https://dashscope.aliyuncs.com/compatible-mode/v1", name, 8, "CNY", 30_000, Caches: false);

    private static DemoModel Chinese(string provider, string name, string apiBase, string title) =>
        new(provider, name, provider, apiBase, title, 8, "CNY", 30_000, Caches: false);

    private static DemoModel OpenRouter(string name, string title) =>
        new("openrouter", name, "openrouter", "https://openrouter.ai/api/v1", title, 0, "USD", 60_000, Caches: false);
}
