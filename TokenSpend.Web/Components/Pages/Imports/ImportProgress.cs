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
    /// <param name="took">Null: not known, so no rate is told.</param>
    /// <param name="lines">Null: lines are not counted.</param>
    public static ImportProgress Of(long done, long total, TimeSpan? took, long? lines, IStringLocalizer<Texts> text)
    {
        var words = new List<string>
        {
            total > 0 ? text["Imports.BytesOf", Figures.Bytes(done), Figures.Bytes(total)] : Figures.Bytes(done),
        };
        var seconds = took is { TotalSeconds: >= 1 and var known } ? known : (double?)null;
        if (seconds is { } passed && done > 0)
        {
            var perSecond = done / passed;
            words.Add(text["Imports.Rate", Figures.Bytes((long)perSecond)]);
            if (total > done) words.Add(Left(TimeSpan.FromSeconds((total - done) / perSecond), text));
        }
        if (lines is { } read)
        {
            words.Add(text["Imports.LinesRead", Figures.Count(read).Text]);
            if (seconds is { } going && read > 0) words.Add(text["Imports.LineRate", Figures.Count((long)(read / going)).Text]);
        }
        var share = total > 0 ? Math.Clamp(done / (decimal)total, 0, 1).ToString("0.###", CultureInfo.InvariantCulture) : null;
        return new ImportProgress(share, string.Join(" · ", words));
    }

    private static string Left(TimeSpan left, IStringLocalizer<Texts> text) => left.TotalSeconds < 90
        ? text["Imports.SecondsLeft", Math.Max(1, (int)Math.Ceiling(left.TotalSeconds))]
        : text["Imports.MinutesLeft", (int)Math.Ceiling(left.TotalMinutes)];
}
