using System.Text.Json;

namespace TokenSpend.Core.Operations.Pushing;

/// <summary>A push as it lies in the spool: a line that says what it is, then its body as UTF-8.</summary>
internal sealed record SpooledPush(string Format, string Source)
{
    /// <summary>Writes it; when this returns it is on the disk under its name, whatever happens next.</summary>
    public void Write(string path, PushedText text)
    {
        var part = path + ".part";
        try
        {
            using var file = new FileStream(part, FileMode.CreateNew, FileAccess.Write, FileShare.Delete, 1 << 16);
            JsonSerializer.Serialize(file, this, JsonSerializerOptions.Web);
            file.WriteByte((byte)'\n');
            file.Write(text.Framed[1..]);
            file.Flush(flushToDisk: true);
            File.Move(part, path);
            // The name too.
            RandomAccess.FlushToDisk(file.SafeFileHandle);
        }
        catch
        {
            File.Delete(part);
            throw;
        }
    }

    public static (SpooledPush Push, PushedText Text) Read(string path)
    {
        var bytes = File.ReadAllBytes(path).AsSpan();
        var end = bytes.IndexOf((byte)'\n');
        return (JsonSerializer.Deserialize<SpooledPush>(bytes[..end], JsonSerializerOptions.Web)!, PushedText.Of(bytes[(end + 1)..]));
    }
}
