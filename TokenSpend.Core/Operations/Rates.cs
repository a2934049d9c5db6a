using System.Runtime.CompilerServices;
using TokenSpend.Core.Pricing;

namespace TokenSpend.Core.Operations;

/// <summary>Rates raw usage blocks by hand: what would this request cost, and why.</summary>
public sealed class Rates(Company company, TimeProvider clock)
{
    /// <summary>One answer per line, in order.</summary>
    /// <param name="book">Null: contract over list.</param>
    /// <exception cref="RefusedException">There is no such book.</exception>
    public async IAsyncEnumerable<(string Json, bool IsError)> RateAsync(TextReader lines, string? book, [EnumeratorCancellation] CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(lines);
        var rules = company.Rules;
        var prices = book is null ? rules.Prices : new PriceBooks([(book, new PriceBookFiles(company, clock).Read(book))], rules.Calendar.ZoneOf);
        var rating = new RateLine(prices, rules.Providers.Id);
        var number = 0;
        while (await lines.ReadLineAsync(cancellation) is { } line)
        {
            number++;
            if (string.IsNullOrWhiteSpace(line)) continue;
            var json = rating.Rate(line, number, clock.GetUtcNow(), out var isGood);
            yield return (json, !isGood);
        }
    }
}
