using TokenSpend.Core.Operations.Importing;

namespace TokenSpend.Core.Operations.Pushing;

/// <content>Bodies on their way into the spool, and what a stopped process left in it.</content>
public sealed partial class PushSpool
{
    /// <summary>Before the first push: what was published is done with, a batch that was not is run again as it was.</summary>
    private void TakeUp(string? published)
    {
        foreach (var part in Directory.EnumerateFiles(_folder, "*" + Unfinished)) File.Delete(part);
        foreach (var folder in Directory.EnumerateDirectories(_folder, BatchPrefix + "*").Order(StringComparer.Ordinal).ToList())
        {
            var ids = Directory.EnumerateFiles(folder).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal).ToList();
            if (Path.GetFileName(folder) == published || ids.Count == 0)
            {
                Directory.Delete(folder, recursive: true);
                continue;
            }
            var (push, _) = SpooledPush.Read(Path.Combine(folder, ids[0]));
            _batch = new PushBatch(folder, push.Format, push.Source, ids);
            foreach (var id in ids) _inBatch[id] = Known(folder, id);
            // There is one batch at a time; were there more, each would come at a later start.
            break;
        }
        foreach (var path in Directory.EnumerateFiles(_folder).Order(StringComparer.Ordinal)) _waiting.Add(Known(_folder, Path.GetFileName(path)));
        if (_waiting.Count > 0) _news.Release();
    }

    private (Push Push, PushRoom.Place? Place) Known(string folder, string id)
    {
        var (push, text) = SpooledPush.Read(Path.Combine(folder, id));
        var length = text.Framed.Length;
        return (new Push(id, push.Format, push.Source, length, isAwaited: false), Room.Take(length));
    }

    private static async Task CopyAsync(Stream body, FileStream file, CancellationToken cancellation)
    {
        var buffer = new byte[1 << 16];
        for (int read; (read = await body.ReadAsync(buffer, cancellation)) > 0;)
        {
            if (file.Length + read > LargestBody) throw new PushTooLargeException();
            await file.WriteAsync(buffer.AsMemory(0, read), cancellation);
        }
    }

    /// <summary>The body as UTF-8, however it was packed or encoded.</summary>
    private static PushedText Unpack(string raw)
    {
        try
        {
            using var source = SourceFile.Open(raw);
            using var text = new MemoryStream();
            var buffer = new byte[1 << 16];
            for (int read; (read = source.Utf8.Read(buffer)) > 0;)
            {
                if (text.Length + read > LargestBody) throw new PushTooLargeException();
                text.Write(buffer, 0, read);
            }
            return PushedText.Of(text.GetBuffer().AsSpan(0, (int)text.Length));
        }
        catch (FormatException error)
        {
            throw new ImportFailedException(new ImportProblem("unreadable", "push", [error.Message]), error);
        }
    }
}
