using TokenSpend.Core.Attribution;
using TokenSpend.Core.Ingestion;
using TokenSpend.Core.Usage;

namespace TokenSpend.Core.Storage;

/// <summary>Names a stored bucket or charge for people.</summary>
internal sealed class FactNames
{
    /// <summary>Some bills have twenty; the first tell most.</summary>
    private const int MostDimensions = 3;

    private readonly SegmentReader _reader;
    private readonly PayerRules _payers;

    public FactNames(SegmentReader reader, PayerRules rules)
    {
        _reader = reader;
        _payers = rules.Knowing(reader.StatedAccounts().Select(account => new Payer(account.Issuer, account.Account)));
    }

    /// <param name="row">Id of one of its rows.</param>
    public (Payer Payer, string What) Of(bool isCharge, long row) => isCharge ? OfCharge(row) : OfBucket(row);

    private (Payer, string) OfBucket(long row)
    {
        using var found = new RawStatement(_reader.Connection, "SELECT subject, model FROM bucket WHERE id = ?1");
        found.Bind(1, row);
        found.Step();
        var (subject, model) = (_reader.Subjects()[found.Long(0)], _reader.Models()[found.Long(1)]);
        return (_payers.Of(subject, model.Provider), Joined(model.Model, subject.IsNobody ? null : subject.Label));
    }

    private (Payer, string) OfCharge(long row)
    {
        using var found = new RawStatement(_reader.Connection, "SELECT subject, provider, model_name, service, item, dimensions FROM charge WHERE id = ?1");
        found.Bind(1, row);
        found.Step();
        var subject = _reader.Subjects()[found.Long(0)];
        return (_payers.Of(subject, found.Text(1)!), Joined([found.Text(2), found.Text(3), found.Text(4), .. DimensionText.Values(found.Text(5)!).Take(MostDimensions), subject.IsNobody ? null : subject.Label]));
    }

    private static string Joined(params IEnumerable<string?> names) => string.Join(" · ", names.Where(name => !string.IsNullOrWhiteSpace(name)).Distinct());
}
