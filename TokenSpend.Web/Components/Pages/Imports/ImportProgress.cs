using System.Globalization;
using Microsoft.Extensions.Localization;
using TokenSpend.Web.Resources;
using TokenSpend.Web.Text;

namespace TokenSpend.Web.Components.Pages.Imports;

/// <summary>How far something long has come: bar and words.</summary>
/// <param name="Share">0 to 1 as CSS and HTML spell it; null: not known.</param>
public sealed record ImportProgress(string? Share, string Words)
{
    /// <param name="total">0: unknown.</param>
    /// <param name="more">Said after the bytes; empty: nothing.</param>
    public static ImportProgress Of(long done, long total, TimeSpan took, string more, IStringLocalizer<Texts> text)
    {
        var words = new List<string>
        {
            total > 0 ? text["Imports.BytesOf", Figures.Bytes(done), Figures.Bytes(total)] : Figures.Bytes(done),
        };
        if (took.TotalSeconds >= 1 && done > 0)
        {
            var perSecond = done / took.TotalSeconds;
            words.Add(text["Imports.Rate", Figures.Bytes((long)perSecond)]);
            if (total > done) words.Add(Left(TimeSpan.FromSeconds((total - done) / perSecond), text));
        }
        if (more.Length > 0) words.Add(more);
        var share = total > 0 ? Math.Clamp(done / (decimal)total, 0, 1).ToString("0.###", CultureInfo.InvariantCulture) : null;
        return new ImportProgress(share, string.Join(" · ", words));
    }

    private static string Left(TimeSpan left, IStringLocalizer<Texts> text) => left.TotalSeconds < 90
        ? text["Imports.SecondsLeft", Math.Max(1, (int)Math.Ceiling(left.TotalSeconds))]
        : text["Imports.MinutesLeft", (int)Math.Ceiling(left.TotalMinutes)];
}
