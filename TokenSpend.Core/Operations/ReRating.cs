using TokenSpend.Core.Storage;

namespace TokenSpend.Core.Operations;

/// <summary>Rates stored usage anew after the price book changed; only what has another cost is written.</summary>
public sealed class ReRating(Database database, Company company)
{
    private static readonly (long, long)[] Always = [(long.MinValue, long.MaxValue)];

    /// <returns>Records whose cost changed.</returns>
    public Task<long> RunAsync(CancellationToken cancellation) => Task.Run(() =>
    {
        var rules = company.Rules;
        return new ReRater(database, rules.Calendar, rules.PayerPrices).Run(Always, cancellation);
    }, cancellation);
}
