using System.Diagnostics;

namespace TokenSpend.Tests.Operations;

/// <summary>A real file system of a few megabytes in memory, mounted by whoever may; unmounted when disposed.</summary>
internal sealed class SmallDisk : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("tokenspend-disk-").FullName;
    private readonly bool _isMounted;

    private SmallDisk(int megabytes) => _isMounted = Run("mount", "-t", "tmpfs", "-o", $"size={megabytes}m", "tmpfs", _folder);

    public string Folder => Path.Combine(_folder, "data");

    private string Ballast => Path.Combine(_folder, "ballast");

    /// <returns>Null where this user or system cannot mount.</returns>
    public static SmallDisk? Mount(int megabytes)
    {
        if (!OperatingSystem.IsLinux() || Environment.UserName != "root") return null;
        var disk = new SmallDisk(megabytes);
        if (disk._isMounted) return disk;
        disk.Dispose();
        return null;
    }

    /// <summary>Leaves no free byte.</summary>
    public void Fill()
    {
        using var ballast = new FileStream(Ballast, FileMode.Append, FileAccess.Write, FileShare.ReadWrite, bufferSize: 0);
        var page = new byte[4096];
        try
        {
            while (true) ballast.Write(page);
        }
        catch (IOException)
        {
            // Full.
        }
    }

    /// <summary>Somebody frees space.</summary>
    public void Grow(int megabytes)
    {
        File.Delete(Ballast);
        Assert.True(Run("mount", "-o", $"remount,size={megabytes}m", _folder));
    }

    private static bool Run(string command, params string[] arguments)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(command, arguments) { RedirectStandardError = true, RedirectStandardOutput = true })!;
            process.WaitForExit();
            return process.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }

    public void Dispose()
    {
        if (_isMounted) Run("umount", "-l", _folder);
        Directory.Delete(_folder);
    }
}
