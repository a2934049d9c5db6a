using System.Globalization;
using TokenSpend.Core.Spend;
using TokenSpend.Web.Components.Charts;

namespace TokenSpend.Tests.Web.Charts;

public sealed class PaletteTests
{
    public static TheoryData<string> Colours => [.. Palette.Series, Palette.Other];

    [Theory, MemberData(nameof(Colours))]
    public void Every_series_colour_stands_out_on_both_backgrounds(string colour)
    {
        Assert.True(Contrast(colour, Palette.LightBackground) >= 3, $"{colour} on white: {Contrast(colour, Palette.LightBackground):0.00}");
        Assert.True(Contrast(colour, Palette.DarkBackground) >= 3, $"{colour} on dark: {Contrast(colour, Palette.DarkBackground):0.00}");
    }

    [Fact]
    public void An_entity_keeps_its_colour_whatever_else_is_in_the_picture()
    {
        string[] ranked = [.. Enumerable.Range(0, 20).Select(at => $"team-{at}")];
        var colours = new EntityColours(new Dictionary<Dimension, IReadOnlyList<string>> { [Dimension.Department] = ranked });
        var all = colours.For(Dimension.Department, ranked.Take(7));
        Assert.Equal(7, all.Values.Distinct().Count());
        foreach (var team in ranked.Take(7))
            Assert.Equal(all[team], colours.For(Dimension.Department, [team, "team-15", null])[team]);
    }

    [Fact]
    public void Two_entities_of_one_picture_never_share_a_colour()
    {
        var colours = new EntityColours(new Dictionary<Dimension, IReadOnlyList<string>> { [Dimension.Model] = ["a", "b", "c", "d", "e", "f", "g", "h"] });
        var picture = colours.For(Dimension.Model, ["a", "h", "new", "newer", "g", "f", "e"]);
        Assert.Equal(picture.Count, picture.Values.Distinct().Count());
        Assert.Equal(7, picture.Count);
    }

    private static double Contrast(string a, string b)
    {
        var (first, second) = (Luminance(a), Luminance(b));
        return (Math.Max(first, second) + 0.05) / (Math.Min(first, second) + 0.05);
    }

    // WCAG 2: relative luminance of sRGB.
    private static double Luminance(string colour)
    {
        double Channel(int at)
        {
            var value = int.Parse(colour.AsSpan(at, 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture) / 255.0;
            return value <= 0.04045 ? value / 12.92 : Math.Pow((value + 0.055) / 1.055, 2.4);
        }
        return 0.2126 * Channel(1) + 0.7152 * Channel(3) + 0.0722 * Channel(5);
    }
}
