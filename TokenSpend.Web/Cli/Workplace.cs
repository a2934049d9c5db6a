using TokenSpend.Core.Operations;
using TokenSpend.Core.Storage;

namespace TokenSpend.Web.Cli;

/// <summary>A data directory opened for one verb.</summary>
internal sealed class Workplace : IDisposable
{
    private Workplace(string dataDirectory)
    {
        Clock = TimeProvider.System;
        Company = new Company(dataDirectory);
        Company.Seed();
        Database = new Database(dataDirectory);
        Database.Migrate();
        Imports = new Imports(Database, Company, Clock);
    }

    public TimeProvider Clock { get; }
    public Company Company { get; }
    public Database Database { get; }
    public Imports Imports { get; }

    /// <summary>Opens, creates or updates a data directory.</summary>
    public static Workplace Open(string dataDirectory) => new(dataDirectory);

    public void Dispose() => Database.Dispose();
}
