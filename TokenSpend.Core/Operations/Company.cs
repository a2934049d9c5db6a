using TokenSpend.Core.Ingestion;
using TokenSpend.Core.Operations.Importing;
using TokenSpend.Core.Storage;
using TokenSpend.Core.Usage;

namespace TokenSpend.Core.Operations;

/// <summary>What the data directory says about the company: providers, prices, rules. Read again when a file changes.</summary>
public sealed class Company(string dataDirectory)
{
    public string DataDirectory => dataDirectory;

    internal ImportTools ImportTools(Database database, TimeProvider clock)
    {
        var providers = new ProviderNames([]);
        return new ImportTools(database, new PayerCalendar(providers.Zone), () => new Rater(), providers, new HashSet<string>(), clock);
    }
}
