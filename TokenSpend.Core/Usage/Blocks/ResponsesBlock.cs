namespace TokenSpend.Core.Usage.Blocks;

/// <summary>Shapes named input_tokens and output_tokens whose input contains the cached tokens.</summary>
/// <remarks>
/// OpenAI responses and realtime (details objects), seen in real responses. OpenAI usage API (input_cached_tokens), seen in
/// a real file; its audio counts stand beside the text, as documented. Codex log (cached_input_tokens,
/// cache_write_input_tokens, reasoning_output_tokens), seen in fixtures. DashScope native (prompt_tokens_details without prompt_tokens;
/// image_tokens at the top) and Cohere's billed units: documented only. Without any cache field it is the same
/// as Anthropic's.
/// </remarks>
internal static class ResponsesBlock
{
    public static readonly string[] Marks = ["input_tokens", "output_tokens"];

    private static readonly string[] InputDetails = ["input_tokens_details", "input_token_details", "prompt_tokens_details"];
    private static readonly string[] OutputDetails = ["output_tokens_details", "output_token_details", "completion_tokens_details"];

    public static TokenCounts? Read(BlockFields fields, string provider)
    {
        if (fields.Count("input_tokens") is not { } input) return fields.Fail("input_tokens is missing");
        var output = fields.Count("output_tokens");
        if (output is null && fields.Count("total_tokens") is { } total && total > input) return fields.Fail($"output_tokens is missing, though total_tokens ({total}) exceeds input_tokens ({input})");

        var write1h = fields.Nested(InputDetails, "cache_creation", "ephemeral_1h_input_tokens") ?? 0;
        var written = Math.Max(write1h, fields.Detail(InputDetails, "cache_write_tokens", "cache_creation_input_tokens") ?? fields.Count("cache_creation_input_tokens", "cache_write_input_tokens") ?? 0);
        var counts = new InclusiveCounts
        {
            Input = input,
            CacheRead = fields.Detail(InputDetails, "cached_tokens") ?? fields.Count("input_cached_tokens", "cached_input_tokens") ?? 0,
            CacheWrite5m = written - write1h,
            CacheWrite1h = write1h,
            InputAudio = fields.Detail(InputDetails, "audio_tokens") ?? fields.Count("audio_tokens") ?? 0,
            InputImage = fields.Detail(InputDetails, "image_tokens") ?? fields.Count("image_tokens") ?? 0,
            InputVideo = fields.Detail(InputDetails, "video_tokens") ?? fields.Count("video_tokens") ?? 0,
            CachedAudio = fields.Nested(InputDetails, "cached_tokens_details", "audio_tokens"),
            CachedImage = fields.Nested(InputDetails, "cached_tokens_details", "image_tokens"),
            Output = output ?? 0,
            Reasoning = fields.Detail(OutputDetails, "reasoning_tokens") ?? fields.Count("reasoning_output_tokens") ?? 0,
            OutputAudio = fields.Detail(OutputDetails, "audio_tokens") ?? 0,
            OutputImage = fields.Detail(OutputDetails, "image_tokens") ?? 0,
        };
        AddUsageApiAudio(fields, ref counts);
        return counts.ToDisjoint(fields);
    }

    private static void AddUsageApiAudio(BlockFields fields, ref InclusiveCounts counts)
    {
        var input = fields.Count("input_audio_tokens") ?? 0;
        var output = fields.Count("output_audio_tokens") ?? 0;
        counts.InputAudio += input;
        counts.OutputAudio += output;
        // With text counts of its own, input_tokens is the whole.
        if (!fields.HasAny("input_text_tokens")) counts.Input += input;
        if (!fields.HasAny("output_text_tokens")) counts.Output += output;
    }
}
