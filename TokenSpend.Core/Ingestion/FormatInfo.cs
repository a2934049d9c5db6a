using TokenSpend.Core.Usage;

namespace TokenSpend.Core.Ingestion;

/// <summary>How two tellings of one fact are recognised.</summary>
public enum IdentityKind
{
    /// <summary>Source label + the source's id; the greater figures win.</summary>
    EventWithId,
    /// <summary>Source label + normalised fields + ordinal among equals in the file.</summary>
    EventWithoutId,
    /// <summary>Payer + period + dimensions; a newer telling restates.</summary>
    Snapshot,
}

/// <summary>Where a format's claim of completeness comes from.</summary>
public enum CoverageRule
{
    /// <summary>Logs: none that could outrank another source.</summary>
    None,
    /// <summary>The windows that the file declares (buckets, empty days).</summary>
    DeclaredWindows,
    /// <summary>First to last day of the usage lines: the file gives no better word.</summary>
    SpanOfUsage,
    /// <summary>The billing periods of the usage charges.</summary>
    BillingPeriods,
}

/// <summary>How sure we are of a layout.</summary>
public enum Evidence
{
    RealFile,
    PublicDocumentation,
    GeneralKnowledge,
    /// <summary>Nobody has shown us a file or a description of one: a mapping profile that may need its columns renamed.</summary>
    Unconfirmed,
}

/// <summary>Everything a format declares, in one place: `formats`, the docs and the tests read it.</summary>
/// <param name="Name">Lower case with hyphens: the --format value.</param>
/// <param name="Title">What it is, in English.</param>
/// <param name="DetectedBy">How the content gives it away.</param>
/// <param name="TokenSemantics">What the source's counts include; "" for bills.</param>
/// <param name="Zone">IANA zone of days and of times without a zone.</param>
/// <param name="SettlingDays">Days after which the issuer no longer changes a day; coverage ends that long before the file's as-of.</param>
/// <param name="RestsOn">Evidence for the layout, in a few words.</param>
/// <param name="Fields">Columns or paths that are read; others are ignored.</param>
public sealed record FormatInfo(
    string Name, string Title, string DetectedBy, string TokenSemantics, IdentityKind Identity, SourceLevel Level,
    CoverageRule Coverage, string Zone, int SettlingDays, Evidence Evidence, string RestsOn, IReadOnlyList<string> Fields)
{
    /// <summary>Formats of one family tell of the same facts: litellm-spend and litellm-spend-csv are both "litellm". Part of an event's identity.</summary>
    public string Family { get; init; } = Name.Split('-')[0];
}
