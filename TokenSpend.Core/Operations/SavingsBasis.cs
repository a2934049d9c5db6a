using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using TokenSpend.Core.Savings;
using TokenSpend.Core.Storage;
using TokenSpend.Core.Usage;

namespace TokenSpend.Core.Operations;

/// <summary>What the hints rest on at one moment: thresholds, prices, families, rules, zone.</summary>
internal sealed record SavingsBasis(SavingsSettings Settings, CompanyRules Rules, TimeZoneInfo Zone, string Stamp)
{
    private const string Setting = "savings-settings";

    /// <summary>Raised when hints claim otherwise than before: what earlier versions folded is folded again.</summary>
    private const int Version = 1;

    public static SavingsBasis Read(Database database, Company company)
    {
        var settings = SettingsOf(database);
        var zone = OrganisationZone.Of(database);
        return new SavingsBasis(settings, company.Rules, zone, StampOf(settings, company, zone));
    }

    public static SavingsSettings SettingsOf(Database database) =>
        database.Setting(Setting) is { } json ? JsonSerializer.Deserialize<SavingsSettings>(json) ?? new SavingsSettings() : new SavingsSettings();

    public static void Store(Database database, SavingsSettings settings) => database.SetSetting(Setting, JsonSerializer.Serialize(settings));

    public ModelTable Models(IReadOnlyList<ModelName> models) => ModelTable.Of(models, Rules.Prices, Rules.Families, Settings);

    /// <summary>Fresh hints for one day.</summary>
    public IReadOnlyList<IRequestHint> Hints(IReadOnlyList<ModelName> models) => SavingsHints.ForDay(Models(models), Settings, Zone);

    private static string StampOf(SavingsSettings settings, Company company, TimeZoneInfo zone)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes($"{Version} {zone.Id} {JsonSerializer.Serialize(settings)}"));
        foreach (var path in new[] { company.BookPath("contract"), company.BookPath("list"), Path.Combine(company.DataDirectory, "model-families.csv"), Path.Combine(company.DataDirectory, "providers.csv") })
            hash.AppendData(File.Exists(path) ? File.ReadAllBytes(path) : []);
        return Convert.ToHexString(hash.GetHashAndReset()[..8]);
    }
}
