namespace TokenSpend.Core.Usage.Blocks;

/// <summary>The OpenAI chat shape: prompt_tokens contains the cached, completion_tokens the reasoning tokens.</summary>
/// <remarks>
/// Seen in real responses of OpenAI, Azure, Groq, Mistral, OpenRouter, DeepSeek, Zhipu and others. Documented only: Qwen's
/// compatible mode, ERNIE, Moonshot (cached_tokens at the top), Volcengine, MiMo, and iFlyTek Spark, whose prompt_tokens
/// takes in question_tokens and the history.
/// Two ways to count reasoning: inside completion_tokens (most), or beside it (xAI; Gemini's compatible endpoint, which
/// leaves out the figure). total_tokens tells which; xAI without a total is taken to count beside.
/// </remarks>
internal static class ChatBlock
{
    public static readonly string[] Marks = ["prompt_tokens", "completion_tokens", "prompt_cache_miss_tokens"];

    private static readonly string[] InputDetails = ["prompt_tokens_details", "input_tokens_details"];
    private static readonly string[] OutputDetails = ["completion_tokens_details", "output_tokens_details"];

    public static TokenCounts? Read(BlockFields fields, string provider)
    {
        var hit = fields.Count("prompt_cache_hit_tokens");
        var miss = fields.Count("prompt_cache_miss_tokens");
        var prompt = fields.Count("prompt_tokens") ?? hit + miss;
        if (prompt is not { } input) return fields.Fail("prompt_tokens is missing");
        if (hit + miss != null && hit + miss != input) return fields.Fail($"prompt_cache_hit_tokens and prompt_cache_miss_tokens ({hit + miss}) do not add up to prompt_tokens ({input})");

        var total = fields.Count("total_tokens");
        var completion = fields.Count("completion_tokens");
        // An embedding has no completion; a total that says otherwise means that the count is lost.
        if (completion is null && total > input) return fields.Fail($"completion_tokens is missing, though total_tokens ({total}) exceeds prompt_tokens ({input})");

        var counts = new InclusiveCounts { Input = input, Output = completion ?? 0 };
        ReadInput(fields, hit, ref counts);
        ReadOutput(fields, ref counts);
        var stated = input + counts.Output;
        if (counts.Reasoning > 0 && (total is { } sum ? sum == stated + counts.Reasoning : provider == "xai"))
            counts.Output += counts.Reasoning;
        else if (provider == "google" && counts.Reasoning == 0 && total > stated)
        {
            counts.Reasoning = total.Value - stated;
            counts.Output += counts.Reasoning;
        }
        return counts.ToDisjoint(fields);
    }

    private static void ReadInput(BlockFields fields, long? hit, ref InclusiveCounts counts)
    {
        // Gateways repeat the figure under several names, sometimes with 0 under one: the greatest is the one that was filled.
        counts.CacheRead = Greatest(
            fields.Detail(InputDetails, "cached_tokens"), hit,
            fields.Count("cached_tokens", "num_cached_tokens"), fields.Count("cache_read_input_tokens"));
        counts.CacheWrite1h = fields.Nested(InputDetails, "cache_creation", "ephemeral_1h_input_tokens")
            ?? fields.Detail(["cache_creation", "cache_creation_token_details"], "ephemeral_1h_input_tokens") ?? 0;
        var written = Greatest(
            fields.Detail(InputDetails, "cache_write_tokens", "cache_creation_input_tokens", "cache_creation_tokens"),
            fields.Count("cache_creation_input_tokens"), counts.CacheWrite1h);
        counts.CacheWrite5m = written - counts.CacheWrite1h;

        counts.InputAudio = fields.Detail(InputDetails, "audio_tokens") ?? 0;
        counts.InputImage = fields.Detail(InputDetails, "image_tokens") ?? 0;
        counts.InputVideo = fields.Detail(InputDetails, "video_tokens") ?? 0;
        counts.CachedAudio = fields.Nested(InputDetails, "cached_tokens_details", "audio_tokens");
    }

    private static void ReadOutput(BlockFields fields, ref InclusiveCounts counts)
    {
        counts.Reasoning = fields.Detail(OutputDetails, "reasoning_tokens") ?? 0;
        counts.OutputAudio = fields.Detail(OutputDetails, "audio_tokens") ?? 0;
        counts.OutputImage = fields.Detail(OutputDetails, "image_tokens") ?? 0;
    }

    private static long Greatest(params ReadOnlySpan<long?> counts)
    {
        long greatest = 0;
        foreach (var count in counts) greatest = Math.Max(greatest, count ?? 0);
        return greatest;
    }
}
