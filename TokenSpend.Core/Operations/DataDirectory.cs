using TokenSpend.Core.Storage;

namespace TokenSpend.Core.Operations;

/// <summary>A data directory opened for work: what it lacks was seeded, its database made or brought up to date.</summary>
public sealed class DataDirectory : IDisposable
{
    private DataDirectory(string path)
    {
        Company = new Company(path);
        Company.Seed();
        Database = new Database(path);
        Database.Migrate();
    }

    public Company Company { get; }
    public Database Database { get; }

    /// <summary>Opens, creates or updates the directory.</summary>
    public static DataDirectory Open(string path) => new(path);

    public void Dispose() => Database.Dispose();
}
