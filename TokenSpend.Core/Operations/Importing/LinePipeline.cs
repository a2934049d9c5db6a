using System.Collections.Concurrent;
using System.IO.Hashing;
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

    /// <summary>Bytes and lines of the file that are done with this batch.</summary>
    public long Bytes { get; set; }
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
    private const int BlocksAhead = 3;
    private const int BatchesAhead = 3;

    private readonly BlockingCollection<LineBlock> _blocks = new(BlocksAhead);
    private readonly BlockingCollection<RowBatch> _batches = new(BatchesAhead);
    private readonly ConcurrentBag<RowBatch> _free = [];
    private readonly UsageLine _line = new();
    private readonly Twins _twins = new();
    private RowBatch _batch = new();

    /// <summary>Hands each batch to <paramref name="write"/> on the calling thread, in file order.</summary>
    public void Run(Stream utf8, ArchiveWriter? archive, XxHash128 hash, Action<RowBatch> write, CancellationToken cancellation)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var reader = Start(() => ReadBlocks(utf8, archive, hash, stop.Token), _blocks.CompleteAdding, stop);
        var parser = Start(() => Parse(stop.Token), _batches.CompleteAdding, stop);
        try
        {
            foreach (var batch in _batches.GetConsumingEnumerable(stop.Token))
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
            stop.Cancel();
            Task.WaitAll([reader.ContinueWith(static _ => { }, TaskScheduler.Default), parser.ContinueWith(static _ => { }, TaskScheduler.Default)], CancellationToken.None);
        }
        foreach (var task in new[] { reader, parser })
            if (task.Exception?.InnerException is { } error and not OperationCanceledException)
                System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(error);
        cancellation.ThrowIfCancellationRequested();
    }

    private static Task Start(Action work, Action complete, CancellationTokenSource stop) => Task.Factory.StartNew(() =>
    {
        try
        {
            work();
            complete();
        }
        catch
        {
            stop.Cancel();
            throw;
        }
    }, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    private void ReadBlocks(Stream utf8, ArchiveWriter? archive, XxHash128 hash, CancellationToken cancellation)
    {
        foreach (var block in LineBlocks.Read(utf8))
        {
            hash.Append(block.Bytes);
            archive?.Add(block.Bytes, block.FirstLine);
            _blocks.Add(block, cancellation);
        }
    }

    private void Parse(CancellationToken cancellation)
    {
        foreach (var block in _blocks.GetConsumingEnumerable(cancellation))
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
                if (_batch.Count == EventWriter.BatchRows) Send(block.Offset + block.Length - rest.Length, number - 1, cancellation);
            }
            _batch.Bytes = block.Offset + block.Length;
            _batch.Lines = number - 1;
            block.Return();
        }
        Send(_batch.Bytes, _batch.Lines, cancellation);
    }

    private void Take(ReadOnlySpan<byte> line, int number)
    {
        tally.Lines++;
        _line.Reset();
        format.Read(line, _line, context);
        switch (_line.Outcome)
        {
            case UsageLine.Kind.Blank:
                tally.Blank++;
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

    private void Send(long bytes, int lines, CancellationToken cancellation)
    {
        (_batch.Bytes, _batch.Lines) = (bytes, lines);
        _batches.Add(_batch, cancellation);
        _batch = _free.TryTake(out var used) ? used : new RowBatch();
    }
}
