using Microsoft.AspNetCore.Components;
using TokenSpend.Core.Operations;
using TokenSpend.Web.Navigation;
using TokenSpend.Web.Text;

namespace TokenSpend.Web.Components.Layout;

/// <summary>The bar of every page: period, filters, currency, freshness, language, theme. Every choice is a link.</summary>
public sealed partial class TopBar
{
    [Parameter, EditorRequired] public required ViewState View { get; set; }
    [Parameter, EditorRequired] public required DataStatus Status { get; set; }
    [Parameter, EditorRequired] public required string Path { get; set; }

    [Inject] private Writing Writing { get; set; } = null!;

    private sealed record Chip(string Dimension, string Value, string Remove);

    /// <summary>Imports and alerts are no questions about spend: period, filter and currency would choose nothing there. Their links keep the view.</summary>
    private bool AsksForSpend => Path.Split('/')[0] is not ("imports" or "alerts" or "prices") && !Links.IsOfBudgets(Path);

    /// <summary>Budgets have filters and currencies of their own, and stand in a month; coverage is asked for some days.</summary>
    private bool AsksForPeriod => AsksForSpend || Path is "budgets" or "imports/coverage" or "prices" || (Links.IsOfBudgets(Path) && Path.Split('/') is [_, var id] && long.TryParse(id, out _));

    private IEnumerable<Chip> Chips =>
        from filter in View.Where
        from value in filter.Values
        select new Chip(Text.Of(filter.Dimension), Text.Key(filter.Dimension, value), Links.Page(Path, View.Without(filter.Dimension, value)));

    private string Freshness => Status.FreshestUtc is { } freshest
        ? Text["Shell.Freshness", Writing.Days.Instant(freshest, Status.Zone)]
        : Text["Shell.NoData"];

    private string CurrencyLabel => View.Currency ?? (Status.Currencies.Count == 1 ? Status.Currencies[0] : Text["Currency.OwnShort"]);

    private string InCurrency(string? currency) => Links.Page(Path, View with { Currency = currency, Show = null });

    private string InLanguage(string culture) => Links.Culture(culture, Links.Page(Path, View));
}
