using System.Globalization;
using TokenSpend.Core.Alerts;
using TokenSpend.Core.Primitives;
using TokenSpend.Core.Spend;
using TokenSpend.Core.Storage;

namespace TokenSpend.Web.Navigation;

/// <summary>Every address of the site, relative to its base, so that it also works below a path of a proxy.</summary>
public static class Links
{
    public const string OverviewPage = "/";
    public const string ExplorePage = "/explore";
    public const string ImportsPage = "/imports";
    public const string SetCulture = "/culture";

    public static string Overview(ViewState view) => "." + view.OfPages().Print();

    public static string Explore(ViewState view) => "explore" + view.Print();

    /// <summary>Single requests behind a view: grouping and measure say nothing there.</summary>
    /// <param name="after">The page begins after it; null: with the newest.</param>
    /// <param name="open">Whose original line is shown.</param>
    public static string Requests(ViewState view, RequestKey? after = null, RequestKey? open = null)
    {
        return "explore/requests" + (view.OfPages() with { Measure = Measure.Attributed }).With(("after", after?.ToString()), ("open", open?.ToString()));
    }

    /// <summary>The imports keep the view of the bar, so that the way back leads to the same figures.</summary>
    public static string Imports(ViewState view) => "imports" + view.OfPages().Print();

    public static string Import(long id, ViewState view) => string.Create(CultureInfo.InvariantCulture, $"imports/{id}") + view.OfPages().Print();

    /// <summary>Which days are there, and which files are expected.</summary>
    public static string Coverage(ViewState view) => "imports/coverage" + view.OfPages().Print();

    /// <summary>Files that no format knew, and the mapping profiles.</summary>
    public static string Mapping(ViewState view) => "imports/map" + view.OfPages().Print();

    /// <summary>Maps the columns of a failed import's file.</summary>
    public static string Map(long import, ViewState view) => string.Create(CultureInfo.InvariantCulture, $"imports/map/{import}") + view.OfPages().Print();

    /// <summary>Of the view the grouping stays: it says which budgets are listed.</summary>
    public static string Budgets(ViewState view) => "budgets" + (view.OfPages() with { By = view.By }).Print();

    /// <summary>Of the view the grouping stays: it says by what the budget is cut.</summary>
    public static string Budget(long id, ViewState view) => string.Create(CultureInfo.InvariantCulture, $"budgets/{id}") + (view.OfPages() with { By = view.By }).Print();

    public static string BudgetEdit(long id, ViewState view) => string.Create(CultureInfo.InvariantCulture, $"budgets/{id}/edit") + view.OfPages().Print();

    public static string BudgetNew(ViewState view) => "budgets/new" + view.OfPages().Print();

    public static string BudgetUpload(ViewState view) => "budgets/import" + view.OfPages().Print();

    /// <summary>Of the view the grouping says for what budgets are proposed, the currency in which.</summary>
    public static string BudgetProposals(ViewState view) => "budgets/propose" + (view.OfPages() with { By = view.By }).Print();

    /// <summary>All budgets as a file that can be uploaded again.</summary>
    public const string BudgetsCsv = "api/budgets.csv";

    /// <summary>One tab of the alerts: a path of its own, so that it stays when the language changes.</summary>
    public static string Alerts(ViewState view, AlertState state = AlertState.Open) => state switch
    {
        AlertState.Acknowledged => "alerts/acknowledged",
        AlertState.Resolved => "alerts/resolved",
        _ => "alerts",
    } + view.OfPages().Print();

    public static string Alert(long id, ViewState view) => string.Create(CultureInfo.InvariantCulture, $"alerts/{id}") + view.OfPages().Print();

    /// <summary>How alerts are sent, and what became of them.</summary>
    public static string Mail(ViewState view) => "admin/mail" + view.OfPages().Print();

    public static string Keys(ViewState view) => "admin/keys" + view.OfPages().Print();

    public static string AlertSettings(ViewState view) => "alerts/settings" + view.OfPages().Print();

    public static string Savings(ViewState view) => "savings" + view.OfPages().Print();

    public static string Saving(long id, ViewState view) => string.Create(CultureInfo.InvariantCulture, $"savings/{id}") + view.OfPages().Print();

    public static string SavingsSettings(ViewState view) => "savings/settings" + view.OfPages().Print();

    /// <param name="search">Part of a provider's or model's name; null: all.</param>
    /// <param name="page">From 1.</param>
    public static string Prices(ViewState view, string? search = null, int page = 1) =>
        "prices" + view.OfPages().With(("q", search), ("page", page > 1 ? page.ToString(CultureInfo.InvariantCulture) : null));

    /// <summary>All that the books say of a model.</summary>
    /// <param name="beside">"provider/model" of those that it is compared with.</param>
    /// <param name="on">The prices of this day; null: today's.</param>
    /// <param name="known">As they were believed at the end of that day; null: as they are now.</param>
    public static string Price(string provider, string model, ViewState view, IReadOnlyList<string>? beside = null, DateOnly? on = null, DateOnly? known = null) =>
        // A model's name may hold slashes: they stay, so that the address has them too.
        $"prices/{Uri.EscapeDataString(provider)}/{string.Join('/', model.Split('/').Select(Uri.EscapeDataString))}"
        + view.OfPages().With([.. (beside ?? []).Select(other => ("vs", (string?)other)), ("on", Day(on)), ("known", Day(known))]);

    /// <param name="like">"provider/model" whose prices the form begins with.</param>
    public static string PriceNew(ViewState view, string? provider = null, string? model = null, string? like = null) =>
        "prices/new" + view.OfPages().With(("of", provider), ("name", model), ("like", like));

    public static string PriceUpload(ViewState view) => "prices/import" + view.OfPages().Print();

    /// <summary>A book as a file that can be imported again.</summary>
    public static string PricesCsv(string book) => "api/prices.csv?book=" + Uri.EscapeDataString(book);

    /// <summary>The answer that explains an alert, on Explore.</summary>
    public static string Explain(AlertQuery query)
    {
        ArgumentNullException.ThrowIfNull(query);
        var where = query.Where.Select(condition => condition.Split('=', 2)).Select(condition => $"&{condition[0]}={Uri.EscapeDataString(condition[1])}");
        return Explore(ViewState.Parse($"?from={query.From}&to={query.To}&by={query.By}&currency={query.Currency}{string.Concat(where)}"));
    }

    /// <summary>The page of <paramref name="path"/> (relative, without query) with another view.</summary>
    public static string Page(string path, ViewState view) => path.Trim('/') switch
    {
        "explore" => Explore(view),
        "explore/requests" => Requests(view),
        "admin/mail" => Mail(view),
        "admin/keys" => Keys(view),
        var page when IsOfBudgets(page) => page + (view.OfPages() with { By = view.By }).Print(),
        var page when page.Split('/')[0] is "alerts" or "savings" or "imports" or "prices" => page + view.OfPages().Print(),
        _ => Overview(view),
    };

    public static bool IsOfBudgets(string path) => path.Split('/')[0] == "budgets";

    /// <summary>The table as a file: the same question, spelt as the API has it.</summary>
    /// <param name="days">What the view's period means today: a file states its days.</param>
    public static string SpendCsv(ViewState view, Period days)
    {
        List<(string Name, string Value)> fields =
        [
            ("from", days.From.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)),
            ("to", days.To.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)),
            ("by", string.Join(',', view.By.Select(DimensionNames.Full))),
            ("measure", view.Measure.ToString().ToLowerInvariant()),
            ("scope", view.Scope.ToString().ToLowerInvariant()),
            .. view.Where.SelectMany(filter => filter.Values.Select(value => ("where", $"{DimensionNames.Full(filter.Dimension)}={value}"))),
            .. view.Currency is { } currency ? [("currency", currency)] : Array.Empty<(string, string)>(),
        ];
        return "api/spend.csv?" + string.Join('&', fields.Select(field => $"{field.Name}={Uri.EscapeDataString(field.Value)}"));
    }

    public static string RejectedLines(long import) => string.Create(CultureInfo.InvariantCulture, $"api/imports/{import}/rejections.csv");

    /// <summary>Rejected lines under the file's header, to be mended and uploaded again.</summary>
    public static string LinesToMend(long import) => string.Create(CultureInfo.InvariantCulture, $"api/imports/{import}/rejected-lines");

    public const string Upload = "api/imports";

    /// <summary>Sets the language and comes back.</summary>
    /// <param name="back">Path and query of this site.</param>
    public static string Culture(string culture, string back) =>
        $"culture?to={Uri.EscapeDataString(culture)}&back={Uri.EscapeDataString(back)}";

    private static string? Day(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>The view with a page's own fields behind it.</summary>
    private static string With(this ViewState view, params IReadOnlyList<(string Name, string? Value)> fields)
    {
        var print = view.Print();
        var more = string.Join('&', fields.Where(field => !string.IsNullOrEmpty(field.Value)).Select(field => $"{field.Name}={Uri.EscapeDataString(field.Value!)}"));
        return more.Length == 0 ? print : print + (print.Length == 0 ? "?" : "&") + more;
    }

    // Grouping, sorting and comparing belong to Explore; other pages would only carry them along.
    private static ViewState OfPages(this ViewState view) => view with { By = [], Compare = false, Sort = null };
}
