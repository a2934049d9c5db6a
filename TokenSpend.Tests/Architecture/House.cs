using ArchUnitNET.Domain;
using ArchUnitNET.Loader;
using TokenSpend.Core.Operations;
using TokenSpend.Web;

namespace TokenSpend.Tests.Architecture;

/// <summary>The folders of Core, what each may import, and what the compiled types really use.</summary>
internal static class House
{
    private const string Core = "TokenSpend.Core.";

    private static readonly string[] Foundations = ["Primitives", "Usage"];
    private static readonly string[] BeforeLedger = [.. Foundations, "Ingestion", "Pricing", "Attribution"];
    private static readonly string[] BeforeStorage = [.. BeforeLedger, "Ledger", "Spend", "Budgets", "Savings", "Alerts", "Reporting"];

    private static readonly ArchUnitNET.Domain.Architecture Compiled = new ArchLoader().LoadAssemblies(typeof(Imports).Assembly, typeof(ServeApp).Assembly).Build();

    /// <summary>Folder → folders that it may import. Siblings do not see each other.</summary>
    public static readonly IReadOnlyDictionary<string, string[]> MayImport = new Dictionary<string, string[]>
    {
        ["Primitives"] = [],
        ["Usage"] = ["Primitives"],
        ["Ingestion"] = Foundations,
        ["Pricing"] = Foundations,
        ["Attribution"] = Foundations,
        ["Ledger"] = BeforeLedger,
        ["Spend"] = [.. BeforeLedger, "Ledger"],
        ["Budgets"] = [.. BeforeLedger, "Ledger", "Spend"],
        ["Savings"] = [.. BeforeLedger, "Ledger", "Spend"],
        ["Alerts"] = [.. BeforeLedger, "Ledger", "Spend", "Budgets", "Savings"],
        // Writes files in the formats' shapes and prices them; knows no ledger.
        ["Demo"] = BeforeLedger,
        // Renders answers only.
        ["Reporting"] = [.. Foundations, "Spend", "Budgets", "Savings", "Alerts"],
        ["Storage"] = BeforeStorage,
        ["Operations"] = [.. BeforeStorage, "Demo", "Storage"],
    };

    /// <summary>Folders in which there is no clock, no I/O and no database.</summary>
    public static IEnumerable<string> Pure => MayImport.Keys.Except(["Demo", "Storage", "Operations"]);

    /// <summary>Each of our types, the folder it lies in ("Web" for the whole application), and the full names of what it uses.</summary>
    public static IEnumerable<(string Folder, string Type, IEnumerable<string> Uses)> Types =>
        Compiled.Types.Where(type => FolderOf(type.FullName) is not null)
            .Select(type => (FolderOf(type.FullName)!, type.FullName, type.Dependencies.Select(use => use.Target.FullName).Distinct()));

    public static string? FolderOf(string type) =>
        type.StartsWith(Core, StringComparison.Ordinal) ? type[Core.Length..].Split('.')[0]
        : type.StartsWith("TokenSpend.Web.", StringComparison.Ordinal) ? "Web"
        : null;

    /// <summary>Source files of one project, by their path in it; what the build writes is left out.</summary>
    public static IEnumerable<(string Path, string Text)> Sources(string project)
    {
        var root = Path.Combine(Golden.SourceFolder, "..", project);
        return Directory.EnumerateFiles(root, "*.*", SearchOption.AllDirectories)
            .Where(file => file.EndsWith(".cs", StringComparison.Ordinal) || file.EndsWith(".razor", StringComparison.Ordinal))
            .Select(file => Path.GetRelativePath(root, file).Replace('\\', '/'))
            .Where(file => file.Split('/')[0] is not ("bin" or "obj" or "node_modules"))
            .Select(file => (file, File.ReadAllText(Path.Combine(root, file))));
    }
}
