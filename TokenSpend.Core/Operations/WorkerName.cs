using System.Diagnostics;
using System.Globalization;

namespace TokenSpend.Core.Operations;

/// <summary>Names the process that works on a job, so that the work of a dead one is taken up again.</summary>
internal static class WorkerName
{
    public static readonly string Mine = Of(Process.GetCurrentProcess());

    /// <summary>False where the process is gone, or its number was given to another one since.</summary>
    public static bool IsAlive(string? worker)
    {
        if (worker is null || !int.TryParse(worker.Split('@')[0], NumberStyles.None, CultureInfo.InvariantCulture, out var id)) return false;
        try
        {
            using var process = Process.GetProcessById(id);
            return Of(process) == worker;
        }
        catch (Exception error) when (error is ArgumentException or InvalidOperationException or System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }

    private static string Of(Process process) => string.Create(CultureInfo.InvariantCulture, $"{process.Id}@{process.StartTime.ToUniversalTime():O}");
}
