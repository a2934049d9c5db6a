using System.Text;

namespace TokenSpend.Core.Ingestion;

/// <summary>Who serves a model, where a log does not name the provider: by the host that was called, else by the model's name.</summary>
/// <remarks>
/// A name tells the maker, and the maker is taken for the provider. Where a reseller serves the model at other prices, the
/// log's host or channel says so; a log with neither is rated at the maker's list. No match: "unknown", and unpriced.
/// </remarks>
internal static class ProviderGuess
{
    private static readonly (byte[] Part, byte[] Id)[] Hosts = Table(
        ("openai.azure.com", "azure"), ("ai.azure.com", "azure"), ("inference.ml.azure", "azure"), ("cognitiveservices.azure", "azure"), ("api.openai.com", "openai"),
        ("anthropic.com", "anthropic"), ("bedrock", "aws"), ("googleapis.com", "google"), ("aliyuncs.com", "alibaba"), ("baidubce.com", "baidu"),
        ("xf-yun.com", "iflytek"), ("xfyun.cn", "iflytek"), ("xiaomimimo", "xiaomi"), ("deepseek.com", "deepseek"), ("moonshot", "moonshot"), ("bigmodel.cn", "zhipu"),
        ("api.z.ai", "zhipu"), ("minimax", "minimax"), ("volces.com", "bytedance"), ("tencentcloudapi", "tencent"), ("openrouter.ai", "openrouter"), ("mistral.ai", "mistral"),
        ("cohere", "cohere"), ("api.x.ai", "xai"), ("groq.com", "groq"), ("together", "together"), ("fireworks.ai", "fireworks"), ("siliconflow", "siliconflow"));

    private static readonly (byte[] Part, byte[] Id)[] Models = Table(
        ("gpt-oss", "unknown"), ("gpt-", "openai"), ("chatgpt", "openai"), ("o1", "openai"), ("o3", "openai"), ("o4", "openai"), ("codex", "openai"), ("text-embedding-3", "openai"),
        ("text-embedding-ada", "openai"), ("dall-e", "openai"), ("whisper", "openai"), ("claude", "anthropic"), ("gemini", "google"), ("qwen", "alibaba"), ("qwq", "alibaba"),
        ("text-embedding-v", "alibaba"), ("ernie", "baidu"), ("spark", "iflytek"), ("generalv3", "iflytek"), ("4.0ultra", "iflytek"), ("mimo", "xiaomi"), ("deepseek", "deepseek"),
        ("moonshot", "moonshot"), ("kimi", "moonshot"), ("glm", "zhipu"), ("minimax", "minimax"), ("abab", "minimax"), ("doubao", "bytedance"), ("hunyuan", "tencent"),
        ("mistral", "mistral"), ("codestral", "mistral"), ("ministral", "mistral"), ("command", "cohere"), ("grok", "xai"), ("sonar", "perplexity"));

    /// <param name="host">Host or cluster name that was called; empty where the log does not say.</param>
    public static ReadOnlySpan<byte> Of(ReadOnlySpan<byte> host, ReadOnlySpan<byte> model, LineScratch scratch)
    {
        foreach (var (part, id) in Hosts)
            if (Contains(host, part)) return id;
        var slash = model.IndexOf((byte)'/');
        if (slash > 0)
        {
            if (scratch.KnowsProvider(model[..slash])) return scratch.ProviderId(model[..slash]);
            model = model[(slash + 1)..];
        }
        foreach (var (part, id) in Models)
            if (model.Length >= part.Length && Ascii.EqualsIgnoreCase(model[..part.Length], part)) return id;
        return "unknown"u8;
    }

    private static bool Contains(ReadOnlySpan<byte> host, ReadOnlySpan<byte> part)
    {
        for (var from = 0; from + part.Length <= host.Length; from++)
            if (Ascii.EqualsIgnoreCase(host.Slice(from, part.Length), part)) return true;
        return false;
    }

    private static (byte[] Part, byte[] Id)[] Table(params ReadOnlySpan<(string Part, string Id)> rows)
    {
        var table = new (byte[], byte[])[rows.Length];
        for (var i = 0; i < rows.Length; i++) table[i] = (Encoding.UTF8.GetBytes(rows[i].Part), Encoding.UTF8.GetBytes(rows[i].Id));
        return table;
    }
}
