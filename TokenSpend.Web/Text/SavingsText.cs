using System.Globalization;
using Microsoft.Extensions.Localization;
using TokenSpend.Core.Savings;
using TokenSpend.Web.Resources;

namespace TokenSpend.Web.Text;

/// <summary>A finding in words. The only place where the hints have any.</summary>
/// <param name="Why">What was seen in the requests.</param>
/// <param name="Formula">How the saving is computed, with what low and high mean.</param>
public sealed record SavingsText(string Title, string Why, string Formula, string ToDo)
{
    /// <summary>A key whose user has left is another story than one that is only silent.</summary>
    private const string IdleLeft = SavingsHints.IdleKeys + "-left";

    private static readonly string[] Variants = [.. SavingsHints.All, IdleLeft];
    private static readonly string[] Kinds = ["application", "key", "project", "user", "source"];

    /// <param name="settings">Those with which the finding was made.</param>
    public static SavingsText Of(Finding finding, SavingsSettings settings, IStringLocalizer<Texts> text, Writing writing)
    {
        ArgumentNullException.ThrowIfNull(finding);
        ArgumentNullException.ThrowIfNull(settings);
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(writing);
        var (variant, places) = (VariantOf(finding), Places(finding, settings, text, writing));
        string Say(string part) => AlertWords.OneLine(text[$"{part}.{variant}", places], int.MaxValue);
        return new SavingsText(Say("SavingTitle"), Say("SavingWhy"), Say("SavingFormula"), Say("SavingToDo"));
    }

    /// <summary>Whom it is about: "Application · helpdesk · gpt-5".</summary>
    public static string Where(RequestFilter evidence, IStringLocalizer<Texts> text)
    {
        ArgumentNullException.ThrowIfNull(evidence);
        ArgumentNullException.ThrowIfNull(text);
        var kind = Kinds.Contains(evidence.Who.Kind) ? text[$"SavingWho.{evidence.Who.Kind}"].Value : evidence.Who.Kind;
        return string.Join(" · ", new[] { kind, AlertWords.OneLine(evidence.Who.Name), evidence.Model is { } model ? AlertWords.OneLine(model) : null }.Where(part => part is not null));
    }

    public static string State(DecisionKind state, IStringLocalizer<Texts> text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text[$"SavingState.{state}"];
    }

    /// <summary>Every key that this file can ask for.</summary>
    public static IEnumerable<string> Keys =>
    [
        .. Variants.SelectMany(variant => new[] { "SavingTitle", "SavingWhy", "SavingFormula", "SavingToDo" }.Select(part => $"{part}.{variant}")),
        .. Kinds.Select(kind => $"SavingWho.{kind}"),
        .. Enum.GetValues<DecisionKind>().Select(state => $"SavingState.{state}"),
    ];

    private static string VariantOf(Finding finding) => finding.Hint == SavingsHints.IdleKeys && finding.Arguments.ContainsKey("left") ? IdleLeft : finding.Hint;

    // One list for all texts: 0 who, 1 model, 2 model to move to, 3 requests, 4 all requests, 5 cost, 6 cost of all, 7 day, 8 and 9 thresholds.
    private static object[] Places(Finding finding, SavingsSettings settings, IStringLocalizer<Texts> text, Writing writing)
    {
        var (sums, currency) = (finding.Sums, finding.Evidence.Currency);
        (object First, object Second) thresholds = finding.Hint switch
        {
            SavingsHints.CheaperModel => (Figures.Count(settings.SmallPrompt).Text, Figures.Count(settings.SmallOutput).Text),
            SavingsHints.MissedCache => (settings.CacheMinutes, settings.CachedShare),
            SavingsHints.Batch => (settings.OfficeFrom, settings.OfficeTo),
            SavingsHints.Retries => (settings.RetrySeconds, ""),
            _ => (settings.SilentShare, ""),
        };
        return
        [
            AlertWords.OneLine(finding.Evidence.Who.Name), AlertWords.OneLine(finding.Evidence.Model ?? ""),
            finding.Arguments.TryGetValue("to", out var to) ? AlertWords.OneLine(to) : text["Savings.SmallerModel"].Value,
            Figures.Count(sums.Requests).Text, Figures.Count(sums.AllRequests).Text,
            writing.Figures.Money(sums.Spent, currency), writing.Figures.Money(sums.AllSpent, currency),
            finding.Arguments.TryGetValue("left", out var left) ? writing.Days.Long(DateOnly.ParseExact(left, "yyyy-MM-dd", CultureInfo.InvariantCulture)) : "–",
            thresholds.First, thresholds.Second,
        ];
    }
}
