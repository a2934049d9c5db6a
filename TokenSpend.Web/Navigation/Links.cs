using System.Globalization;

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

    /// <summary>The imports keep the view of the bar, so that the way back leads to the same figures.</summary>
    public static string Imports(ViewState view) => "imports" + view.OfPages().Print();

    /// <summary>The page of <paramref name="path"/> (relative, without query) with another view.</summary>
    public static string Page(string path, ViewState view) => path.Trim('/') switch
    {
        "explore" => Explore(view),
        "imports" => Imports(view),
        _ => Overview(view),
    };

    /// <summary>The table as a file: the same question, the same figures.</summary>
    public static string SpendCsv(ViewState view) => "api/spend.csv" + view.Print();

    public static string RejectedLines(long import) => string.Create(CultureInfo.InvariantCulture, $"api/imports/{import}/rejections.csv");

    public const string Upload = "api/imports";

    /// <summary>Sets the language and comes back.</summary>
    /// <param name="back">Path and query of this site.</param>
    public static string Culture(string culture, string back) =>
        $"culture?to={Uri.EscapeDataString(culture)}&back={Uri.EscapeDataString(back)}";

    // Grouping, sorting and comparing belong to Explore; other pages would only carry them along.
    private static ViewState OfPages(this ViewState view) => view with { By = [], Compare = false, Sort = null };
}
