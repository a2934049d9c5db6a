using System.IO.Hashing;
using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Data.Sqlite;
using TokenSpend.Core.Ingestion;
using TokenSpend.Core.Ledger;
using TokenSpend.Core.Operations.Pushing;
using TokenSpend.Core.Pricing;
using TokenSpend.Core.Storage;
using TokenSpend.Core.Usage;

namespace TokenSpend.Core.Operations.Importing;

/// <summary>What every import needs of its surroundings.</summary>
internal sealed record ImportTools(Database Database, PayerCalendar Calendar, PayerPrices Prices, ProviderNames Providers, IReadOnlySet<string> TagKeys, KnownFormats Formats);

/// <summary>One file's way through parser, rating and writer: used to import, to try out and to replay from the archive.</summary>
internal sealed class ImportRun : IDisposable
{
    private readonly ImportTools _tools;
    private readonly IUsageFormat _format;
    private readonly ReadContext _context;
    private readonly ImportNames _names;
    private readonly SqliteConnection? _connection;
    private readonly StoredNames? _stored;
    private readonly JobProgress? _progress;
    private readonly long _import;
    private readonly XxHash128 _hash = new();

    /// <param name="import">Null: a dry run that writes nothing.</param>
    /// <param name="undoing">The import that is being undone while this one is replayed.</param>
    /// <param name="file">Name of a file that is refused where most of it is bad; null: whatever is good is taken.</param>
    public ImportRun(ImportTools tools, IUsageFormat format, string source, long? import, long? undoing = null, string? file = null)
    {
        Tally = file is null ? new ImportTally() : new ImportTally(file, format.Info.Name);
        (_tools, _format) = (tools, format);
        _context = new ReadContext(source, tools.Providers, tools.TagKeys);
        _names = new ImportNames(tools.Prices, tools.Calendar);
        Coverage = new CoverageBuilder(format.Info);
        if (import is not { } id) return;
        _import = id;
        _connection = tools.Database.OpenWrite();
        _stored = new StoredNames(_connection, _names.Subjects, _names.Models, _names.Currencies);
        Events = new EventWriter(_connection, tools.Database.Writer, id, _stored, undoing) { Lines = new LineFates(Tally.Shared) };
        Replaying = undoing is not null;
        // A replayed import is done already: its row stays as it is.
        if (!Replaying) _progress = new JobProgress(_connection, id);
    }

    public ImportTally Tally { get; }
    public CoverageBuilder Coverage { get; }
    public EventWriter? Events { get; }
    public SqliteConnection? Connection => _connection;
    private bool Replaying { get; }

    /// <summary>XxHash128 of the decoded content, hex: tells the same file again.</summary>
    public string ContentHash => Convert.ToHexString(_hash.GetCurrentHash());

    /// <param name="bytesRead">How far the file as it lies there was read; null: nobody watches.</param>
    /// <param name="told">Called when the job row tells of more, on the writing thread.</param>
    /// <exception cref="FormatException">The document as a whole cannot be read.</exception>
    /// <exception cref="ImportFailedException">Most of its lines are bad.</exception>
    public void Read(Stream utf8, ArchiveWriter? archive, Func<long>? bytesRead, Action? told, CancellationToken cancellation)
    {
        if (_format is ILineFormat lines)
        {
            new LinePipeline(lines, _context, _names, Tally).Run(utf8, archive, _hash, batch =>
            {
                _progress?.Reach(bytesRead?.Invoke() ?? 0, batch.Lines);
                Events?.Write(batch.Rows.AsSpan(0, batch.Count), _progress, cancellation);
                Set(batch.Rejections, cancellation);
                told?.Invoke();
            }, cancellation);
            return;
        }
        using var archiving = new ArchivingStream(utf8, archive, _hash);
        using var text = new StreamReader(archiving, new UTF8Encoding(false), detectEncodingFromByteOrderMarks: false, 1 << 16);
        var pipeline = new DocumentPipeline((IDocumentFormat)_format, _context, _names, Tally, Coverage);
        foreach (var batch in pipeline.Run(text, cancellation))
        {
            _progress?.Reach(bytesRead?.Invoke() ?? 0, batch.Lines);
            Write(batch, cancellation);
            Set(batch.Rejections, cancellation);
            told?.Invoke();
        }
        // Whatever the format left unread (blank ends, closing brackets) belongs to the archived file too.
        var rest = new char[4096];
        while (text.Read(rest) > 0) { }
        archiving.Flush();
    }

    /// <summary>Reads one of several bodies that came by push, each as if it were a file of its own.</summary>
    /// <param name="linesBefore">Lines of the bodies before it: requests and rejected lines are numbered through.</param>
    /// <param name="written">Told of each request: time and identity.</param>
    /// <returns>What it holds, and what became of its lines.</returns>
    /// <exception cref="FormatException">The document as a whole cannot be read.</exception>
    public (ImportTally Tally, Publication.Outcome Outcome) ReadPart(PushedText part, int linesBefore, Action<(long AtMs, long Fact)>? written, CancellationToken cancellation)
    {
        var tally = new ImportTally();
        var fates = new LineFates(tally.Shared, linesBefore);
        if (Events is not null) Events.Lines = fates;
        var format = _format as IDocumentFormat ?? new LinesAsDocument((ILineFormat)_format);
        using var text = new StreamReader(part.Open(), new UTF8Encoding(false), detectEncodingFromByteOrderMarks: false, 1 << 12);
        foreach (var batch in new DocumentPipeline(format, _context, _names, tally, Coverage).Run(text, cancellation))
        {
            if (batch.Buckets.Count + batch.Charges.Count > 0) throw new InvalidOperationException($"{_format.Info.Name} is no log.");
            foreach (ref var row in CollectionsMarshal.AsSpan(batch.Events))
            {
                row.Line += linesBefore;
                written?.Invoke((row.AtMs, row.Fact));
            }
            Write(batch, cancellation);
            Set([.. batch.Rejections.Select(why => why with { Line = why.Line + linesBefore })], cancellation);
        }
        var lines = fates.Count();
        return (tally, new Publication.Outcome(lines.Accepted, lines.Duplicates, lines.Replaced, 0, 0));
    }

    private void Set(List<Rejection> rejections, CancellationToken cancellation)
    {
        if (_connection is not null && !Replaying) Quarantine.Write(_tools.Database, _connection, _import, rejections, cancellation);
    }

    private void Write(DocumentBatch batch, CancellationToken cancellation)
    {
        if (_connection is null || _stored is null || Events is null) return;
        if (batch.Events.Count > 0)
            foreach (var part in batch.Events.Chunk(EventWriter.BatchRows)) Events.Write(part, _progress, cancellation);
        if (Replaying || batch.Buckets.Count + batch.Charges.Count == 0) return;

        using var turn = _tools.Database.Writer.Enter(cancellation);
        using var transaction = _connection.BeginTransaction(deferred: false);
        _stored.Catch();
        using (var writer = new SnapshotWriter(_connection, _import, _format.Info.Name, _format.Info.Level))
        {
            foreach (var bucket in batch.Buckets)
                writer.Add(bucket.Row, bucket.Key, bucket.Requests, bucket.UntilMs,
                    _stored.Subjects[bucket.Row.Subject], _stored.Models[bucket.Row.Model], _stored.Currencies[bucket.Row.Currency]);
            foreach (var charge in batch.Charges)
                writer.Add(charge.Charge, charge.Line, charge.Key, _stored.Subjects[charge.Subject], charge.Model is { } model ? _stored.Models[model] : null);
        }
        _progress?.Save();
        transaction.Commit();
    }

    public void Dispose()
    {
        Events?.Dispose();
        _stored?.Dispose();
        _progress?.Dispose();
        _connection?.Dispose();
    }
}
