using Microsoft.Data.Sqlite;

namespace TokenSpend.Core.Storage;

/// <summary>Tells a disk that has no room left, or cannot be written, from other failures.</summary>
public static class DiskFull
{
    // SQLite's own codes; a failed write of its log or shared memory comes as the second.
    private const int Full = 13;
    private const int IoError = 10;

    // Linux: no space, quota used up; macOS: quota; Windows: disk full, handle disk full.
    private static readonly int[] NoRoom = [28, 122, 69, unchecked((int)0x80070070), unchecked((int)0x80070027)];

    /// <summary>Whether this, or what caused it, is a disk without room.</summary>
    public static bool Is(Exception? error)
    {
        for (; error is not null; error = error.InnerException)
            if (error is SqliteException { SqliteErrorCode: Full or IoError } || (error is IOException && NoRoom.Contains(error.HResult))) return true;
        return false;
    }
}
