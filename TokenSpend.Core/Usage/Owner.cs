namespace TokenSpend.Core.Usage;

/// <summary>Who pays inside the company: department × application × business function. Null: unassigned.</summary>
public sealed record Owner(string? Department, string? Application, string? Function)
{
    public static readonly Owner Unassigned = new(null, null, null);
}
