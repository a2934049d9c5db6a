namespace TokenSpend.Core.Alerts;

/// <summary>How long a message rests after a temporary error.</summary>
public static class Backoff
{
    private static readonly TimeSpan Longest = TimeSpan.FromHours(1);
    private static readonly TimeSpan Patience = TimeSpan.FromDays(3);

    /// <summary>1 minute, then double each time, at most an hour.</summary>
    /// <param name="attempts">Attempts that failed; from 1.</param>
    public static TimeSpan After(int attempts)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(attempts, 1);
        return attempts > 6 ? Longest : TimeSpan.FromMinutes(1 << (attempts - 1));
    }

    /// <summary>True once the pauses between the attempts make three days. Time in which nobody tried does not count: mails off, the site itself down.</summary>
    public static bool GivesUp(int attempts) => Rested(attempts) > Patience;

    private static TimeSpan Rested(int attempts)
    {
        var rested = TimeSpan.Zero;
        for (var attempt = 1; attempt <= attempts; attempt++) rested += After(attempt);
        return rested;
    }
}
