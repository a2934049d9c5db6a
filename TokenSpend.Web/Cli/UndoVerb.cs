using System.CommandLine;
using TokenSpend.Core.Operations;

namespace TokenSpend.Web.Cli;

/// <summary>undo IMPORT: takes an import away.</summary>
internal static class UndoVerb
{
    public static Command Build(TextWriter output)
    {
        var import = new Argument<long>("IMPORT") { Description = "Number of the import." };
        var data = Options.DataDirectory();
        var verb = new Command("undo", "Takes an import away, as if it had never been made.") { import, data };
        verb.SetAction(async (parsed, cancellation) =>
        {
            using var place = Workplace.Open(parsed.GetValue(data)!);
            await place.Imports.UndoAsync(Viewer.Everything, parsed.GetValue(import), cancellation);
            await output.WriteLineAsync($"Import {parsed.GetValue(import)} is undone.");
            return Exit.Done;
        });
        return verb;
    }
}
