using System.IO.Compression;

namespace TokenSpend.Core.Operations.Importing;

/// <summary>What of a zip file is data.</summary>
internal static class ZipPackage
{
    /// <exception cref="FormatException">It is cut off or damaged.</exception>
    public static ZipArchive Read(Stream package)
    {
        ZipArchive? zip = null;
        try
        {
            zip = new ZipArchive(package, ZipArchiveMode.Read, leaveOpen: true);
            // The list of entries is read when it is first asked for: damage to it shows here.
            _ = zip.Entries;
            return zip;
        }
        catch (InvalidDataException error)
        {
            zip?.Dispose();
            throw SourceFile.Damaged(error);
        }
    }

    public static bool IsSpreadsheet(ZipArchive zip) => zip.GetEntry("xl/workbook.xml") is not null;

    /// <summary>Files in it, without folders and what systems put beside them.</summary>
    public static IEnumerable<ZipArchiveEntry> Data(ZipArchive zip) => zip.Entries
        .Where(entry => entry.Name.Length > 0 && entry.Name[0] != '.' && !entry.FullName.StartsWith("__MACOSX/", StringComparison.Ordinal))
        .OrderBy(entry => entry.FullName, StringComparer.Ordinal);

    /// <exception cref="FormatException">There is none, or there are several.</exception>
    public static ZipArchiveEntry Only(ZipArchive zip) => Data(zip).ToList() switch
    {
        [var only] => only,
        [] => throw new FormatException("There is no file in the zip file."),
        var several => throw new FormatException($"There are {several.Count} files in a zip file that lies in another. Unpack it and import them."),
    };

    /// <summary>Names of the data files; none where the file is no zip, a spreadsheet, or unreadable: its import says why.</summary>
    public static IReadOnlyList<string> Names(string path)
    {
        try
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            Span<byte> head = stackalloc byte[PackingInfo.Longest];
            if (PackingInfo.Of(head[..file.ReadAtLeast(head, head.Length, throwOnEndOfStream: false)]) != Packing.Zip) return [];
            file.Position = 0;
            using var zip = Read(file);
            return IsSpreadsheet(zip) ? [] : [.. Data(zip).Select(entry => entry.FullName)];
        }
        catch (Exception error) when (error is FormatException or IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }
}
