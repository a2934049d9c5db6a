using TokenSpend.Core.Savings;

namespace TokenSpend.Web.Components.Pages.Savings;

/// <summary>One threshold on the form.</summary>
/// <param name="Name">Of its text.</param>
/// <param name="Group">A hint's code; "all": it holds for all hints.</param>
public sealed record SavingThreshold(string Name, string Group, int Least, int Most, Func<SavingsSettings, int> Get, Func<SavingsSettings, int, SavingsSettings> Set);

/// <summary>The thresholds that are editable, in the order of the form.</summary>
public static class SavingThresholds
{
    private const int Percent = 100;
    private const int Million = 1_000_000;
    private const string ForAll = "all";

    public static readonly IReadOnlyList<SavingThreshold> All =
    [
        new(nameof(SavingsSettings.WindowDays), ForAll, 7, 90, settings => settings.WindowDays, (settings, value) => settings with { WindowDays = value }),
        new(nameof(SavingsSettings.LeastMoney), ForAll, 0, Million, settings => settings.LeastMoney, (settings, value) => settings with { LeastMoney = value }),
        new(nameof(SavingsSettings.LeastRequests), ForAll, 1, Million, settings => settings.LeastRequests, (settings, value) => settings with { LeastRequests = value }),
        new(nameof(SavingsSettings.SmallPrompt), SavingsHints.CheaperModel, 1, Million, settings => settings.SmallPrompt, (settings, value) => settings with { SmallPrompt = value }),
        new(nameof(SavingsSettings.SmallOutput), SavingsHints.CheaperModel, 1, Million, settings => settings.SmallOutput, (settings, value) => settings with { SmallOutput = value }),
        new(nameof(SavingsSettings.SmallShare), SavingsHints.CheaperModel, 0, Percent, settings => settings.SmallShare, (settings, value) => settings with { SmallShare = value }),
        new(nameof(SavingsSettings.CacheMinutes), SavingsHints.MissedCache, 1, 60, settings => settings.CacheMinutes, (settings, value) => settings with { CacheMinutes = value }),
        new(nameof(SavingsSettings.CachedShare), SavingsHints.MissedCache, 0, Percent, settings => settings.CachedShare, (settings, value) => settings with { CachedShare = value }),
        new(nameof(SavingsSettings.PrefixShare), SavingsHints.MissedCache, 1, Percent, settings => settings.PrefixShare, (settings, value) => settings with { PrefixShare = value }),
        new(nameof(SavingsSettings.OfficeFrom), SavingsHints.Batch, 0, 24, settings => settings.OfficeFrom, (settings, value) => settings with { OfficeFrom = value }),
        new(nameof(SavingsSettings.OfficeTo), SavingsHints.Batch, 0, 24, settings => settings.OfficeTo, (settings, value) => settings with { OfficeTo = value }),
        new(nameof(SavingsSettings.NightRun), SavingsHints.Batch, 1, Million, settings => settings.NightRun, (settings, value) => settings with { NightRun = value }),
        new(nameof(SavingsSettings.SteadyRun), SavingsHints.Batch, 2, Million, settings => settings.SteadyRun, (settings, value) => settings with { SteadyRun = value }),
        new(nameof(SavingsSettings.RunShare), SavingsHints.Batch, 0, Percent, settings => settings.RunShare, (settings, value) => settings with { RunShare = value }),
        new(nameof(SavingsSettings.RetrySeconds), SavingsHints.Retries, 1, 3_600, settings => settings.RetrySeconds, (settings, value) => settings with { RetrySeconds = value }),
        new(nameof(SavingsSettings.RetryShare), SavingsHints.Retries, 0, Percent, settings => settings.RetryShare, (settings, value) => settings with { RetryShare = value }),
        new(nameof(SavingsSettings.SilentShare), SavingsHints.IdleKeys, 0, Percent, settings => settings.SilentShare, (settings, value) => settings with { SilentShare = value }),
        new(nameof(SavingsSettings.SilentPeak), SavingsHints.IdleKeys, 1, Million, settings => settings.SilentPeak, (settings, value) => settings with { SilentPeak = value }),
    ];

    /// <summary>Every key of a text that the form asks for.</summary>
    public static IEnumerable<string> Keys => All.Select(KeyOf).Concat(All.Select(GroupKeyOf)).Distinct();

    public static string KeyOf(SavingThreshold of)
    {
        ArgumentNullException.ThrowIfNull(of);
        return $"SavingSetting.{of.Name}";
    }

    public static string GroupKeyOf(SavingThreshold of)
    {
        ArgumentNullException.ThrowIfNull(of);
        return $"SavingGroup.{of.Group}";
    }
}
