using TokenSpend.Core.Primitives;
using TokenSpend.Core.Usage;

namespace TokenSpend.Core.Savings;

/// <summary>Keeps single requests; all that is given must hold. It can be stored, and asked again, and finds the same requests.</summary>
/// <param name="Hint">Only requests that this hint claims; null: no such condition.</param>
/// <param name="Models">Canonical names.</param>
/// <param name="MostTokens">At most so many tokens, input and output together.</param>
public sealed record RequestFilter(
    Period Days, string? Hint = null, string? Department = null, string? Application = null, string? Key = null,
    IReadOnlyList<string>? Models = null, ServiceTier? Tier = null, RequestStatus? Status = null, long? MostTokens = null);
