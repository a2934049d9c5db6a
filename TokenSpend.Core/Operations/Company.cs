using System.Security.Cryptography;
using System.Text;
using TokenSpend.Core.Attribution;
using TokenSpend.Core.Ingestion;
using TokenSpend.Core.Ingestion.Mapping;
using TokenSpend.Core.Ledger.Settlement;
using TokenSpend.Core.Operations.Importing;
using TokenSpend.Core.Pricing;
using TokenSpend.Core.Storage;
using TokenSpend.Core.Usage;

namespace TokenSpend.Core.Operations;

/// <summary>The data directory: what its files say about the company, and where things lie. Files are read again when they change.</summary>
public sealed class Company(string dataDirectory)
{
    private readonly Lock _gate = new();
    private CompanyRules? _rules;
    private string _stamp = "";

    public string DataDirectory => dataDirectory;

    /// <summary>Rule files of a demo begin so: they never overwrite the company's own.</summary>
    public const string DemoPrefix = "demo-";

    /// <summary>The watch folder.</summary>
    public string Inbox => Path.Combine(dataDirectory, "inbox");

    public string RulesFolder => Path.Combine(dataDirectory, "rules");

    /// <summary>Mapping profiles, shipped ones and the company's own: one JSON file each.</summary>
    public string ProfilesFolder => Path.Combine(dataDirectory, "profiles");

    /// <summary>What a fresh data directory is filled with.</summary>
    public static string ShippedFolder { get; } = Path.Combine(AppContext.BaseDirectory, "seed");

    /// <summary>A new name for bytes on their way in.</summary>
    public string NewSpoolFile() => Path.Combine(Directory.CreateDirectory(Path.Combine(dataDirectory, "spool")).FullName, Guid.NewGuid().ToString("N"));

    /// <summary>Fills a fresh data directory with the price book, rules and provider list that the application ships.</summary>
    public void Seed()
    {
        if (!Directory.Exists(ShippedFolder)) return;
        foreach (var file in Directory.EnumerateFiles(ShippedFolder, "*", SearchOption.AllDirectories))
        {
            var target = Path.Combine(dataDirectory, Path.GetRelativePath(ShippedFolder, file));
            if (File.Exists(target)) continue;
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }
    }

    /// <summary>The rules in force: a file that became wrong is reported and its last good state stays.</summary>
    public CompanyRules Rules
    {
        get
        {
            lock (_gate)
            {
                var stamp = Stamp();
                if (_rules is null || stamp != _stamp) (_rules, _stamp) = (Load(_rules), stamp);
                return _rules;
            }
        }
    }

    /// <summary>Books whose prices rate usage, the winning one first; others are only asked for by name.</summary>
    internal static readonly string[] BooksInForce = ["contract", "list"];

    /// <summary>What decides a metered cost beside the usage: tells whether all of it is rated with these books.</summary>
    internal string RatingMark(PriceBooks books)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes(books.Fingerprint));
        // A contract for one payer goes by the payer rules, a price's first day by its provider's zone.
        foreach (var path in (IEnumerable<string>)[Path.Combine(dataDirectory, "providers.csv"), .. books.AskPayer ? new[] { Path.Combine(RulesFolder, "payers.csv") } : []])
            hash.AppendData(File.Exists(path) ? File.ReadAllBytes(path) : []);
        return Convert.ToHexString(hash.GetHashAndReset()[..16]);
    }

    internal ImportTools ImportTools(Database database)
    {
        var rules = Rules;
        return new ImportTools(database, rules.Calendar, rules.PayerPrices, rules.Providers, rules.Tags.Keys, rules.Formats);
    }

    private CompanyRules Load(CompanyRules? before)
    {
        var problems = new List<string>();
        var providers = ProvidersOf(before, problems);
        var calendar = new PayerCalendar(providers.Zone);
        var tags = Read("rules/tags.csv", DeclaredTags.Load, before?.Tags ?? new DeclaredTags([]), problems);
        var profiles = ProfileSet.Load(ProfileFiles(), before?.Profiles ?? ProfileSet.None);
        problems.AddRange(profiles.Problems.Select(problem => problem.Message));
        return new CompanyRules(
            providers, calendar, tags, OwnersOf(tags, before, problems),
            Read("rules/payers.csv", PayerRules.Load, before?.Payers ?? PayerRules.None, problems),
            Read("rules/ai-services.csv", AiServices.Load, before?.AiServices ?? AiServices.None, problems),
            PricesOf(calendar, before, problems),
            FamiliesOf(before, problems),
            profiles,
            KnownFormats.With(profiles.Profiles.Values),
            RatesOf(before, problems),
            SettlementOf(before, problems),
            problems);
    }

    private IEnumerable<(string File, string Json)> ProfileFiles() => Directory.Exists(ProfilesFolder)
        ? Directory.EnumerateFiles(ProfilesFolder, "*.json").Order(StringComparer.Ordinal).Select(path => (Path.GetFileName(path), File.ReadAllText(path)))
        : [];

    private ProviderNames ProvidersOf(CompanyRules? before, List<string> problems)
    {
        var path = Path.Combine(dataDirectory, "providers.csv");
        if (!File.Exists(path)) return before?.Providers ?? new ProviderNames([]);
        try
        {
            using var text = new StreamReader(path);
            return ProviderFile.Load(text, Path.GetFileName(path));
        }
        catch (FormatException error)
        {
            problems.Add(error.Message);
            return before?.Providers ?? new ProviderNames([]);
        }
    }

    private ExchangeRates? RatesOf(CompanyRules? before, List<string> problems)
    {
        var path = Path.Combine(dataDirectory, "rates.csv");
        if (!File.Exists(path)) return before?.Rates;
        using var text = new StreamReader(path);
        var rates = ExchangeRates.Load(text, Path.GetFileName(path), out var errors);
        problems.AddRange(errors.Select(error => error.Message));
        return rates ?? before?.Rates;
    }

    private IReadOnlyList<SettlementTerm> SettlementOf(CompanyRules? before, List<string> problems)
    {
        var path = Path.Combine(dataDirectory, "settlement.csv");
        if (!File.Exists(path)) return [];
        using var text = new StreamReader(path);
        var terms = SettlementFile.Load(text, Path.GetFileName(path), out var errors);
        problems.AddRange(errors.Select(error => error.Message));
        return terms ?? before?.Settlement ?? [];
    }

    private ModelFamilies FamiliesOf(CompanyRules? before, List<string> problems)
    {
        var path = Path.Combine(dataDirectory, "model-families.csv");
        if (!File.Exists(path)) return ModelFamilies.None;
        using var text = new StreamReader(path);
        var families = ModelFamilies.Load(text, Path.GetFileName(path), out var errors);
        problems.AddRange(errors.Select(error => error.Message));
        return families ?? before?.Families ?? ModelFamilies.None;
    }

    private PriceBooks PricesOf(PayerCalendar calendar, CompanyRules? before, List<string> problems)
    {
        List<(string, PriceBook)> books = [];
        foreach (var name in BooksInForce)
        {
            var path = BookPath(name);
            if (!File.Exists(path)) continue;
            using var text = new StreamReader(path);
            if (PriceBook.TryLoad(text, Path.GetFileName(path), out var book, out var errors)) books.Add((name, book));
            else
            {
                problems.AddRange(errors.Select(error => error.Message));
                if (before is not null) return before.Prices;
            }
        }
        return new PriceBooks(books, calendar.ZoneOf);
    }

    /// <summary>data/prices.csv is the list; other books stand beside it as prices-NAME.csv.</summary>
    public string BookPath(string name) => Path.Combine(dataDirectory, name == "list" ? "prices.csv" : $"prices-{name}.csv");

    /// <summary>The company's own rules first, then those of a demo, which stand in files of their own.</summary>
    private OwnerRules OwnersOf(DeclaredTags tags, CompanyRules? before, List<string> problems)
    {
        var found = problems.Count;
        var own = File.Exists(Path.Combine(RulesFolder, "attribution.yaml")) ? "rules/attribution.yaml" : "rules/attribution.csv";
        IReadOnlyList<OwnerRule> Rules(string name) => Read<IReadOnlyList<OwnerRule>>(name, (text, file) => OwnerRule.Load(text, file, tags), [], problems);
        OwnerDirectory Directory(string name) => Read($"rules/{name}", OwnerDirectory.Load, OwnerDirectory.Empty, problems);
        var owners = new OwnerRules([.. Rules(own), .. Rules($"rules/{DemoPrefix}attribution.csv")], Directory("directory.csv").With(Directory($"{DemoPrefix}directory.csv")));
        return problems.Count > found && before is not null ? before.Owners : owners;
    }

    private T Read<T>(string name, Func<TextReader, string, Loaded<T>> load, T otherwise, List<string> problems) where T : class
    {
        var path = Path.Combine(dataDirectory, name);
        if (!File.Exists(path)) return otherwise;
        using var text = new StreamReader(path);
        var loaded = load(text, Path.GetFileName(name));
        problems.AddRange(loaded.Problems.Select(problem => problem.Message));
        return loaded.Value ?? otherwise;
    }

    private string Stamp() => string.Join('|', Files().Select(file => $"{file.FullName}:{file.LastWriteTimeUtc.Ticks}:{file.Length}"));

    private IEnumerable<FileInfo> Files()
    {
        foreach (var folder in (IEnumerable<string>)[dataDirectory, RulesFolder, ProfilesFolder])
            if (Directory.Exists(folder))
                foreach (var pattern in (IEnumerable<string>)["*.csv", "*.yaml", "*.json"])
                    foreach (var path in Directory.EnumerateFiles(folder, pattern)) yield return new FileInfo(path);
    }
}
