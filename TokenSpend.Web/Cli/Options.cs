using System.CommandLine;

namespace TokenSpend.Web.Cli;

/// <summary>Options that several verbs share.</summary>
internal static class Options
{
    public static Option<string> DataDirectory() => new("--data-dir")
    {
        Description = "Where the database, rules and archive live; a fresh one is seeded.",
        DefaultValueFactory = _ => "data",
        HelpName = "DIR",
    };

    public static Option<bool> Json() => new("--json") { Description = "Answer as JSON." };

    /// <summary>One of a few words.</summary>
    public static Option<string> Choice(string name, string description, string initial, params string[] words)
    {
        var option = new Option<string>(name) { Description = description, DefaultValueFactory = _ => initial };
        option.AcceptOnlyFromAmong(words);
        return option;
    }
}
