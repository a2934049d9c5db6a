using TokenSpend.Core.Primitives;
using TokenSpend.Core.Usage;

namespace TokenSpend.Core.Pricing;

/// <summary>Where a kind's price comes from.</summary>
public enum PriceBasis : byte
{
    /// <summary>The book has none, for the kind or any of its parents.</summary>
    Unpriced,
    /// <summary>The kind's own price.</summary>
    Own,
    /// <summary>The price of its nearest priced parent.</summary>
    Inherited,
}

/// <summary>Why one kind of a rating costs what it does.</summary>
/// <param name="NanosPerMillion">Nano units per million tokens; null: unpriced.</param>
/// <param name="PricedAs">The kind whose price was taken; null: unpriced.</param>
/// <param name="IsAssumedTier">The tier was not in the book, or it is unknown which of its prices holds (a bucket's context length or hour, a region that no source names): the base price was assumed.</param>
public sealed record KindRate(TokenKind Kind, long Tokens, long? NanosPerMillion, PriceBasis Basis, TokenKind? PricedAs, bool IsAssumedTier);

/// <summary>The prices of one model on one tier at one moment, inheritance resolved. Immutable; rating allocates nothing.</summary>
public sealed class PriceCard
{
    private readonly Band[] _bands;
    private readonly bool _isAssumedTier;
    private readonly bool _hasHours;
    private readonly bool _isGraduated;
    private readonly long _perMillionRequests;

    /// <param name="rows">Of one currency, distinct in <see cref="PriceRow.ContextOver"/>; one of them at 0.</param>
    /// <param name="isAssumedTier">The rows are those of the standard tier, for want of the one asked for; or its region is unknown.</param>
    /// <param name="hasHours">Some hours of the day have another card.</param>
    internal PriceCard(IEnumerable<PriceRow> rows, bool isAssumedTier, bool hasHours)
    {
        _bands = [.. rows.OrderBy(row => row.ContextOver).Select(row => new Band(row))];
        (_isAssumedTier, _hasHours) = (isAssumedTier, hasHours);
        _isGraduated = _bands[^1].Row.ContextMode == ContextMode.Graduated;
        _perMillionRequests = _bands[0].Row.UnitNanosPerMillion[(int)PriceUnit.Request] ?? 0;
        Currency = _bands[0].Row.Currency;
    }

    public string Currency { get; }

    /// <summary>Each request costs something beside its tokens.</summary>
    public bool IsPerRequest => _perMillionRequests > 0;

    /// <summary>The tier asked for is not in the book, or its region unknown: these are the standard prices.</summary>
    public bool IsAssumedTier => _isAssumedTier;

    /// <summary>The rows behind it, by context length.</summary>
    public IEnumerable<PriceRow> Rows => _bands.Select(band => band.Row);

    /// <summary>Any tokens cost the same at both.</summary>
    internal bool CostsAs(PriceCard other) =>
        (Currency, _isGraduated, _perMillionRequests) == (other.Currency, other._isGraduated, other._perMillionRequests)
        && _bands.Select(band => band.Row.ContextOver).SequenceEqual(other._bands.Select(band => band.Row.ContextOver))
        && _bands.Zip(other._bands).All(pair => pair.First.Rates.SequenceEqual(pair.Second.Rates));

    /// <summary>Exact over the kinds, rounded half-even once; the input's side likewise, the output's is what remains.</summary>
    /// <param name="isBucket">Many requests in one: their context lengths are unknown, the base price is assumed.</param>
    /// <param name="requests">Each at the price per request, on the input's side.</param>
    public RatedCost Rate(in TokenCounts tokens, bool isBucket, long requests = 1)
    {
        long prompt = 0, total = 0;
        for (var kind = 0; kind < Kinds; kind++)
        {
            var count = tokens[(TokenKind)kind];
            total = checked(total + count);
            if (IsInput[kind]) prompt += count;
        }
        if (_isGraduated && !isBucket && prompt > _bands[1].Row.ContextOver) return Graduated(tokens, total, requests);
        var band = BandFor(prompt, isBucket);
        return total <= band.SafeTokens && _perMillionRequests == 0 ? InLong(band, tokens, total) : InInt128(band, tokens, total, requests);
    }

    /// <summary>Kind by kind, those with tokens only; a kind that lies on both sides of a graduated limit has a line for each side.</summary>
    public IReadOnlyList<KindRate> Explain(in TokenCounts tokens, bool isBucket)
    {
        var counts = tokens;
        var band = BandFor(TokenKindInfo.All.Where(kind => kind.IsInput).Sum(kind => counts[kind.Kind]), isBucket);
        var isAssumed = _isAssumedTier || (isBucket && (_bands.Length > 1 || _hasHours));
        if (_isGraduated && !isBucket)
            return [.. Places(counts).OrderBy(part => part.Kind).Select(part => part.Band.Explain(part.Kind, part.Count, isAssumed))];
        return [.. TokenKindInfo.All.Where(kind => counts[kind.Kind] > 0).Select(kind => band.Explain(kind.Kind, counts[kind.Kind], isAssumed))];
    }

    private Band BandFor(long prompt, bool isBucket)
    {
        var band = _bands[0];
        if (isBucket) return band;
        for (var i = 1; i < _bands.Length && prompt > _bands[i].Row.ContextOver; i++) band = _bands[i];
        return band;
    }

    private RatedCost InLong(Band band, in TokenCounts tokens, long total)
    {
        long input = 0, output = 0, unpriced = 0;
        for (var kind = 0; kind < Kinds; kind++)
        {
            var count = tokens[(TokenKind)kind];
            if (count == 0) continue;
            var rate = band.Rates[kind];
            if (rate < 0) unpriced += count;
            else if (IsInput[kind]) input += count * rate;
            else output += count * rate;
        }
        return unpriced > 0 && unpriced == total
            ? RatedCost.Unpriced(unpriced)
            : new RatedCost(PerMillion(input), PerMillion(input + output), unpriced, Currency);
    }

    private RatedCost InInt128(Band band, in TokenCounts tokens, long total, long requests)
    {
        Int128 input = (Int128)requests * _perMillionRequests, output = 0;
        long unpriced = 0;
        for (var kind = 0; kind < Kinds; kind++)
        {
            var count = tokens[(TokenKind)kind];
            var rate = band.Rates[kind];
            if (rate < 0) unpriced += count;
            else if (IsInput[kind]) input += (Int128)count * rate;
            else output += (Int128)count * rate;
        }
        return Exact(input, output, unpriced, total);
    }

    /// <summary>Each token at the price of its place in the context.</summary>
    private RatedCost Graduated(in TokenCounts tokens, long total, long requests)
    {
        Int128 input = (Int128)requests * _perMillionRequests, output = 0;
        long unpriced = 0;
        foreach (var (kind, count, band) in Places(tokens))
        {
            var rate = band.Rates[(int)kind];
            if (rate < 0) unpriced += count;
            else if (IsInput[(int)kind]) input += (Int128)count * rate;
            else output += (Int128)count * rate;
        }
        return Exact(input, output, unpriced, total);
    }

    /// <summary>A prompt laid out as a context holds it: the cached beginning, what is written to the cache, the rest. The answer costs what the prompt's end does.</summary>
    private IEnumerable<(TokenKind Kind, long Count, Band Band)> Places(TokenCounts tokens)
    {
        long place = 0;
        var at = 0;
        foreach (var kind in PromptOrder)
            for (var left = tokens[kind]; left > 0;)
            {
                while (at + 1 < _bands.Length && place >= _bands[at + 1].Row.ContextOver) at++;
                var room = at + 1 < _bands.Length ? _bands[at + 1].Row.ContextOver - place : long.MaxValue;
                var count = Math.Min(left, room);
                yield return (kind, count, _bands[at]);
                (left, place) = (left - count, place + count);
            }
        foreach (var kind in TokenKindInfo.All)
            if (!kind.IsInput && tokens[kind.Kind] is > 0 and var answer) yield return (kind.Kind, answer, BandFor(place, isBucket: false));
    }

    private RatedCost Exact(Int128 input, Int128 output, long unpriced, long total) => unpriced == total && unpriced > 0
        ? RatedCost.Unpriced(unpriced)
        : new RatedCost(Nano.DivideHalfEven(input, Million), Nano.DivideHalfEven(input + output, Million), unpriced, Currency);

    /// <summary><see cref="Nano.DivideHalfEven"/> in 64 bits, for sums ≥ 0.</summary>
    private static long PerMillion(long sum)
    {
        var (quotient, rest) = Math.DivRem(sum, Million);
        return rest > Million / 2 || (rest == Million / 2 && (quotient & 1) == 1) ? quotient + 1 : quotient;
    }

    private const long Million = 1_000_000;
    private static readonly TokenKind[] PromptOrder =
    [
        TokenKind.CacheRead, TokenKind.CacheReadAudio, TokenKind.CacheWrite5m, TokenKind.CacheWrite1h,
        TokenKind.Input, TokenKind.InputAudio, TokenKind.InputImage, TokenKind.InputVideo,
    ];
    private static readonly int Kinds = TokenKindInfo.Count;
    private static readonly bool[] IsInput = [.. TokenKindInfo.All.Select(kind => kind.IsInput)];

    /// <summary>Prices for prompts above one length.</summary>
    private sealed class Band
    {
        public Band(PriceRow row)
        {
            Row = row;
            Rates = [.. TokenKindInfo.All.Select(kind => row.PricedAs(kind.Kind) is { } priced ? row.NanosPerMillion[(int)priced]!.Value : -1)];
            SafeTokens = long.MaxValue / Math.Max(1, Rates.Max());
        }

        public PriceRow Row { get; }

        /// <summary>Nano units per million tokens by kind; −1: unpriced.</summary>
        public long[] Rates { get; }

        /// <summary>Up to so many tokens no sum can leave 64 bits.</summary>
        public long SafeTokens { get; }

        public KindRate Explain(TokenKind kind, long tokens, bool isAssumedTier) => Row.PricedAs(kind) is { } priced
            ? new(kind, tokens, Rates[(int)kind], priced == kind ? PriceBasis.Own : PriceBasis.Inherited, priced, isAssumedTier)
            : new(kind, tokens, null, PriceBasis.Unpriced, null, isAssumedTier);
    }
}
