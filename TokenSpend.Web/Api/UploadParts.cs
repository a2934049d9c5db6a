using System.Text.RegularExpressions;
using TokenSpend.Core.Operations;

namespace TokenSpend.Web.Api;

/// <summary>What came of files whose upload broke off. The same file, sent again, goes on from there.</summary>
public sealed partial class UploadParts(Company company, TimeProvider clock)
{
    private const string Ending = ".part";

    /// <summary>How long a part waits for the rest of its file.</summary>
    private static readonly TimeSpan Kept = TimeSpan.FromDays(2);

    private string Folder => Path.Combine(company.DataDirectory, "spool", "uploads");

    /// <summary>Whether the page may call a file so: its own name for it, the same when the same file is chosen again.</summary>
    public static bool IsKey(string key) => Key.IsMatch(key);

    /// <returns>Bytes that are there.</returns>
    public long Received(string key) => new FileInfo(PathOf(key)) is { Exists: true } part ? part.Length : 0;

    /// <summary>Adds to a part. Where the connection breaks, what came until then stays.</summary>
    /// <param name="offset">Where in the file the bytes begin.</param>
    /// <returns>Bytes that are there now; null: they do not follow those that are there, or somebody else is sending the same file.</returns>
    public async Task<long?> AppendAsync(string key, long offset, Stream bytes, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(bytes);
        Directory.CreateDirectory(Folder);
        FileStream part;
        try
        {
            part = new FileStream(PathOf(key), FileMode.OpenOrCreate, FileAccess.Write, FileShare.None);
        }
        catch (IOException) when (File.Exists(PathOf(key)))
        {
            return null;
        }
        await using (part)
        {
            if (part.Length != offset) return null;
            part.Seek(0, SeekOrigin.End);
            await bytes.CopyToAsync(part, 1 << 20, cancellation);
            return part.Length;
        }
    }

    /// <summary>The file is whole.</summary>
    /// <returns>Where it lies now.</returns>
    public string Take(string key)
    {
        var spool = company.NewSpoolFile();
        File.Move(PathOf(key), spool);
        return spool;
    }

    public void Drop(string key)
    {
        if (Directory.Exists(Folder)) File.Delete(PathOf(key));
    }

    /// <summary>Takes away parts whose rest never came.</summary>
    public void DropForgotten()
    {
        if (!Directory.Exists(Folder)) return;
        foreach (var part in new DirectoryInfo(Folder).EnumerateFiles("*" + Ending).Where(part => clock.GetUtcNow().UtcDateTime - part.LastWriteTimeUtc > Kept)) part.Delete();
    }

    private string PathOf(string key) => IsKey(key) ? Path.Combine(Folder, key + Ending) : throw new ArgumentException("Not a key of an upload", nameof(key));

    [GeneratedRegex("^[0-9a-z-]{1,100}$", RegexOptions.CultureInvariant)]
    private static partial Regex Key { get; }
}
