using System.Text.RegularExpressions;

namespace TokenSpend.Tests.Architecture;

/// <summary>The shape that later work must keep: who may import whom, and where clock, files and database are known.</summary>
public sealed partial class ArchitectureTests
{
    private static readonly string[] DatabaseNamespaces = ["Microsoft.EntityFrameworkCore.", "Microsoft.Data.Sqlite.", "SQLitePCL."];

    [Theory, InlineData("TokenSpend.Core"), InlineData("TokenSpend.Web")]
    public void A_files_namespace_is_its_folder(string project) => Assert.Empty(House.Sources(project)
        .Select(file => (file.Path, Found: Namespace().Match(file.Text).Groups[1].Value))
        .Where(file => file.Found.Length > 0 && file.Found != string.Join('.', file.Path.Split('/')[..^1].Prepend(project)))
        .Select(file => $"{file.Path}: {file.Found}"));

    // Without this the rules below would hold for anything: what they look at takes in bodies, async ones too.
    [Fact]
    public void The_rules_see_what_the_bodies_of_methods_use() => Assert.Contains(
        House.Types.Single(type => type.Type == typeof(TokenSpend.Core.Operations.Imports).FullName).Uses, IsDatabase);

    [Fact]
    public void Every_folder_of_core_has_its_place_in_the_order() => Assert.Equal(
        House.MayImport.Keys.Order(), House.Types.Select(type => type.Folder).Where(folder => folder != "Web").Distinct().Order());

    [Fact]
    public void Imports_point_one_way_and_siblings_do_not_see_each_other() => Assert.Empty(House.Types.Where(type => type.Folder != "Web")
        .SelectMany(type => type.Uses.Select(use => (type.Type, type.Folder, Used: House.FolderOf(use), Use: use)))
        .Where(use => use.Used is not null && use.Used != use.Folder && !House.MayImport[use.Folder].Contains(use.Used))
        .Select(use => $"{use.Type} uses {use.Use}"));

    // The compiled types do not tell a name that only a comment or a constant needs: the text does.
    [Fact]
    public void No_file_opens_a_folder_that_it_must_not_import() => Assert.Empty(House.Sources("TokenSpend.Core")
        .SelectMany(file => Opened().Matches(file.Text).Select(use => (file.Path, Folder: file.Path.Split('/')[0], Used: use.Groups[1].Value)))
        .Where(use => use.Used != use.Folder && !House.MayImport[use.Folder].Contains(use.Used))
        .Select(use => $"{use.Path} opens {use.Used}"));

    [Fact]
    public void Before_storage_nothing_knows_a_database() => Assert.Empty(House.Types.Where(type => House.Pure.Append("Demo").Contains(type.Folder))
        .SelectMany(type => type.Uses.Where(IsDatabase).Select(use => $"{type.Type} uses {use}")));

    [Fact]
    public void Before_storage_nothing_reads_a_clock_or_a_file() => Assert.Empty(House.Sources("TokenSpend.Core")
        .Where(file => House.Pure.Contains(file.Path.Split('/')[0]))
        .SelectMany(file => Impure().Matches(file.Text).Select(found => $"{file.Path}: {found.Value}")));

    // The demo is told what today is and writes into the folder that it is given; it reads no clock.
    [Theory, InlineData("TokenSpend.Core"), InlineData("TokenSpend.Web")]
    public void Time_comes_from_a_time_provider_everywhere(string project) => Assert.Empty(House.Sources(project)
        .SelectMany(file => Clock().Matches(file.Text).Select(found => $"{file.Path}: {found.Value}")));

    // What people edit is read and written through EF Core by the verbs themselves: no repositories between. The files of facts
    // are Storage's; ImportRun hands one connection to its writers. Nobody else writes SQL.
    [Fact]
    public void Ef_core_is_known_to_storage_and_operations_and_sqlite_to_storage_and_the_import_run()
    {
        var sources = House.Sources("TokenSpend.Core").Where(file => !file.Path.StartsWith("Storage/", StringComparison.Ordinal)).ToList();
        Assert.Empty(sources.Where(file => DatabaseUsing().IsMatch(file.Text) && !file.Path.StartsWith("Operations/", StringComparison.Ordinal)).Select(file => file.Path));
        Assert.Equal(["Operations/Importing/ImportRun.cs"], sources.Where(file => SqliteUsing().IsMatch(file.Text)).Select(file => file.Path));
    }

    [Fact]
    public void Sql_is_written_in_storage_only() => Assert.Empty(House.Sources("TokenSpend.Core").Concat(House.Sources("TokenSpend.Web"))
        .Where(file => !file.Path.StartsWith("Storage/", StringComparison.Ordinal) && Sql().IsMatch(file.Text)).Select(file => file.Path));

    [Fact]
    public void The_web_opens_data_directories_only_and_knows_none_of_the_databases_packages()
    {
        var web = House.Sources("TokenSpend.Web").ToList();
        Assert.Empty(web.Where(file => file.Text.Contains("new Database(", StringComparison.Ordinal)).Select(file => file.Path));
        Assert.Empty(web.Where(file => DatabaseUsing().IsMatch(file.Text)).Select(file => file.Path));
        Assert.Empty(House.Types.Where(type => type.Folder == "Web").SelectMany(type => type.Uses.Where(IsDatabase).Select(use => $"{type.Type} uses {use}")));
    }

    private static bool IsDatabase(string type) => DatabaseNamespaces.Any(name => type.StartsWith(name, StringComparison.Ordinal));

    [GeneratedRegex(@"^namespace ([\w.]+)", RegexOptions.Multiline)]
    private static partial Regex Namespace();

    [GeneratedRegex(@"^using (?:static )?(?:\w+ = )?TokenSpend\.Core\.(\w+)", RegexOptions.Multiline)]
    private static partial Regex Opened();

    [GeneratedRegex(@"^using (?:static )?(Microsoft\.EntityFrameworkCore|Microsoft\.Data\.Sqlite|SQLitePCL)|\b(Microsoft\.EntityFrameworkCore|Microsoft\.Data\.Sqlite)\.\w", RegexOptions.Multiline)]
    private static partial Regex DatabaseUsing();

    [GeneratedRegex(@"^using (?:static )?(Microsoft\.Data\.Sqlite|SQLitePCL)|\bMicrosoft\.Data\.Sqlite\.\w", RegexOptions.Multiline)]
    private static partial Regex SqliteUsing();

    [GeneratedRegex(@"\b(File|Directory)\.\w+\(|\bnew (FileInfo|DirectoryInfo|FileStream|StreamReader|StreamWriter)\(""?|\bStopwatch\b|\bEnvironment\.(?!NewLine)\w+|\bTimeProvider\b|\bDateTime(Offset)?\.(UtcNow|Now|Today)\b")]
    private static partial Regex Impure();

    [GeneratedRegex(@"\bDateTime(Offset)?\.(UtcNow|Now|Today)\b")]
    private static partial Regex Clock();

    [GeneratedRegex(@"""\s*(SELECT|INSERT|UPDATE|DELETE|PRAGMA|CREATE TABLE)\s")]
    private static partial Regex Sql();
}
