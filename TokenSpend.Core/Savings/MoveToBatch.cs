using System.Runtime.InteropServices;
using TokenSpend.Core.Usage;

namespace TokenSpend.Core.Savings;

/// <summary>Work that nobody waits for, at the price of an immediate answer.</summary>
/// <remarks>
/// Saving = metered cost − the same tokens at that day's batch price, for standard-tier requests in dense runs of one caller
/// outside of office hours, or in hours in which a caller sends at even intervals, as only a machine does: the variance of the
/// gaps is at most a quarter of their squared mean (chance arrivals: about one). Low: only the runs outside of office hours.
/// No batch price in the book: no claim.
/// </remarks>
public sealed class MoveToBatch(ModelTable models, SavingsSettings settings, TimeZoneInfo zone) : IRequestHint
{
    private const int Percent = 70;
    private const long HourMs = 3_600_000;

    private struct Slot
    {
        public long Requests, LastMs;
        public double Gaps, SquaredGaps;
    }

    private readonly Dictionary<(int Subject, long Hour), Slot> _slots = [];
    private (long Hour, bool Office) _asked = (long.MinValue, false);

    public string Code => SavingsHints.Batch;

    public bool IsPerModel => false;

    public void Learn(in LoggedRequest request)
    {
        if (!Counts(request)) return;
        ref var slot = ref CollectionsMarshal.GetValueRefOrAddDefault(_slots, (request.Subject, request.AtMs / HourMs), out var known);
        if (known)
        {
            double gap = request.AtMs - slot.LastMs;
            slot.Gaps += gap;
            slot.SquaredGaps += gap * gap;
        }
        slot.LastMs = request.AtMs;
        slot.Requests++;
    }

    public SavingClaim Claim(in LoggedRequest request)
    {
        if (!Counts(request) || request.Cost is not { } cost) return default;
        var hour = request.AtMs / HourMs;
        if (!_slots.TryGetValue((request.Subject, hour), out var slot)) return default;
        var isNight = slot.Requests >= settings.NightRun && !IsOffice(hour);
        if (!isNight && !(slot.Requests >= settings.SteadyRun && IsSteady(slot))) return default;
        var prices = models[request.Model].Prices;
        if (prices.At(request.AtMs, ServiceTier.Batch) is not { IsAssumedTier: false }) return default;
        var batch = prices.Rate(request.AtMs, ServiceTier.Batch, request.Status, request.Tokens, isBucket: false);
        if (batch.UnpricedTokens > 0 || batch.Total is not { } would || batch.Currency != request.Currency || would >= cost) return default;
        return new SavingClaim(cost - would, isNight ? cost - would : 0, cost - would);
    }

    public bool Holds(in GroupSums group) => group.Requests * 100 >= group.AllRequests * settings.RunShare;

    public int Confidence(in GroupSums group) => Percent;

    private static bool Counts(in LoggedRequest request) => request is { Status: RequestStatus.Ok, Tier: ServiceTier.Standard };

    private static bool IsSteady(in Slot slot)
    {
        var gaps = slot.Requests - 1;
        var mean = slot.Gaps / gaps;
        return slot.SquaredGaps / gaps - mean * mean <= mean * mean / 4;
    }

    /// <summary>Of the hour's beginning: requests come in order, so one hour is asked for once.</summary>
    private bool IsOffice(long hour)
    {
        if (_asked.Hour == hour) return _asked.Office;
        var local = TimeZoneInfo.ConvertTimeFromUtc(DateTime.UnixEpoch.AddMilliseconds(hour * HourMs), zone);
        var isOffice = local.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday) && local.Hour >= settings.OfficeFrom && local.Hour < settings.OfficeTo;
        _asked = (hour, isOffice);
        return isOffice;
    }
}
