using System.Collections.Concurrent;
using System.IO.Hashing;
using System.Runtime.ExceptionServices;
using TokenSpend.Core.Ingestion;
using TokenSpend.Core.Storage;
using TokenSpend.Core.Usage;

namespace TokenSpend.Core.Operations.Importing;

/// <summary>A batch on its way from the parser to the writer.</summary>
internal sealed class RowBatch
{
    public UsageRow[] Rows { get; } = new UsageRow[EventWriter.BatchRows];
    public int Count { get; set; }
    public List<Rejection> Rejections { get; } = [];

    /// <summary>Lines of the file that are done with this batch.</summary>
    public int Lines { get; set; }

    public void Clear()
    {
        Count = 0;
        Rejections.Clear();
    }
}

/// <summary>Reads a line format: reader → bounded queue of blocks → parser → bounded queue of batches → the caller's writer.</summary>
internal sealed class LinePipeline(ILineFormat format, ReadContext context, ImportNames names, ImportTally tally)
{
    private const int BlocksAhead = 2;
    private const int BatchesAhead = 2;

    private readonly BoundedQueue<LineBlock> _blocks = new(BlocksAhead);
    private readonly BoundedQueue<RowBatch> _batches = new(BatchesAhead);
    private readonly ConcurrentBag<RowBatch> _free = [];
    private readonly UsageLine _line = new();
    private readonly Twins _twins = new();
    private RowBatch _batch = new();

    /// <summary>Hands each batch to <paramref name="write"/> on the calling thread, in file order.</summary>
    public void Run(Stream utf8, ArchiveWriter? archive, XxHash128 hash, Action<RowBatch> write, CancellationToken cancellation)
    {
        using var _ = cancellation.UnsafeRegister(static self => ((LinePipeline)self!).Stop(), this);
        var reader = Start(() => ReadBlocks(utf8, archive, hash), _blocks.Complete);
        var parser = Start(Parse, _batches.Complete);
        try
        {
            while (_batches.TryTake(out var batch))
            {
                write(batch);
                batch.Clear();
                _free.Add(batch);
            }
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            // One of the two threads failed: its own error is the answer, below.
        }
        finally
        {
            Stop();
            Task.WhenAll(reader, parser).ContinueWith(static _ => { }, TaskScheduler.Default).Wait(CancellationToken.None);
        }
        foreach (var task in new[] { reader, parser })
            if (task.Exception?.InnerException is { } error and not OperationCanceledException)
                ExceptionDispatchInfo.Throw(error);
        cancellation.ThrowIfCancellationRequested();
    }

    private void Stop()
    {
        _blocks.Stop();
        _batches.Stop();
    }

    private Task Start(Action work, Action complete) => Task.Factory.StartNew(() =>
    {
        try
        {
            work();
            complete();
        }
        catch
        {
            Stop();
            throw;
        }
    }, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    private void ReadBlocks(Stream utf8, ArchiveWriter? archive, XxHash128 hash)
    {
        foreach (var block in LineBlocks.Read(utf8))
        {
            hash.Append(block.Bytes);
            archive?.Add(block.Bytes, block.FirstLine);
            _blocks.Add(block);
        }
    }

    private void Parse()
    {
        while (_blocks.TryTake(out var block))
        {
            var rest = block.Bytes;
            var number = block.FirstLine;
            while (!rest.IsEmpty)
            {
                var end = rest.IndexOf((byte)'\n');
                var line = end < 0 ? rest : rest[..end];
                rest = end < 0 ? [] : rest[(end + 1)..];
                if (line is [.., (byte)'\r']) line = line[..^1];
                Take(line, number++);
                if (_batch.Count == EventWriter.BatchRows || _batch.Rejections.Count == EventWriter.BatchRows) Send(number - 1);
            }
            _batch.Lines = number - 1;
            block.Return();
        }
        Send(_batch.Lines);
    }

    private void Take(ReadOnlySpan<byte> line, int number)
    {
        tally.Lines++;
        _line.Reset();
        format.Read(line, _line, context);
        switch (_line.Outcome)
        {
            case UsageLine.Kind.Blank:
                tally.AddBlank();
                return;
            case UsageLine.Kind.Ignored:
                tally.AddIgnored(_line.Reason);
                return;
            case UsageLine.Kind.Rejected:
                var why = _line.Why! with { Line = number };
                tally.AddRejected(why);
                _batch.Rejections.Add(why);
                return;
        }
        ref var row = ref _batch.Rows[_batch.Count++];
        row = new UsageRow
        {
            AtMs = _line.AtMs,
            Fact = _twins.IdentityOf(_line),
            Subject = names.Subject(_line.Subject),
            Model = names.Model(_line.ModelKey),
            Line = number,
            Tier = _line.Tier,
            Status = _line.Status,
            Tokens = _line.Tokens,
            ClaimedNanoUsd = _line.ClaimedNanoUsd,
        };
        names.Rate(ref row, isBucket: false);
        tally.Add(in row, names.CurrencyCode(row.Currency));
    }

    private void Send(int lines)
    {
        _batch.Lines = lines;
        _batches.Add(_batch);
        _batch = _free.TryTake(out var used) ? used : new RowBatch();
    }
}
