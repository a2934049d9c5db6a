using TokenSpend.Core.Usage;

namespace TokenSpend.Core.Demo;

/// <summary>Tokens of a request by the kinds that the company's bills tell apart; disjoint.</summary>
/// <param name="Output">Reasoning included: no bill of the company prices it apart.</param>
internal readonly record struct DemoTokens(int Input, int CacheRead, int CacheWrite, int Output)
{
    public static readonly TokenKind[] Kinds = [TokenKind.Input, TokenKind.CacheRead, TokenKind.CacheWrite5m, TokenKind.Output];

    /// <summary>What a model that no book lists costs, in nano units a thousand tokens.</summary>
    public static readonly long[] Unlisted = [600_000, 60_000, 750_000, 2_400_000];

    public int Of(int kind) => kind switch { 0 => Input, 1 => CacheRead, 2 => CacheWrite, _ => Output };

    public int Prompt => Input + CacheRead + CacheWrite;

    public static TokenCounts Only(int kind, long count) => default(TokenCounts).With(Kinds[kind], count) ?? default;
}

/// <summary>How a request of the demo ended.</summary>
internal enum DemoStatus : byte { Ok, Failed, Answered }

/// <summary>One request.</summary>
/// <param name="AtMs">Milliseconds since 1970, UTC.</param>
/// <param name="Id">Of the request, distinct.</param>
/// <param name="Reasoning">Part of the output.</param>
internal readonly record struct DemoRequest(
    long AtMs, ulong Id, short Application, short Person, byte Model, DemoStatus Status, DemoTokens Tokens, int Reasoning, int DurationMs);
