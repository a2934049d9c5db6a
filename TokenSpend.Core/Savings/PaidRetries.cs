using TokenSpend.Core.Usage;

namespace TokenSpend.Core.Savings;

/// <summary>Calls that failed and were charged, and answers that were asked for once more although one had come.</summary>
/// <remarks>
/// Saving = metered cost of failed calls, and of repeats: same caller, model and tokens of input within a short time after a
/// failed call, from the second success on, since one of them was wanted. Low: the failed calls. High: the first success too, where
/// the client had given up on it.
/// </remarks>
public sealed class PaidRetries(SavingsSettings settings) : IRequestHint
{
    private const int Percent = 85;
    private const int MostRemembered = 100_000;

    private sealed class Attempt
    {
        public long LastMs;
        public bool IsAnswered;
    }

    private readonly Dictionary<(int Subject, int Model, long Prompt), Attempt> _attempts = [];

    public string Code => SavingsHints.Retries;

    public bool IsPerModel => false;

    public void Learn(in LoggedRequest request) { }

    public SavingClaim Claim(in LoggedRequest request)
    {
        var isFailed = request.Status == RequestStatus.Failed;
        if (request.Status == RequestStatus.CachedAnswer || (!isFailed && _attempts.Count == 0)) return default;
        var cost = request.Cost ?? 0;
        var key = (request.Subject, request.Model, request.Prompt);
        if (isFailed)
        {
            // Without input there is nothing to know a repeat by.
            if (request.Prompt > 0) Remember(key, request.AtMs);
            return new SavingClaim(cost, cost, cost);
        }
        if (!_attempts.TryGetValue(key, out var attempt)) return default;
        if (request.AtMs - attempt.LastMs > settings.RetrySeconds * 1_000L)
        {
            _attempts.Remove(key);
            return default;
        }
        attempt.LastMs = request.AtMs;
        if (attempt.IsAnswered) return new SavingClaim(cost, 0, cost);
        attempt.IsAnswered = true;
        return default;
    }

    public bool Holds(in GroupSums group) => (Int128)group.Spent * 100 >= (Int128)group.AllSpent * settings.RetryShare;

    public int Confidence(in GroupSums group) => Percent;

    private void Remember((int, int, long) key, long atMs)
    {
        if (_attempts.Count >= MostRemembered)
            foreach (var old in _attempts.Where(entry => atMs - entry.Value.LastMs > settings.RetrySeconds * 1_000L).Select(entry => entry.Key).ToList()) _attempts.Remove(old);
        _attempts[key] = new Attempt { LastMs = atMs };
    }
}
