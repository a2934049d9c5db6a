using TokenSpend.Core.Spend;

namespace TokenSpend.Core.Reporting;

/// <summary>What a caveat says in English, for the command line, the API and exports. The pages have their own words.</summary>
public static class CaveatText
{
    public static string Of(Caveat caveat)
    {
        ArgumentNullException.ThrowIfNull(caveat);
        var about = caveat.Arguments;
        string Argument(int at) => at < about.Count ? about[at] : "?";
        return caveat.Code switch
        {
            "unpriced" => $"{Argument(0)} tokens have no price ({string.Join(", ", about.Skip(1))}): the cost is a lower bound.",
            "unmatched" => $"{Argument(0)} {Argument(1)} was billed for usage that no log or report tells of.",
            "unassigned" => $"{Argument(0)} % of the cost in {Argument(1)} has no department yet.",
            "payer-unknown" => $"{Argument(0)} {Argument(1)} cannot be tied to one bill: several accounts are known and no payer rule names one.",
            "other-charges" => $"{Argument(0)} {Argument(1)} of other charges on these bills is left out; --scope all shows it.",
            "accrued" => $"{Argument(0)} {Argument(1)} is accrued: no bill or cost report covers it yet.",
            "no-rate" => $"There is no rate from {Argument(0)} to {Argument(1)}: those amounts stay in {Argument(0)}.",
            "converted" => $"{Argument(0)} was converted to {Argument(1)} at the rate of {Argument(2)}.",
            "missing-log" => $"The log of {Argument(1)} for {Argument(0)} is missing.",
            "provisional" => $"{Argument(0)}: {Argument(1)} is provisional.",
            _ => $"{caveat.Code}: {string.Join(", ", about)}",
        };
    }
}
