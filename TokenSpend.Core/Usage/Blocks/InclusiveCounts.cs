namespace TokenSpend.Core.Usage.Blocks;

/// <summary>Counts of a block whose wholes contain their parts; makes them disjoint. Unit: tokens.</summary>
/// <remarks>
/// The parts of an input overlap in two ways: by cache (read, write) and by modality (audio, image, video). Where a
/// block does not say how much of a modality came from the cache, the cache is taken to hold text first.
/// Cached images and video have no kind of their own and stay cache reads.
/// </remarks>
internal struct InclusiveCounts
{
    /// <summary>All input, cached and written to cache included.</summary>
    public long Input;
    public long CacheRead;
    public long CacheWrite5m;
    public long CacheWrite1h;
    public long InputAudio;
    public long InputImage;
    public long InputVideo;

    /// <summary>Of <see cref="CacheRead"/>; null where the block does not say.</summary>
    public long? CachedAudio;
    public long? CachedImage;
    public long? CachedVideo;

    /// <summary>All output, reasoning included.</summary>
    public long Output;
    public long Reasoning;
    public long OutputAudio;
    public long OutputImage;

    /// <returns>Null, with the reason in <paramref name="fields"/>, if a part exceeds its whole.</returns>
    public readonly TokenCounts? ToDisjoint(BlockFields fields)
    {
        var cache = CacheRead + CacheWrite5m + CacheWrite1h;
        if (cache > Input) return fields.Fail($"cached and cache-write tokens ({cache}) exceed the input tokens ({Input}) that contain them");
        if (InputAudio + InputImage + InputVideo is var media && media > Input) return fields.Fail($"audio, image and video tokens ({media}) exceed the input tokens ({Input}) that contain them");
        if (CachedAudio + CachedImage + CachedVideo > CacheRead) return fields.Fail($"audio, image and video tokens from the cache exceed the cached tokens ({CacheRead})");
        if (CachedAudio > InputAudio) return fields.Fail($"cached audio tokens ({CachedAudio}) exceed the audio tokens ({InputAudio})");
        if (Reasoning + OutputAudio + OutputImage is var parts && parts > Output) return fields.Fail($"reasoning, audio and image tokens ({parts}) exceed the output tokens ({Output}) that contain them");

        // What cannot be uncached text must be in both a cache part and a modality.
        var overlap = Math.Max(0, cache + media - Input);
        var image = Uncached(InputImage, CachedImage, ref overlap);
        var video = Uncached(InputVideo, CachedVideo, ref overlap);
        var audio = Uncached(InputAudio, CachedAudio, ref overlap);
        var cachedAudio = Math.Min(InputAudio - audio, CacheRead);
        var text = Input - cache - image - video - audio;
        if (text < 0) return fields.Fail($"audio, image and video tokens outside of the cache exceed the uncached input tokens ({Input - cache})");

        var counts = TokenCounts.FromDisjoint(text, CacheRead - cachedAudio, CacheWrite5m, CacheWrite1h, Output - parts, Reasoning);
        return counts?.With(TokenKind.InputAudio, audio)?.With(TokenKind.CacheReadAudio, cachedAudio)
            ?.With(TokenKind.InputImage, image)?.With(TokenKind.InputVideo, video)
            ?.With(TokenKind.OutputAudio, OutputAudio)?.With(TokenKind.OutputImage, OutputImage);
    }

    /// <summary>The part of a modality outside of the cache: as stated, else what the overlap leaves.</summary>
    private static long Uncached(long all, long? cached, ref long overlap)
    {
        var inside = Math.Min(all, cached ?? overlap);
        overlap = Math.Max(0, overlap - inside);
        return all - inside;
    }
}
