using TokenSpend.Core.Storage;

namespace TokenSpend.Core.Operations;

/// <summary>Rates stored usage anew after the price book changed; only what has another cost is written.</summary>
public sealed class ReRating(Database database, Company company)
{
    /// <returns>Records whose cost changed.</returns>
    public Task<long> RunAsync(CancellationToken cancellation) => Task.Run(() =>
    {
        var rules = company.Rules;
        return new ReRater(database, rules.Calendar, rules.Prices).Run(cancellation);
    }, cancellation);
}
