using TokenSpend.Core.Ingestion;
using TokenSpend.Core.Operations.Importing;
using TokenSpend.Core.Storage;
using TokenSpend.Core.Usage;

namespace TokenSpend.Core.Operations;

/// <summary>What the data directory says about the company: providers, prices, rules. Read again when a file changes.</summary>
public sealed class Company(string dataDirectory)
{
    public string DataDirectory => dataDirectory;

    /// <summary>Fills a fresh data directory with the price book, rules and provider list that the application ships.</summary>
    public void Seed()
    {
        var shipped = Path.Combine(AppContext.BaseDirectory, "seed");
        if (!Directory.Exists(shipped)) return;
        foreach (var file in Directory.EnumerateFiles(shipped, "*", SearchOption.AllDirectories))
        {
            var target = Path.Combine(dataDirectory, Path.GetRelativePath(shipped, file));
            if (File.Exists(target)) continue;
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }
    }

    internal ImportTools ImportTools(Database database, TimeProvider clock)
    {
        var providers = new ProviderNames([]);
        return new ImportTools(database, new PayerCalendar(providers.Zone), () => new Rater(), providers, new HashSet<string>(), clock);
    }
}
