using System.Globalization;
using Microsoft.Extensions.Localization;
using TokenSpend.Web.Resources;

namespace TokenSpend.Web.Mail;

/// <summary>The alerts of a message in words, worst first; those that are gone are left out.</summary>
public delegate Task<IReadOnlyList<NoticePart>> ReadNoticeParts(IReadOnlyList<long> alerts, string language, CancellationToken cancellation);

/// <summary>Makes one notice of several alerts.</summary>
public sealed class Notices(IStringLocalizer<Texts> text)
{
    private const int Shown = 5;

    /// <param name="parts">At least one, worst first.</param>
    /// <param name="baseAddress">Of the site; ends with a slash.</param>
    /// <param name="hook">Name of the webhook; null: a mail.</param>
    public Notice Of(IReadOnlyList<NoticePart> parts, string language, string baseAddress, string? hook)
    {
        ArgumentNullException.ThrowIfNull(parts);
        return In(language, () =>
        {
            List<NoticePart> shown = [.. parts.Take(Shown).Select(OneLine.Of)];
            var more = parts.Count - shown.Count;
            return new Notice(
                language, Subject(shown[0].Headline, parts.Count), shown, more > 0 ? text["Mail.More", more].Value : null,
                Link(baseAddress, parts), parts.Count == 1 ? text["Mail.Open"] : text["Mail.OpenAll"], hook is null ? text["Mail.Why"] : text["Mail.WhyHook", OneLine.Of(hook)]);
        });
    }

    /// <summary>Says that mails arrive.</summary>
    public Notice Test(string language, string baseAddress) => In(language, () =>
    {
        var part = new NoticePart(0, text["Mail.TestHeadline"], [text["Mail.TestLine"]], null, []);
        return new Notice(language, part.Headline, [part], null, baseAddress, text["Mail.TestOpen"], text["Mail.TestWhy"]);
    });

    /// <summary>Does something in a language that is not the thread's.</summary>
    public static T In<T>(string language, Func<T> make)
    {
        ArgumentNullException.ThrowIfNull(make);
        var (before, beforeUi) = (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture);
        (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture) = (CultureInfo.GetCultureInfo(language), CultureInfo.GetCultureInfo(language));
        try
        {
            return make();
        }
        finally
        {
            (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture) = (before, beforeUi);
        }
    }

    private string Subject(string worst, int count) => count == 1 ? worst : text["Mail.SubjectOfSeveral", worst, count - 1];

    private static string Link(string baseAddress, IReadOnlyList<NoticePart> parts) =>
        baseAddress + (parts.Count == 1 ? "alerts/" + parts[0].Alert.ToString(CultureInfo.InvariantCulture) : "alerts");
}
