namespace TokenSpend.Core.Operations;

/// <summary>Who looks. Every read takes one, without default, so that roles later change one place.</summary>
public sealed record Viewer
{
    private Viewer() { }

    /// <summary>The name of whoever reaches a site where nobody signs in; pages have words for it.</summary>
    public const string Everyone = "everyone";

    /// <summary>Under which name a change is recorded.</summary>
    public string Name => Everyone;

    /// <summary>Sees all departments.</summary>
    public static readonly Viewer Everything = new();
}
