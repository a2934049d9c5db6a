namespace TokenSpend.Core.Usage;

/// <summary>What a provider meters. Kinds are disjoint: a token is counted in exactly one.</summary>
/// <remarks>The order is that of the contract's JSON and of the storage columns; append, never reorder.</remarks>
public enum TokenKind
{
    Input, CacheRead, CacheWrite5m, CacheWrite1h, Output, Reasoning,
    InputAudio, CacheReadAudio, OutputAudio, InputImage, OutputImage, InputVideo,
}

/// <summary>The one list of kinds: name in JSON, the kind whose price stands in, and the side of the bill.</summary>
/// <param name="Parent">Rated at this kind's price when it has none of its own; null for a root.</param>
/// <param name="IsInput">Counts to the input side of a rating; else to the output side.</param>
public sealed record TokenKindInfo(TokenKind Kind, string Name, TokenKind? Parent, bool IsInput)
{
    public static readonly IReadOnlyList<TokenKindInfo> All =
    [
        new(TokenKind.Input, "input", null, true),
        new(TokenKind.CacheRead, "cacheRead", TokenKind.Input, true),
        new(TokenKind.CacheWrite5m, "cacheWrite5m", TokenKind.Input, true),
        new(TokenKind.CacheWrite1h, "cacheWrite1h", TokenKind.CacheWrite5m, true),
        new(TokenKind.Output, "output", null, false),
        new(TokenKind.Reasoning, "reasoning", TokenKind.Output, false),
        new(TokenKind.InputAudio, "inputAudio", TokenKind.Input, true),
        new(TokenKind.CacheReadAudio, "cacheReadAudio", TokenKind.CacheRead, true),
        new(TokenKind.OutputAudio, "outputAudio", TokenKind.Output, false),
        new(TokenKind.InputImage, "inputImage", TokenKind.Input, true),
        new(TokenKind.OutputImage, "outputImage", TokenKind.Output, false),
        new(TokenKind.InputVideo, "inputVideo", TokenKind.Input, true),
    ];

    /// <summary>Kinds that every answer names, even at 0; the others appear where present.</summary>
    public const int AlwaysShown = 6;

    public static int Count => All.Count;

    /// <summary>Whether an answer names this kind with that count.</summary>
    public bool IsShown(long count) => (int)Kind < AlwaysShown || count != 0;

    public static TokenKindInfo Of(TokenKind kind) => All[(int)kind];
}
