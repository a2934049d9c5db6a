namespace TokenSpend.Tests.Pricing;

/// <summary>Public price tables beside the repository: tests that read them are an extra.</summary>
internal static class RealTables
{
    /// <returns>Null where the shared data folder is not here.</returns>
    public static string? Find(string name)
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var path = Path.Combine(folder.FullName, "shared", "data", "prices", name);
            if (File.Exists(path)) return path;
        }
        return null;
    }
}
