using TokenSpend.Core.Usage;

namespace TokenSpend.Core.Attribution;

/// <summary>What one row of a rule file says of one subject; null fields: it leaves them to a later row.</summary>
/// <param name="From">First day.</param>
/// <param name="To">First day no longer; <see cref="DateOnly.MaxValue"/>: no end.</param>
internal readonly record struct OwnerClaim(DateOnly From, DateOnly To, string? Department, string? Application, string? Function, OwnerReason Reason)
{
    public bool Holds(DateOnly day) => From <= day && (day < To || To == DateOnly.MaxValue);
}

/// <summary>The row that gave a value.</summary>
/// <param name="Line">As an editor counts.</param>
/// <param name="Note">The rule's note, or the directory's kind and name.</param>
public sealed record OwnerReason(string File, int Line, string Note);

/// <summary>An owner, and which row gave each part; a null reason: no row names that part.</summary>
public sealed record OwnerExplanation(Owner Owner, OwnerReason? Department, OwnerReason? Application, OwnerReason? Function);

/// <summary>An owner over days.</summary>
/// <param name="From">First day; <see cref="DateOnly.MinValue"/>: since ever.</param>
/// <param name="To">First day no longer; <see cref="DateOnly.MaxValue"/>: no end.</param>
public readonly record struct OwnerRange(DateOnly From, DateOnly To, Owner Owner);
