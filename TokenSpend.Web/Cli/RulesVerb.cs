using System.CommandLine;
using TokenSpend.Core.Operations;

namespace TokenSpend.Web.Cli;

/// <summary>rules import|check FILE: attribution rules (CSV or YAML) and the directory (CSV).</summary>
internal static class RulesVerb
{
    public static Command Build(TextWriter output)
    {
        var verb = new Command("rules", "Checks or takes over attribution rules and the directory.");
        verb.Subcommands.Add(Build(output, "check", "Reads the file and tells what is wrong with it.", takeOver: false));
        verb.Subcommands.Add(Build(output, "import", "Takes the file over; a file with an error changes nothing.", takeOver: true));
        return verb;
    }

    private static Command Build(TextWriter output, string name, string description, bool takeOver)
    {
        var file = new Argument<string>("FILE") { Description = "attribution rules (CSV, YAML) or directory (CSV), told apart by the header." };
        var data = Options.DataDirectory();
        var verb = new Command(name, description) { file, data };
        verb.SetAction(async (parsed, _) =>
        {
            using var place = Workplace.Open(parsed.GetValue(data)!);
            var taken = new RuleFiles(place.Company).Import(parsed.GetValue(file)!, takeOver);
            await output.WriteLineAsync(takeOver ? $"{taken} is in force." : $"The file is a good {taken}.");
            return Exit.Done;
        });
        return verb;
    }
}
