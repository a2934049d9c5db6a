using TokenSpend.Core.Usage;

namespace TokenSpend.Core.Ingestion;

/// <summary>Watches for one request told twice on one line of a document.</summary>
/// <remarks>The writer takes equal requests of one import and line for one that was written before a kill, so a line must not tell of one twice.</remarks>
internal sealed class RepeatsOnALine
{
    private readonly Dictionary<(DateTime At, string Id), TokenCounts> _told = [];
    private int _line;

    public LineOutcome Check(LineOutcome outcome)
    {
        if (outcome is not AcceptedLine accepted) return outcome;
        if (outcome.Line != _line) _told.Clear();
        _line = outcome.Line;
        var news = new List<UsageRecord>(accepted.Records.Count);
        foreach (var record in accepted.Records)
        {
            if (record.Id is not { } id || _told.TryAdd((record.At, id), record.Tokens)) news.Add(record);
            else if (_told[(record.At, id)] != record.Tokens)
                return new RejectedLine(outcome.Line, Rejection.Of(outcome.Line, "id", id, "one telling of a request on a line, or the same counts"));
        }
        return news.Count == accepted.Records.Count ? outcome
            : news.Count == 0 ? new IgnoredLine(outcome.Line, "repeated")
            : accepted with { Records = news };
    }
}
