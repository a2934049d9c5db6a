using TokenSpend.Core.Usage;

namespace TokenSpend.Core.Savings;

/// <summary>Keys whose user has left, and keys that are nearly silent beside what they were, and still spend.</summary>
/// <remarks>
/// Saving = all of their metered cost. A user has left when everything that the directory says of the user (of the key, where it
/// names no user) has ended. A key is nearly silent when the days looked at have at most a few percent of the requests of its best 30 days
/// before. It works on day sums: what one request says of it, no other request would change. Low, of a silent key: nothing, since
/// somebody may still need it.
/// </remarks>
public sealed class IdleKeys(Func<Subject, DateOnly?> leftOn, IReadOnlySet<string> silent) : ISavingsHint
{
    private const int PercentLeft = 95;
    private const int PercentSilent = 70;
    private const string User = "user";

    public string Code => SavingsHints.IdleKeys;

    /// <summary>Who is idle on a day; null: this caller is not.</summary>
    public Workload? Who(Subject subject, DateOnly day)
    {
        ArgumentNullException.ThrowIfNull(subject);
        if (leftOn(subject) is { } left && left <= day) return subject.User is { } user ? new Workload(User, user) : new Workload("key", subject.Key ?? subject.Label);
        return subject.Key is { } key && silent.Contains(key) ? new Workload("key", key) : null;
    }

    public bool Holds(in GroupSums group) => group.Saving > 0;

    public int Confidence(in GroupSums group) => group.Low > 0 ? PercentLeft : PercentSilent;

    /// <summary>The day from which on nobody is behind the subject; null: it is only silent.</summary>
    public DateOnly? LeftOn(Subject subject) => leftOn(subject);

    /// <summary>Keys that are nearly silent.</summary>
    /// <param name="uses">Requests of a key in spans of 30 days: 0 the days looked at, 1 the ones before …</param>
    public static IReadOnlySet<string> Silent(IEnumerable<(string Key, int Back, long Requests)> uses, SavingsSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        return uses.GroupBy(use => use.Key).Where(key =>
        {
            var now = key.Where(use => use.Back == 0).Sum(use => use.Requests);
            var best = key.Where(use => use.Back > 0).GroupBy(use => use.Back).Select(span => span.Sum(use => use.Requests)).DefaultIfEmpty().Max();
            return best >= settings.SilentPeak && now * 100 <= best * settings.SilentShare;
        }).Select(key => key.Key).ToHashSet();
    }
}
