namespace TokenSpend.Core.Savings;

/// <summary>Thresholds of the hints. The defaults are meant to raise no alarm at a company that does nothing wrong.</summary>
public sealed record SavingsSettings
{
    /// <summary>Days that are looked at: the last whole ones of the logs.</summary>
    public int WindowDays { get; init; } = 30;

    /// <summary>Whole units of the currency a month below which nothing is said.</summary>
    public int LeastMoney { get; init; } = 10;

    /// <summary>Requests in the window below which nothing is said.</summary>
    public int LeastRequests { get; init; } = 30;

    /// <summary>A request is small with at most so many prompt tokens …</summary>
    public int SmallPrompt { get; init; } = 4_000;

    /// <summary>… and so many output tokens, reasoning included.</summary>
    public int SmallOutput { get; init; } = 500;

    /// <summary>Percent of an application's requests to a large model that must be small.</summary>
    public int SmallShare { get; init; } = 20;

    /// <summary>Minutes that a provider keeps a cached prompt.</summary>
    public int CacheMinutes { get; init; } = 5;

    /// <summary>Percent of the prompts that may come from the cache already.</summary>
    public int CachedShare { get; init; } = 5;

    /// <summary>Percent of the usual prompt that the shortest one must have, to count as a part that all share.</summary>
    public int PrefixShare { get; init; } = 50;

    /// <summary>Fewest tokens that a provider caches, by provider.</summary>
    public IReadOnlyDictionary<string, int> CacheMinimum { get; init; } = new Dictionary<string, int>
    {
        ["openai"] = 1_024, ["azure"] = 1_024, ["anthropic"] = 1_024, ["aws"] = 1_024, ["google"] = 2_048, ["deepseek"] = 64, ["alibaba"] = 1_024, ["moonshot"] = 256,
    };

    /// <summary>Fewest tokens that any other provider caches.</summary>
    public int CacheMinimumElsewhere { get; init; } = 1_024;

    /// <summary>Office hours in the organisation's zone, on working days: from this hour …</summary>
    public int OfficeFrom { get; init; } = 7;

    /// <summary>… to this hour, not included.</summary>
    public int OfficeTo { get; init; } = 20;

    /// <summary>Requests of one caller in one hour outside of office hours that make a run.</summary>
    public int NightRun { get; init; } = 10;

    /// <summary>Requests of one caller in one hour, at even intervals, that only a machine sends.</summary>
    public int SteadyRun { get; init; } = 60;

    /// <summary>Percent of an application's requests that must lie in such runs.</summary>
    public int RunShare { get; init; } = 70;

    /// <summary>Seconds within which the same request is a retry of a failed one.</summary>
    public int RetrySeconds { get; init; } = 120;

    /// <summary>Percent of an application's cost that must go into failures and repeats.</summary>
    public int RetryShare { get; init; } = 1;

    /// <summary>Percent of the requests of its best month below which a key is nearly silent.</summary>
    public int SilentShare { get; init; } = 5;

    /// <summary>Requests that the best month of a silent key must have had.</summary>
    public int SilentPeak { get; init; } = 200;

    public int CacheMinimumOf(string provider) => CacheMinimum.GetValueOrDefault(provider, CacheMinimumElsewhere);
}
