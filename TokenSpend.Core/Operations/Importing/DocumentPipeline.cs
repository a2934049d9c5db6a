using System.Text;
using TokenSpend.Core.Ingestion;
using TokenSpend.Core.Ledger;
using TokenSpend.Core.Storage;
using TokenSpend.Core.Usage;

namespace TokenSpend.Core.Operations.Importing;

/// <summary>A charge or bucket on its way to the store, by the import's own numbers.</summary>
internal readonly record struct StagedCharge(Charge Charge, int Line, long Key, int Subject, int? Model);

/// <inheritdoc cref="StagedCharge"/>
internal readonly record struct StagedBucket(UsageRow Row, long Key, long Requests, long UntilMs);

/// <summary>Outcomes of a document, sorted by what is stored how.</summary>
internal sealed class DocumentBatch
{
    public List<UsageRow> Events { get; } = [];
    public List<StagedBucket> Buckets { get; } = [];
    public List<StagedCharge> Charges { get; } = [];
    public List<Rejection> Rejections { get; } = [];
    public int Lines { get; set; }

    public int Count => Events.Count + Buckets.Count + Charges.Count + Rejections.Count;
}

/// <summary>Reads a CSV or JSON document: outcomes to rows, in batches.</summary>
internal sealed class DocumentPipeline(IDocumentFormat format, ReadContext context, ImportNames names, ImportTally tally, CoverageBuilder coverage)
{
    private readonly SubjectKey _scratch = new();
    private readonly TimeZoneInfo _zone = TimeZoneInfo.FindSystemTimeZoneById(format.Info.Zone);
    private readonly string _family = format.Info.Family;
    private readonly UsageLine _line = new();
    private readonly Twins _twins = new();

    public IEnumerable<DocumentBatch> Run(TextReader text, CancellationToken cancellation)
    {
        var batch = new DocumentBatch();
        foreach (var outcome in format.Read(text, context))
        {
            Take(outcome, batch);
            if (batch.Count < EventWriter.BatchRows) continue;
            cancellation.ThrowIfCancellationRequested();
            yield return batch;
            batch = new DocumentBatch();
        }
        yield return batch;
    }

    private void Take(LineOutcome outcome, DocumentBatch batch)
    {
        if (outcome is DeclaredWindow window)
        {
            coverage.Observe(window);
            return;
        }
        tally.Lines++;
        batch.Lines = outcome.Line;
        switch (outcome)
        {
            case AcceptedLine { Records.Count: 0, Charges.Count: 0 }:
                tally.AddIgnored("nothing-in-it");
                break;
            case AcceptedLine accepted:
                tally.AddGood(accepted.Line);
                foreach (var record in accepted.Records) Take(record, accepted.Line, batch);
                foreach (var charge in accepted.Charges) Take(charge, accepted.Line, batch);
                break;
            case IgnoredLine ignored:
                tally.AddIgnored(ignored.Reason);
                break;
            case BlankLine:
                tally.AddBlank();
                break;
            case RejectedLine rejected:
                tally.AddRejected(rejected.Why);
                batch.Rejections.Add(rejected.Why);
                break;
        }
    }

    private void Take(UsageRecord record, int line, DocumentBatch batch)
    {
        var isBucket = record.To is not null;
        var row = new UsageRow
        {
            AtMs = Milliseconds(record.At),
            Subject = names.Subject(record.Subject),
            Model = names.Model(new ModelName(record.Provider, record.Model).ToBytes()),
            Line = line,
            Tier = record.Tier,
            Status = record.Status,
            Tokens = record.Tokens,
            ClaimedNanoUsd = record.ClaimedNanoUsd,
        };
        if (isBucket) row.Day = PayerCalendar.DayOf(row.AtMs, _zone);
        else row.Fact = Identity(record, row);
        names.Rate(ref row, isBucket, record.Requests);
        tally.Add(in row, names.CurrencyCode(row.Currency));
        if (!isBucket)
        {
            batch.Events.Add(row);
            return;
        }
        coverage.Observe(record, DateOnly.FromDayNumber(row.Day));
        batch.Buckets.Add(new StagedBucket(row, SnapshotKey.Of(_family, record, _scratch), record.Requests, Milliseconds(record.To!.Value)));
    }

    private void Take(Charge charge, int line, DocumentBatch batch)
    {
        coverage.Observe(charge);
        tally.Add(charge);
        int? model = charge.Model is null ? null : names.Model(new ModelName(charge.Provider, charge.Model).ToBytes());
        batch.Charges.Add(new StagedCharge(charge, line, SnapshotKey.Of(_family, charge, _scratch), names.Subject(charge.Subject), model));
    }

    /// <summary>The same identity that a line format would give.</summary>
    private long Identity(UsageRecord record, in UsageRow row)
    {
        _line.Reset();
        _line.SetModel(Encoding.UTF8.GetBytes(record.Provider), Encoding.UTF8.GetBytes(record.Model));
        record.Subject.WriteTo(_line.Subject);
        (_line.AtMs, _line.Tokens, _line.Tier, _line.Status) = (row.AtMs, row.Tokens, row.Tier, row.Status);
        _line.Identify(Encoding.UTF8.GetBytes(_family), Encoding.UTF8.GetBytes(context.Source), Encoding.UTF8.GetBytes(record.Id ?? ""));
        return _twins.IdentityOf(_line);
    }

    private static long Milliseconds(DateTime utc) => (long)Math.Floor((utc - DateTime.UnixEpoch).TotalMilliseconds);
}
