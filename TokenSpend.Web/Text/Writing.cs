using System.Globalization;
using Microsoft.Extensions.Localization;
using TokenSpend.Web.Resources;

namespace TokenSpend.Web.Text;

/// <summary>The reader's language and everything that writes in it; one per circuit.</summary>
/// <remarks>
/// A circuit learns its language when it starts. News that arrives later, from a job's thread, carries that thread's culture:
/// <see cref="Enter"/> restores the reader's before anything is rendered.
/// </remarks>
public sealed class Writing
{
    public const string English = "en";
    public const string Chinese = "zh-CN";

    public Writing(IStringLocalizer<Texts> text)
    {
        Culture = CultureInfo.CurrentUICulture.TwoLetterISOLanguageName == "zh"
            ? CultureInfo.GetCultureInfo(Chinese)
            : CultureInfo.GetCultureInfo(English);
        Figures = new Figures(text, Culture);
        Days = new Days(text, Culture);
        Caveats = new CaveatText(text, Figures, Days);
    }

    public CultureInfo Culture { get; }
    public Figures Figures { get; }
    public Days Days { get; }
    public CaveatText Caveats { get; }

    public void Enter() => (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture) = (Culture, Culture);
}
