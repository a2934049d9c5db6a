namespace TokenSpend.Core.Operations;

/// <summary>Who looks. Every read takes one, without default, so that roles later change one place.</summary>
public sealed record Viewer
{
    private Viewer() { }

    /// <summary>Under which name a change is recorded. Until people have accounts, everyone who reaches the site.</summary>
    public string Name => "everyone";

    /// <summary>Sees all departments.</summary>
    public static readonly Viewer Everything = new();
}
