using System.Runtime.InteropServices;
using TokenSpend.Core.Usage;

namespace TokenSpend.Core.Savings;

/// <summary>A prompt that begins alike again and again within the cache's life, and is paid in full each time.</summary>
/// <remarks>
/// A log has counts, not texts: the part that repeats is taken to be the least uncached input of the caller and model on that
/// day. It counts when it is above the provider's minimum, makes up most of the usual input (prompts that merely happen to be
/// long differ in length), and hardly anything comes from a cache already.
/// Saving = that part at the input price − at the cache-read price, for each request that follows another within the cache's
/// life; the first of them also bears what writing the part costs over plain input. Low: only as many tokens as the provider's
/// minimum are alike. High: the cache was warm already.
/// </remarks>
public sealed class MissedCache(ModelTable models, SavingsSettings settings) : IRequestHint
{
    private const int Percent = 60;

    private struct Day
    {
        public long Requests, Input, Cached, Least;
    }

    private struct Run
    {
        public long LastMs;
        public bool IsWritten;
    }

    private readonly Dictionary<(int Subject, int Model), Day> _days = [];
    private readonly Dictionary<(int Subject, int Model), Run> _runs = [];

    public string Code => SavingsHints.MissedCache;

    public bool IsPerModel => true;

    public void Learn(in LoggedRequest request)
    {
        if (request.Status != RequestStatus.Ok || request.Cost is null) return;
        ref var day = ref CollectionsMarshal.GetValueRefOrAddDefault(_days, (request.Subject, request.Model), out var known);
        day.Least = known ? Math.Min(day.Least, request.Tokens.Input) : request.Tokens.Input;
        day.Requests++;
        day.Input += request.Tokens.Input;
        day.Cached += request.Tokens.CacheRead;
    }

    public SavingClaim Claim(in LoggedRequest request)
    {
        if (request.Status != RequestStatus.Ok || request.Cost is not { } cost) return default;
        var key = (request.Subject, request.Model);
        if (!_days.TryGetValue(key, out var day)) return default;
        var model = models[request.Model];
        if (day.Least < model.CacheMinimum || day.Cached * 100 > (day.Cached + day.Input) * settings.CachedShare
            || day.Least * day.Requests * 100 < day.Input * settings.PrefixShare) return default;

        ref var run = ref CollectionsMarshal.GetValueRefOrAddDefault(_runs, key, out var known);
        var follows = known && request.AtMs - run.LastMs <= settings.CacheMinutes * 60_000L;
        if (!follows) run.IsWritten = false;
        run.LastMs = request.AtMs;
        // Before the day a request only opens a run; its input may be less than this day's least.
        if (!follows || request.Tokens.Input < day.Least) return default;

        var read = Saved(model, request, cost, day.Least, TokenKind.CacheRead);
        if (read <= 0) return default;
        var write = run.IsWritten ? 0 : Math.Max(0, -Saved(model, request, cost, day.Least, TokenKind.CacheWrite5m));
        run.IsWritten = true;
        var saving = read - write;
        if (saving <= 0) return default;
        var least = Saved(model, request, cost, model.CacheMinimum, TokenKind.CacheRead);
        return new SavingClaim(saving, Math.Clamp(least - write, 0, saving), read);
    }

    public bool Holds(in GroupSums group) => true;

    public int Confidence(in GroupSums group) => Percent;

    /// <summary>What so many input tokens cost more than as <paramref name="kind"/>; 0 where a price is unknown.</summary>
    private static long Saved(ModelFacts model, in LoggedRequest request, long cost, long tokens, TokenKind kind)
    {
        if (request.Tokens.Move(TokenKind.Input, kind, tokens) is not { } moved) return 0;
        var rated = model.Prices.Rate(request.AtMs, request.Tier, request.Status, moved, isBucket: false);
        return rated is { UnpricedTokens: 0, Total: { } would } && rated.Currency == request.Currency ? cost - would : 0;
    }
}
