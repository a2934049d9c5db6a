using System.Globalization;
using Microsoft.Extensions.Localization;
using TokenSpend.Core.Primitives;
using TokenSpend.Core.Spend;
using TokenSpend.Web.Navigation;
using TokenSpend.Web.Resources;

namespace TokenSpend.Web.Text;

/// <summary>What a caveat says and where its reader can look at the figures behind it.</summary>
/// <param name="Serious">Figures are wrong or partial, not only provisional.</param>
/// <param name="Link">Null where there is nothing to look at.</param>
public sealed record CaveatLine(string Text, string Hint, bool Serious, string? Link);

/// <summary>Words for <see cref="Caveat"/>s; a code that this version does not know is shown as it is, never hidden.</summary>
public sealed class CaveatText(IStringLocalizer<Texts> text, Figures figures, Days days)
{
    public CaveatLine Of(Caveat caveat, ViewState view)
    {
        var args = caveat.Arguments;
        string Arg(int at) => at < args.Count ? args[at] : "";
        string Amount() => Nano.TryParse(Arg(0), out var nanos) ? figures.Compact(nanos, Arg(1)) : $"{Arg(0)} {Arg(1)}";
        string By(Dimension dimension) => Links.Explore(view with { By = [dimension], Sort = null });

        return caveat.Code switch
        {
            "unpriced" => new(text["Caveat.Unpriced", Tokens(Arg(0))], text["CaveatHint.Unpriced", Arg(1)], true, By(Dimension.Model)),
            "unmatched" => new(text["Caveat.Unmatched", Amount()], text["CaveatHint.Unmatched"], true, By(Dimension.Payer)),
            "unassigned" => new(Arg(1).Length > 0 ? text["Caveat.UnassignedIn", Share(Arg(0)), Arg(1)] : text["Caveat.Unassigned", Share(Arg(0))], text["CaveatHint.Unassigned"], false,
                Links.Explore(view.Only(Dimension.Department, null) with { By = [Dimension.Subject], Sort = null })),
            "payer-unknown" => new(text["Caveat.PayerUnknown", Amount()], text["CaveatHint.PayerUnknown"], true, By(Dimension.Payer)),
            "other-charges" => new(text["Caveat.OtherCharges", Amount()], text["CaveatHint.OtherCharges"], false,
                Links.Explore(view with { Scope = Scope.All, By = [Dimension.Provider], Sort = null })),
            "accrued" => new(text["Caveat.Accrued", Amount()], text["CaveatHint.Accrued"], false, By(Dimension.Payer)),
            "no-rate" => new(text["Caveat.NoRate", Arg(0), Arg(1)], text["CaveatHint.NoRate"], true, null),
            "converted" => new(text["Caveat.Converted", Arg(0), Arg(1), days.Key(Arg(2))], text["CaveatHint.Converted"], false, null),
            "missing-log" => new(text["Caveat.MissingLog", days.Key(Arg(0)), Arg(1)], text["CaveatHint.MissingLog"], true, Links.Imports(view)),
            "provisional" => new(text["Caveat.Provisional", Arg(0), days.Key(Arg(1))], text["CaveatHint.Provisional"], false, null),
            _ => new($"{caveat.Code} {string.Join(' ', args)}", caveat.Code, true, null),
        };
    }

    private string Tokens(string count) =>
        long.TryParse(count, NumberStyles.Integer, CultureInfo.InvariantCulture, out var tokens) ? figures.CountCompact(tokens) : count;

    private string Share(string percent) =>
        decimal.TryParse(percent, NumberStyles.Number, CultureInfo.InvariantCulture, out var share) ? figures.Percent(share) : percent;
}
