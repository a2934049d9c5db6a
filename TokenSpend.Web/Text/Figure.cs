namespace TokenSpend.Web.Text;

/// <summary>How a number looks: nothing, not applicable and unknown are three things.</summary>
public enum FigureLook { Value, Zero, NotApplicable, Unknown, LowerBound }

/// <summary>A number ready to be shown.</summary>
/// <param name="Hint">On hover: the exact value, or why it is unknown; null where the text says all.</param>
public sealed record Figure(string Text, FigureLook Look, string? Hint = null);

/// <summary>Which way a figure went.</summary>
public enum Trending { Up, Down, Same, New, Ended, None }

/// <summary>A change ready to be shown: sign, arrow and words, never an infinite percentage.</summary>
public sealed record Change(Trending Trending, string Text, string? Hint = null)
{
    /// <summary>▲, ▼ or nothing.</summary>
    public string Arrow => Trending switch { Trending.Up or Trending.New => "▲", Trending.Down or Trending.Ended => "▼", _ => "" };
}
