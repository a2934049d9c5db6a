using TokenSpend.Core.Operations;
using TokenSpend.Core.Operations.Importing;
using TokenSpend.Core.Primitives;
using TokenSpend.Core.Reporting;
using TokenSpend.Core.Spend;
using TokenSpend.Core.Storage;

namespace TokenSpend.Tests.Operations;

/// <summary>A data directory of its own with the shipped rules and prices, on a real SQLite file; gone when disposed.</summary>
internal sealed class TestPlace : IDisposable
{
    public static readonly DateTimeOffset Now = new(2026, 11, 24, 12, 0, 0, TimeSpan.Zero);
    private static readonly Period AllTime = new(new DateOnly(2000, 1, 1), new DateOnly(2100, 1, 1));

    /// <param name="folder">Where the data directory is to be; null: a temporary one.</param>
    public TestPlace(string? folder = null)
    {
        Folder = folder ?? Directory.CreateTempSubdirectory("tokenspend-test-").FullName;
        var directory = DataDirectory.Open(Folder);
        (Company, Database) = (directory.Company, directory.Database);
        OrganisationZone.Settle(Database, "Etc/UTC");
        Imports = new Imports(Database, Company, Clock);
        Spend = new SpendReports(Database, Company, Clock);
        Savings = new SavingsReports(Database, Company, Clock);
    }

    public string Folder { get; }
    public FixedClock Clock { get; } = new(Now);
    public Company Company { get; }
    public Database Database { get; }
    public Imports Imports { get; }
    public SpendReports Spend { get; }
    public SavingsReports Savings { get; }

    public string Write(string name, string content)
    {
        var path = Path.Combine(Directory.CreateDirectory(Path.Combine(Folder, "in")).FullName, name);
        File.WriteAllText(path, content);
        return path;
    }

    public async Task<ImportReport> ImportAsync(string path, string? source = null, bool replace = false)
    {
        var id = await Imports.EnqueueAsync(new ImportRequest(path, Path.GetFileName(path), Source: source, Replace: replace), CancellationToken.None);
        return await Imports.RunAsync(id, CancellationToken.None) ?? throw new InvalidOperationException("Nobody else should run it.");
    }

    public Task UndoAsync(long id) => Imports.UndoAsync(Viewer.Everything, id, CancellationToken.None);

    public Task<SpendResult> QueryAsync(Measure measure, Scope scope, params Dimension[] by) =>
        Spend.QueryAsync(Viewer.Everything, new SpendQuery(AllTime, by, measure, scope, []), CancellationToken.None);

    /// <summary>Everything that the store can say, as text: two places with the same facts say the same.</summary>
    public async Task<string> StateAsync()
    {
        var parts = new List<string>();
        foreach (var measure in Enum.GetValues<Measure>())
        {
            var result = await QueryAsync(measure, Scope.All, Dimension.Day, Dimension.Payer, Dimension.Model, Dimension.Subject);
            parts.Add(SpendCsv.Of(result));
        }
        return string.Join('\n', parts);
    }

    public void Dispose()
    {
        Spend.Dispose();
        Savings.Dispose();
        Database.Dispose();
        Directory.Delete(Folder, recursive: true);
    }
}

/// <summary>A clock that stands still until it is moved.</summary>
internal sealed class FixedClock(DateTimeOffset now) : TimeProvider
{
    public DateTimeOffset Now { get; set; } = now;

    public override DateTimeOffset GetUtcNow() => Now;
}
