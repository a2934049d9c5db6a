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
    /// <summary>One line for what differs only in source or currency: what is lacking once is said once.</summary>
    public IReadOnlyList<CaveatLine> Of(IReadOnlyList<Caveat> caveats, ViewState view) =>
        [.. caveats.GroupBy(Sameness).Select(same => Of([.. same], same.First(), view))];

    /// <summary>Equal for caveats that share a line.</summary>
    private static object Sameness(Caveat caveat) => caveat.Code switch
    {
        "unassigned" or "accrued" or "unmatched" or "payer-unknown" or "other-charges" => caveat.Code,
        "missing-log" when caveat.Arguments.Count > 1 => (caveat.Code, Day: caveat.Arguments[0]),
        _ => caveat,
    };

    private CaveatLine Of(IReadOnlyList<Caveat> same, Caveat caveat, ViewState view)
    {
        string Arg(int at) => At(caveat, at);
        string By(Dimension dimension) => Links.Explore(view with { By = [dimension], Sort = null });

        return caveat.Code switch
        {
            "unpriced" => new(text["Caveat.Unpriced", Tokens(Arg(0))], text["CaveatHint.Unpriced", Arg(1)], true, By(Dimension.Model)),
            "unmatched" => new(text["Caveat.Unmatched", Amounts(same)], text["CaveatHint.Unmatched"], true, By(Dimension.Payer)),
            "unassigned" => new(text["Caveat.Unassigned", List(same.Select(ShareOf))], text["CaveatHint.Unassigned"], false,
                Links.Explore(view.Only(Dimension.Department, null) with { By = [Dimension.Subject], Sort = null })),
            "payer-unknown" => new(text["Caveat.PayerUnknown", Amounts(same)], text["CaveatHint.PayerUnknown"], true, By(Dimension.Payer)),
            "other-charges" => new(text["Caveat.OtherCharges", Amounts(same)], text["CaveatHint.OtherCharges"], false,
                Links.Explore(view with { Scope = Scope.All, By = [Dimension.Provider], Sort = null })),
            "accrued" => new(text["Caveat.Accrued", Amounts(same)], text["CaveatHint.Accrued"], false, By(Dimension.Payer)),
            "no-rate" => new(text["Caveat.NoRate", Arg(0), Arg(1)], text["CaveatHint.NoRate"], true, null),
            "converted" => new(text["Caveat.Converted", Arg(0), Arg(1), days.Key(Arg(2))], text["CaveatHint.Converted"], false, null),
            "missing-log" => new(text["Caveat.MissingLog", days.Key(Arg(0)), List(same.Select(one => At(one, 1)))], text["CaveatHint.MissingLog"], true, Links.Imports(view)),
            "provisional" => new(text["Caveat.Provisional", Arg(0), days.Key(Arg(1))], text["CaveatHint.Provisional"], false, null),
            _ => new($"{caveat.Code} {string.Join(' ', caveat.Arguments)}", caveat.Code, true, null),
        };
    }

    private static string At(Caveat caveat, int at) => at < caveat.Arguments.Count ? caveat.Arguments[at] : "";

    private string List(IEnumerable<string> parts) => parts.Aggregate((sofar, next) => text["Caveat.ListOf", sofar, next]);

    private string Amounts(IEnumerable<Caveat> perCurrency) => List(perCurrency.Select(Amount));

    private string Amount(Caveat caveat) =>
        Nano.TryParse(At(caveat, 0), out var nanos) ? figures.Compact(nanos, At(caveat, 1)) : $"{At(caveat, 0)} {At(caveat, 1)}";

    private string ShareOf(Caveat caveat) =>
        At(caveat, 1).Length > 0 ? text["Caveat.ShareOf", Share(At(caveat, 0)), At(caveat, 1)] : Share(At(caveat, 0));

    private string Tokens(string count) =>
        long.TryParse(count, NumberStyles.Integer, CultureInfo.InvariantCulture, out var tokens) ? figures.CountCompact(tokens) : count;

    private string Share(string percent) =>
        decimal.TryParse(percent, NumberStyles.Number, CultureInfo.InvariantCulture, out var share) ? figures.Percent(share) : percent;
}
