namespace TokenSpend.Core.Operations;

/// <summary>Who looks. Every read takes one, without default, so that roles later change one place.</summary>
public sealed record Viewer
{
    private Viewer() { }

    /// <summary>Sees all departments.</summary>
    public static readonly Viewer Everything = new();
}
