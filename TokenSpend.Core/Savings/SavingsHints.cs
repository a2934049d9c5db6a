namespace TokenSpend.Core.Savings;

/// <summary>The one list of hints.</summary>
public static class SavingsHints
{
    public const string CheaperModel = "cheaper-model";
    public const string MissedCache = "missed-cache";
    public const string Batch = "batch";
    public const string Retries = "retries";
    public const string IdleKeys = "idle-keys";

    /// <summary>Codes of the hints on single requests: the position is the bit in stored sets. Append, never reorder.</summary>
    public static readonly IReadOnlyList<string> OfRequests = [CheaperModel, MissedCache, Batch, Retries];

    public static readonly IReadOnlyList<string> All = [.. OfRequests, IdleKeys];

    /// <summary>Fresh hints for one day, in the order of <see cref="OfRequests"/>.</summary>
    /// <param name="zone">The organisation's: office hours are in it.</param>
    public static IReadOnlyList<IRequestHint> ForDay(ModelTable models, SavingsSettings settings, TimeZoneInfo zone) =>
        [new CheaperModel(models, settings), new MissedCache(models, settings), new MoveToBatch(models, settings, zone), new PaidRetries(settings)];
}
