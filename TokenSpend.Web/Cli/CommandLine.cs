using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Parsing;
using TokenSpend.Core.Operations;

namespace TokenSpend.Web.Cli;

/// <summary>The command line: the same verbs as the web. Results on standard output, progress and messages on standard error.</summary>
public static class CommandLine
{
    public static async Task<int> RunAsync(string[] args, TextWriter output, TextWriter error)
    {
        ArgumentNullException.ThrowIfNull(args);
        var root = Root(output, error);
        var parsed = root.Parse(WithDefaultVerb(args, root));
        List<string> wrong = [.. parsed.Errors.Select(problem => problem.Message), .. Misspelt(args, parsed)];
        if (wrong.Count > 0 && parsed.Action is not HelpAction)
        {
            foreach (var message in wrong) await error.WriteLineAsync(message);
            await error.WriteLineAsync($"See: {Typed(parsed.CommandResult.Command)} --help");
            return Exit.WrongArguments;
        }
        try
        {
            if (parsed.Action is HelpAction) return await HelpAsync(parsed, output, error);
            return await InvokeAsync(parsed, output, error);
        }
        catch (Exception failure) when (failure is ImportFailedException or RefusedException or UsageException or QueryRefusedException)
        {
            await error.WriteLineAsync(failure.Message);
            return failure is UsageException ? Exit.WrongArguments : Exit.Failed;
        }
        catch (OperationCanceledException)
        {
            return Exit.Failed;
        }
    }

    // Longer than the site takes to stop: the library's own two seconds would end the process in the middle of it, with 143.
    private static readonly TimeSpan StopTimeout = TimeSpan.FromSeconds(30);

    private static Task<int> InvokeAsync(ParseResult parsed, TextWriter output, TextWriter error) => parsed.InvokeAsync(
        new InvocationConfiguration { Output = output, Error = error, EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = StopTimeout });

    /// <summary>The library calls the program by its file's name; its users type "tokenspend".</summary>
    private static async Task<int> HelpAsync(ParseResult parsed, TextWriter output, TextWriter error)
    {
        var help = new StringWriter();
        var exit = await InvokeAsync(parsed, help, error);
        await output.WriteAsync(help.ToString().Replace(RootCommand.ExecutableName, "tokenspend", StringComparison.Ordinal));
        return exit;
    }

    /// <summary>Where a verb takes names, a misspelt option would pass for one: "import a.csv --dryrun" must not import.</summary>
    private static IEnumerable<string> Misspelt(string[] args, ParseResult parsed) => args.Contains("--") ? [] : parsed.CommandResult.Children
        .OfType<ArgumentResult>().SelectMany(argument => argument.Tokens).Where(token => token.Value.StartsWith("--", StringComparison.Ordinal))
        .Select(token => $"There is no option '{token.Value}'. If it is a name, put -- before it.");

    /// <summary>"tokenspend prices import": the verb with those above it.</summary>
    private static string Typed(Command verb) =>
        verb is RootCommand ? "tokenspend" : $"{Typed(verb.Parents.OfType<Command>().First())} {verb.Name}";

    private static RootCommand Root(TextWriter output, TextWriter error)
    {
        var root = new RootCommand("TokenSpend closes the month on AI spend: imports bills and gateway logs, explains every cent.");
        foreach (var verb in new[]
        {
            ServeVerb.Build(error), ImportVerb.Build(output, error), UndoVerb.Build(output), FormatsVerb.Build(output, error),
            SpendVerb.Build(output), RateVerb.Build(output), PricesVerb.Build(output), RulesVerb.Build(output), KeysVerb.Build(output, error),
        })
            root.Subcommands.Add(verb);
        return root;
    }

    /// <summary>Without a verb it serves.</summary>
    private static string[] WithDefaultVerb(string[] args, RootCommand root) =>
        args.Length > 0 && (args[0] is "--help" or "-h" or "-?" or "/?" or "--version" || root.Subcommands.Any(verb => verb.Name == args[0]) || !args[0].StartsWith('-'))
            ? args
            : ["serve", .. args];
}

/// <summary>Arguments that parse but make no sense together; exit code 2.</summary>
public sealed class UsageException(string message) : Exception(message);
