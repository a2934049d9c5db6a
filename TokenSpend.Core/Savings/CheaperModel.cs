using TokenSpend.Core.Pricing;
using TokenSpend.Core.Usage;

namespace TokenSpend.Core.Savings;

/// <summary>Small requests to a large model that has a smaller one of the same family.</summary>
/// <remarks>
/// Saving = metered cost − the same tokens at the price of the next smaller model that the provider sells on that day and tier.
/// Low: only requests of half the size limits. High: the smallest model of the family.
/// Whether the smaller model answers well enough is not in a log: try it on the evidence first.
/// </remarks>
public sealed class CheaperModel(ModelTable models, SavingsSettings settings) : IRequestHint
{
    private const int Percent = 60;

    public string Code => SavingsHints.CheaperModel;

    public bool IsPerModel => true;

    public void Learn(in LoggedRequest request) { }

    public SavingClaim Claim(in LoggedRequest request)
    {
        if (request.Status != RequestStatus.Ok || request.Cost is not { } cost) return default;
        var smaller = models[request.Model].Smaller;
        if (smaller.Count == 0) return default;
        var output = request.Tokens.Output + request.Tokens.Reasoning + request.Tokens[TokenKind.OutputAudio] + request.Tokens[TokenKind.OutputImage];
        if (request.Prompt > settings.SmallPrompt || output > settings.SmallOutput) return default;
        long next = 0, most = 0;
        foreach (var model in smaller)
        {
            if (Price(model, request) is not { } would || would >= cost) continue;
            if (next == 0) next = cost - would;
            most = Math.Max(most, cost - would);
        }
        var isSurelySmall = request.Prompt * 2 <= settings.SmallPrompt && output * 2 <= settings.SmallOutput;
        return new SavingClaim(next, isSurelySmall ? next : 0, most);
    }

    public bool Holds(in GroupSums group) => group.Requests * 100 >= group.AllRequests * settings.SmallShare;

    public int Confidence(in GroupSums group) => Percent;

    /// <summary>The model that a finding names; null where the provider sells none on that day.</summary>
    public static string? Target(ModelFacts model, long atMs) =>
        model.Smaller.FirstOrDefault(smaller => smaller.At(atMs, ServiceTier.Standard) is not null)?.Model.Model;

    private static long? Price(ModelPrices model, in LoggedRequest request) =>
        model.Rate(request.AtMs, request.Tier, request.Status, request.Tokens, isBucket: false) is { UnpricedTokens: 0 } rated && rated.Currency == request.Currency
            ? rated.Total : null;
}
