using TokenSpend.Core.Usage;

namespace TokenSpend.Core.Ingestion;

/// <summary>Turns the buckets of a usage API into outcomes and into the windows that they declare.</summary>
public static class BucketOutcomes
{
    /// <param name="issuer">Of the declared windows; usage APIs do not name the account.</param>
    /// <param name="window">Start and end of a bucket.</param>
    /// <param name="outcome">Reads one result of a bucket; its answer does not count if the result has a problem.</param>
    /// <exception cref="FormatException">The document cannot be read.</exception>
    public static IEnumerable<LineOutcome> Read(
        TextReader content, string issuer, Func<JsonResult, (DateTime From, DateTime To)> window, Func<JsonResult, DateTime, DateTime, LineOutcome> outcome)
    {
        var declared = new DeclaredDays();
        foreach (var (head, results) in BucketPages.Read(content))
        {
            var (from, to) = window(head);
            if (head.Problem is null && to <= from) head.Fail("", $"{from:u} to {to:u}", "a bucket that ends after it starts", false);
            if (head.Problem is { } bad)
            {
                // Also an empty bucket is told: its window is lost.
                if (results.Count == 0) yield return new RejectedLine(bad.Line, bad);
                foreach (var result in results) yield return new RejectedLine(result.Line, bad with { Line = result.Line });
                continue;
            }
            declared.Add(from, to);
            foreach (var result in results)
            {
                var read = outcome(result, from, to);
                yield return result.Problem is { } why ? new RejectedLine(result.Line, why) : read;
            }
        }
        foreach (var days in declared.Whole()) yield return new DeclaredWindow(days, issuer, null);
    }
}
