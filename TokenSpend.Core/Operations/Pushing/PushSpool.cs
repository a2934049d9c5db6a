using TokenSpend.Core.Operations.Importing;
using TokenSpend.Core.Storage;

namespace TokenSpend.Core.Operations.Pushing;

/// <summary>A body is larger than a push may be.</summary>
public sealed class PushTooLargeException() : Exception($"A push holds at most {PushSpool.LargestBody >> 20} MB, unpacked. Send it in parts, or upload it as a file on the Imports page, where there is no limit.");

/// <summary>Takes pushes in: on the disk before they are acknowledged, then imported in batches. What arrives while one batch runs is the next.</summary>
public sealed partial class PushSpool
{
    /// <summary>Bytes of a body, unpacked.</summary>
    public const long LargestBody = 32 << 20;

    private const int MostWaiting = 10_000;
    private const long MostBytesWaiting = 256 << 20;
    private const int LargestBatch = 1_000;
    private const long LargestBatchBytes = 16 << 20;
    private const string BatchPrefix = "batch-";
    private const string Unfinished = ".part";

    private readonly Company _company;
    private readonly Imports _imports;
    private readonly TimeProvider _clock;
    private readonly string _folder;
    private readonly Lock _gate = new();
    private readonly List<(Push Push, PushRoom.Place? Place)> _waiting = [];
    private readonly Dictionary<string, (Push Push, PushRoom.Place? Place)> _inBatch = [];
    private readonly SemaphoreSlim _news = new(0);
    // Each holds its body in memory for a moment.
    private readonly SemaphoreSlim _readers = new(Math.Max(2, Environment.ProcessorCount));
    private readonly SpoolIds _ids = new();
    private readonly HashSet<string> _alone = [];
    private PushBatch? _batch;

    /// <param name="room">Null: 10,000 pushes of 256 MB together.</param>
    public PushSpool(Company company, Imports imports, Database database, TimeProvider clock, PushRoom? room = null)
    {
        (_company, _imports, _clock) = (company, imports, clock);
        Room = room ?? new PushRoom(MostWaiting, MostBytesWaiting);
        _folder = Directory.CreateDirectory(Path.Combine(company.DataDirectory, "spool", "push")).FullName;
        TakeUp(database.Setting(PushPublication.LastBatch));
    }

    /// <summary>How much may wait.</summary>
    public PushRoom Room { get; }

    /// <summary>Spools a body. When this returns, it will be imported, whatever happens.</summary>
    /// <param name="body">As it was sent; packed or not.</param>
    /// <param name="format">Null: detect by content.</param>
    /// <param name="source">Null: the format's name.</param>
    /// <param name="place">Given back by the spool once it is imported, by the caller where this throws.</param>
    /// <exception cref="PushTooLargeException">It is larger than <see cref="LargestBody"/>.</exception>
    /// <exception cref="ImportFailedException">It cannot be read.</exception>
    /// <exception cref="RefusedException">It is no log.</exception>
    public async Task<Push> ReceiveAsync(Stream body, string? format, string? source, PushRoom.Place place, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(body);
        ArgumentNullException.ThrowIfNull(place);
        var raw = Path.Combine(_folder, Guid.NewGuid().ToString("N") + Unfinished);
        try
        {
            await using (var file = File.Create(raw)) await CopyAsync(body, file, cancellation);
            await _readers.WaitAsync(cancellation);
            try
            {
                var text = Unpack(raw);
                var found = _imports.LookAt(text, format, source, cancellation);
                var push = new Push(_ids.Next(_clock.GetUtcNow()), found.Name, source ?? found.Name, text.Framed.Length, isAwaited: true);
                new SpooledPush(push.Format, push.Source).Write(Path.Combine(_folder, push.Id), text);
                place.Settle(push.Bytes);
                lock (_gate) _waiting.Add((push, place));
                _news.Release();
                return push;
            }
            finally
            {
                _readers.Release();
            }
        }
        finally
        {
            File.Delete(raw);
        }
    }

    /// <summary>Whether a push was taken in and is not imported yet.</summary>
    public bool IsWaiting(Viewer viewer, string id)
    {
        ArgumentNullException.ThrowIfNull(viewer);
        lock (_gate) return _inBatch.ContainsKey(id) || _waiting.Exists(waiting => waiting.Push.Id == id);
    }

    /// <summary>Imports what waits, batch by batch, until it is cancelled.</summary>
    /// <param name="failed">Told of a failure that is tried again after <paramref name="pause"/>, or of a body that was set aside.</param>
    public async Task ImportAsync(Action<Exception> failed, TimeSpan pause, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(failed);
        while (true)
        {
            try
            {
                if (Next() is { } batch) await ImportAsync(batch, failed, cancellation);
                else await _news.WaitAsync(cancellation);
            }
            catch (Exception error) when (!cancellation.IsCancellationRequested)
            {
                failed(error);
                await Task.Delay(pause, _clock, cancellation);
            }
        }
    }

    private async Task ImportAsync(PushBatch batch, Action<Exception> failed, CancellationToken cancellation)
    {
        try
        {
            Finish(batch, await _imports.RunPushesAsync(batch, IsAwaited, cancellation));
        }
        catch (FormatException error)
        {
            failed(error);
            await _imports.DropPushesAsync(cancellation);
            SetAside(batch, error);
        }
    }

    /// <summary>The batch that a killed process left, or that failed, else the pushes of the format and source that has waited longest; null: nothing waits.</summary>
    private PushBatch? Next()
    {
        if (_batch is not null) return _batch;
        lock (_gate)
        {
            if (_waiting.Count == 0) return null;
            var (first, _) = _waiting[0];
            var bytes = 0L;
            List<(Push Push, PushRoom.Place? Place)> taken = [];
            foreach (var waiting in _waiting)
            {
                if (waiting.Push.Format != first.Format || waiting.Push.Source != first.Source) continue;
                if (taken.Count == LargestBatch || (taken.Count > 0 && (_alone.Contains(first.Id) || _alone.Contains(waiting.Push.Id))) || (taken.Count > 0 && bytes + waiting.Push.Bytes > LargestBatchBytes)) break;
                bytes += waiting.Push.Bytes;
                taken.Add(waiting);
            }
            var folder = Directory.CreateDirectory(Path.Combine(_folder, BatchPrefix + _ids.Next(_clock.GetUtcNow()))).FullName;
            List<string> ids = [];
            // By name: that is the order in which a later start finds them, and a line keeps its number.
            foreach (var one in taken.OrderBy(one => one.Push.Id, StringComparer.Ordinal))
            {
                File.Move(Path.Combine(_folder, one.Push.Id), Path.Combine(folder, one.Push.Id));
                // One by one: should a move fail, the batch is what was moved.
                _waiting.Remove(one);
                _inBatch[one.Push.Id] = one;
                ids.Add(one.Push.Id);
                _batch = new PushBatch(folder, first.Format, first.Source, ids);
            }
            return _batch;
        }
    }

    private bool IsAwaited(string id)
    {
        lock (_gate) return _inBatch[id].Push.IsAwaited();
    }

    private void Finish(PushBatch batch, IReadOnlyDictionary<string, string> answers)
    {
        foreach (var (push, place) in Leave(batch))
        {
            place?.Dispose();
            push.Answer(answers[push.Id]);
        }
        Directory.Delete(batch.Folder, recursive: true);
    }

    /// <summary>A body that a run cannot read, though it could be read when it came: the others of its batch are tried one by one.</summary>
    private void SetAside(PushBatch batch, FormatException why)
    {
        var failed = Directory.CreateDirectory(Path.Combine(_company.DataDirectory, "failed")).FullName;
        foreach (var one in Leave(batch))
        {
            var path = Path.Combine(batch.Folder, one.Push.Id);
            if (batch.Ids.Count > 1)
            {
                File.Move(path, Path.Combine(_folder, one.Push.Id));
                lock (_gate)
                {
                    _alone.Add(one.Push.Id);
                    _waiting.Insert(0, one);
                }
                continue;
            }
            File.Move(path, Path.Combine(failed, $"push-{one.Push.Id}"), overwrite: true);
            one.Place?.Dispose();
            one.Push.Fail(why);
        }
        Directory.Delete(batch.Folder, recursive: true);
    }

    private List<(Push Push, PushRoom.Place? Place)> Leave(PushBatch batch)
    {
        lock (_gate)
        {
            _batch = null;
            List<(Push, PushRoom.Place?)> left = [];
            foreach (var id in batch.Ids)
            {
                _alone.Remove(id);
                if (_inBatch.Remove(id, out var one)) left.Add(one);
            }
            return left;
        }
    }
}
