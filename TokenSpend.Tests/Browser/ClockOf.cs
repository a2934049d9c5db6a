namespace TokenSpend.Tests.Browser;

/// <summary>Starts at a given moment and goes on as the machine's clock does; timers are the machine's.</summary>
internal sealed class ClockOf(DateTimeOffset start) : TimeProvider
{
    /// <summary>The day of all browser tests: a Tuesday late in a month, whose last month has 31 days.</summary>
    public static readonly DateTimeOffset Day = new(2026, 11, 24, 6, 0, 0, TimeSpan.Zero);

    private readonly long _started = System.GetTimestamp();

    public override DateTimeOffset GetUtcNow() => start + System.GetElapsedTime(_started);
}
