using TokenSpend.Core.Operations;
using TokenSpend.Core.Storage;

namespace TokenSpend.Web.Cli;

/// <summary>A data directory opened for one verb.</summary>
internal sealed class Workplace : IDisposable
{
    private readonly DataDirectory _directory;

    private Workplace(string dataDirectory)
    {
        _directory = DataDirectory.Open(dataDirectory);
        Imports = new Imports(Database, Company, Clock);
    }

    public TimeProvider Clock { get; } = TimeProvider.System;
    public Company Company => _directory.Company;
    public Database Database => _directory.Database;
    public Imports Imports { get; }

    public static Workplace Open(string dataDirectory) => new(dataDirectory);

    public void Dispose() => _directory.Dispose();
}
