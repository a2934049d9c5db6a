namespace TokenSpend.Core.Budgets;

/// <summary>What is wrong at one place of a budget or of a file of budgets. Pages have words of their own for each code.</summary>
/// <param name="Field">Column of the file, or field of the form, by its name in the file; "" when the whole line is meant.</param>
/// <param name="Found">The value as it stands, cut at 200 characters.</param>
/// <param name="Arguments">What the words of the code need more.</param>
/// <param name="Line">As an editor counts, header included; null where there is no file.</param>
public sealed record BudgetProblem(string Code, string Field, string Found, IReadOnlyList<string> Arguments, int? Line = null)
{
    private const int MostShown = 200;

    /// <summary>Code → what would have been right, and what to do; {0} and so on are the arguments.</summary>
    private static readonly Dictionary<string, (string Expected, string NextStep)> Texts = new()
    {
        ["name"] = ("a name of 1 to 100 characters that begins with a letter or digit, without line breaks", "Give it a short name."),
        ["name-taken"] = ("a name that no other budget has", "Choose another name, or change the budget that has it."),
        ["amount"] = ("a decimal above 0 with a point and at most 9 decimals, such as 12000.50, below 9,000,000,000", "Write the amount without currency sign."),
        ["tokens"] = ("a whole number of tokens above 0, such as 2000000000", "Write the number of tokens."),
        ["no-amount"] = ("an amount for at least one month", "Give the amount and the month from which it holds."),
        ["unit"] = ("a currency code such as USD, or tokens", "Name the unit of the amounts."),
        ["unit-changed"] = ("{0}, the unit of the amounts that are there", "Keep the unit, or make a budget of another name."),
        ["month"] = ("a month such as 2026-11", "Name the month from which the amount holds."),
        ["month-twice"] = ("each month once; line {0} has it too", "Take one of the lines out."),
        ["where"] = ("DIM=VALUE with one of {0}, between semicolons", "Correct the condition; an empty value means unassigned."),
        ["address"] = ("one e-mail address such as name@example.com", "Correct the address."),
        ["shares"] = ("whole percents from 1 to 1000, each greater than the one before, such as 80;100", "Correct the shares."),
        ["yes-no"] = ("yes or no", "Write yes or no."),
        ["differs"] = ("the same as in line {0}, which is of the same budget", "Only amount and month may differ between the lines of one budget."),
        ["column-missing"] = ("a column {0}", "Add the column to the header."),
        ["column-unknown"] = ("one of the columns {0}", "Take the column out or correct its name."),
        ["column-twice"] = ("each column once", "Take one of them out."),
        ["cells"] = ("{0} cells, as the header has", "Put cells that hold a separator in quotes."),
        ["quotes"] = ("a quote only around a whole cell, doubled inside", "Correct the quotes."),
        ["no-lines"] = ("a header and a line for each budget", "Add the budgets, or take the exported file as a pattern."),
        ["too-long"] = ("at most {0} characters", "Split the file."),
    };

    public static IReadOnlyCollection<string> Codes => Texts.Keys;

    public static BudgetProblem Of(string code, string field, string found, params IReadOnlyList<string> arguments) =>
        new(code, field, found.Length > MostShown ? found[..MostShown] : found, arguments);

    public string Expected => Arguments.Select((argument, at) => (argument, at)).Aggregate(Texts[Code].Expected, (text, one) => text.Replace($"{{{one.at}}}", one.argument, StringComparison.Ordinal));

    public string NextStep => Texts[Code].NextStep;

    /// <summary>In English, for logs and the command line.</summary>
    public string Message => $"{Place}found \"{Found}\", expected {Expected}. {NextStep}";

    private string Place => (Line, Field) switch
    {
        ({ } line, "") => $"line {line}: ",
        ({ } line, _) => $"line {line}, column {Field}: ",
        (null, "") => "",
        _ => $"{Field}: ",
    };
}
