using System.Text;
using TokenSpend.Core.Usage;

namespace TokenSpend.Core.Ingestion;

/// <summary>Hands what a line reader found on as a document's outcome.</summary>
internal static class UsageLineOutcome
{
    public static LineOutcome ToOutcome(this UsageLine line, int number) => line.Outcome switch
    {
        UsageLine.Kind.Blank => new BlankLine(number),
        UsageLine.Kind.Ignored => new IgnoredLine(number, line.Reason),
        UsageLine.Kind.Rejected => new RejectedLine(number, line.Why! with { Line = number }),
        _ => new AcceptedLine(number, line.ToRecord()),
    };

    public static UsageRecord ToRecord(this UsageLine line) => new()
    {
        At = DateTime.UnixEpoch.AddMilliseconds(line.AtMs),
        Provider = Encoding.UTF8.GetString(line.Provider),
        Model = Encoding.UTF8.GetString(line.ModelKey[(line.Provider.Length + 1)..]),
        Subject = Subject.Parse(line.Subject.Canonical),
        Tokens = line.Tokens,
        Requests = line.Requests,
        Tier = line.Tier,
        Status = line.Status,
        Id = line.Id.IsEmpty ? null : Encoding.UTF8.GetString(line.Id),
        ClaimedNanoUsd = line.ClaimedNanoUsd,
    };
}
