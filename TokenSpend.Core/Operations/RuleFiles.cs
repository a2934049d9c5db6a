using TokenSpend.Core.Attribution;

namespace TokenSpend.Core.Operations;

/// <summary>Takes over rule files as a whole, or not at all: what is in force stays until a good file replaces it.</summary>
public sealed class RuleFiles(Company company)
{
    /// <param name="takeOver">False: only check.</param>
    /// <returns>Name of the file in data/rules that it is.</returns>
    /// <exception cref="RefusedException">The file is wrong; the message names line, column and what was expected.</exception>
    public string Import(string path, bool takeOver)
    {
        if (!File.Exists(path)) throw new RefusedException($"{path}: there is no such file. Check the path.");
        var content = File.ReadAllText(path);
        var (name, problems) = Check(content, Path.GetFileName(path));
        if (problems.Count > 0)
            throw new RefusedException(string.Join(Environment.NewLine, problems.Select(problem => problem.Message)) + Environment.NewLine + "Nothing was taken over. Mend the file and import it again.");
        if (!takeOver) return name;
        var target = Path.Combine(company.RulesFolder, name);
        Directory.CreateDirectory(company.RulesFolder);
        File.WriteAllText(target + ".new", content);
        File.Move(target + ".new", target, overwrite: true);
        // Only one file of attribution rules is in force.
        if (name.StartsWith("attribution", StringComparison.Ordinal))
            File.Delete(Path.Combine(company.RulesFolder, name.EndsWith(".csv", StringComparison.Ordinal) ? "attribution.yaml" : "attribution.csv"));
        return name;
    }

    private (string Name, IReadOnlyList<RuleProblem> Problems) Check(string content, string file)
    {
        using var text = new StringReader(content);
        if (Path.GetExtension(file).ToLowerInvariant() is ".yaml" or ".yml")
            return ("attribution.yaml", OwnerRule.Load(text, file, company.Rules.Tags).Problems);
        var header = content.Split('\n').FirstOrDefault(line => !line.StartsWith('#') && line.Trim().Length > 0) ?? "";
        var isDirectory = header.Split(',').Any(column => column.Trim().Trim('"').Equals("kind", StringComparison.OrdinalIgnoreCase));
        return isDirectory
            ? ("directory.csv", OwnerDirectory.Load(text, file).Problems)
            : ("attribution.csv", OwnerRule.Load(text, file, company.Rules.Tags).Problems);
    }
}
