namespace TokenSpend.Core.Storage;

/// <summary>Whether a file finds room on a disk before its bytes are sent.</summary>
public static class DiskRoom
{
    /// <summary>Bytes that stay free for the database's log and whatever else runs.</summary>
    private const long Reserve = 256L << 20;

    /// <summary>Bytes to import a file: itself while it is read, then its archive and its rows, which together are smaller than any file that is not packed.</summary>
    /// <param name="file">Bytes of the file.</param>
    /// <param name="there">Of these, bytes that lie on the disk already.</param>
    public static long Needed(long file, long there = 0) => checked(file * 2 - there + Reserve);

    /// <returns>Bytes that may be written; null: this disk does not say.</returns>
    public static long? Free(string folder)
    {
        try
        {
            return new DriveInfo(Path.GetFullPath(folder)).AvailableFreeSpace;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return null;
        }
    }
}
