using TokenSpend.Core.Ingestion;
using TokenSpend.Core.Primitives;
using TokenSpend.Core.Usage;

namespace TokenSpend.Core.Ledger;

/// <summary>Learns from one file's outcomes what the file is complete for.</summary>
/// <remarks>Only usage opens coverage: a tax line, a credit or a top-up says nothing about the usage of its days.</remarks>
public sealed class CoverageBuilder(FormatInfo format)
{
    private readonly Dictionary<(string Issuer, string Account), List<Period>> _windows = [];

    /// <summary>Windows as told, before the settling time is taken off: what a snapshot speaks for.</summary>
    public IReadOnlyList<(string Issuer, string? Account, Period Days)> Windows =>
        [.. _windows.SelectMany(window => Merge(window.Value).Select(days => (window.Key.Issuer, NullIfEmpty(window.Key.Account), days)))];

    public void Observe(DeclaredWindow window)
    {
        ArgumentNullException.ThrowIfNull(window);
        if (format.Coverage == CoverageRule.DeclaredWindows) Add(window.Issuer, window.Account, window.Days);
    }

    public void Observe(Charge charge)
    {
        ArgumentNullException.ThrowIfNull(charge);
        if (charge.Category != ChargeCategory.Usage) return;
        if (format.Coverage == CoverageRule.SpanOfUsage) Span(charge.Issuer, charge.Account, charge.Days);
        else if (format.Coverage == CoverageRule.BillingPeriods) Add(charge.Issuer, charge.Account, charge.BillingPeriod);
    }

    /// <param name="day">Day of the bucket in the format's zone.</param>
    public void Observe(UsageRecord bucket, DateOnly day)
    {
        ArgumentNullException.ThrowIfNull(bucket);
        if (format.Coverage == CoverageRule.SpanOfUsage)
            Span(bucket.Subject.Issuer ?? bucket.Provider, bucket.Subject.Account, new Period(day, day.AddDays(1)));
    }

    /// <summary>Coverage as of a moment: an issuer that still changes its last days covers none of them.</summary>
    public IReadOnlyList<Coverage> Build(DateTime asOfUtc)
    {
        var today = DateOnly.FromDateTime(TimeZoneInfo.ConvertTimeFromUtc(asOfUtc, TimeZoneInfo.FindSystemTimeZoneById(format.Zone)));
        var settled = today.AddDays(-format.SettlingDays);
        List<Coverage> coverage = [];
        foreach (var (issuer, account, days) in Windows)
        {
            var to = days.To < settled ? days.To : settled;
            if (to <= days.From) continue;
            var final = format.Level == SourceLevel.FinalBill && days.To <= settled;
            coverage.Add(new Coverage(format.Name, format.Level, issuer, account, new Period(days.From, to), final));
        }
        return coverage;
    }

    private void Add(string issuer, string? account, Period days)
    {
        if (!_windows.TryGetValue((issuer, account ?? ""), out var list)) _windows[(issuer, account ?? "")] = list = [];
        if (list.Count > 0 && list[^1].Contains(days)) return;
        list.Add(days);
        if (list.Count <= 1024) return;
        var merged = Merge(list);
        list.Clear();
        list.AddRange(merged);
    }

    private void Span(string issuer, string? account, Period days)
    {
        if (!_windows.TryGetValue((issuer, account ?? ""), out var list)) _windows[(issuer, account ?? "")] = list = [days];
        var span = list[0];
        list[0] = new Period(span.From < days.From ? span.From : days.From, span.To > days.To ? span.To : days.To);
    }

    private static List<Period> Merge(List<Period> windows)
    {
        List<Period> merged = [];
        foreach (var window in windows.OrderBy(window => window.From).ThenBy(window => window.To))
        {
            if (merged.Count > 0 && window.From <= merged[^1].To)
                merged[^1] = new Period(merged[^1].From, window.To > merged[^1].To ? window.To : merged[^1].To);
            else merged.Add(window);
        }
        return merged;
    }

    private static string? NullIfEmpty(string text) => text.Length == 0 ? null : text;
}
