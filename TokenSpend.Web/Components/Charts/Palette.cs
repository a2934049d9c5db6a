namespace TokenSpend.Web.Components.Charts;

/// <summary>Series colours: 3:1 or better on both backgrounds, apart under the three colour-vision deficiencies.</summary>
public static class Palette
{
    public static readonly IReadOnlyList<string> Series = ["#4F92DF", "#3F7524", "#BA2B96", "#969A23", "#6354F0", "#D37D72", "#CC1A6E"];

    public const string Other = "#8B949E";

    /// <summary>What has no owner is no entity among others.</summary>
    public const string Unassigned = "#8B949E";

    public const string LightBackground = "#FFFFFF";
    public const string DarkBackground = "#161B22";

    public static int MostSeries => Series.Count;
}
