using System.Text;

namespace TokenSpend.Web.Mail;

/// <summary>A notice as plain text: what readers see whose program shows no HTML.</summary>
public static class MailText
{
    public static string Of(Notice notice)
    {
        ArgumentNullException.ThrowIfNull(notice);
        var text = new StringBuilder();
        foreach (var part in notice.Parts)
        {
            text.Append(part.Headline).Append("\n\n");
            foreach (var line in part.Lines) text.Append(line).Append('\n');
            if (part.Rows.Count > 0) text.Append('\n');
            var colon = notice.Language == Text.Writing.Chinese ? "：" : ": ";
            foreach (var row in part.Rows) text.Append("  ").Append(row.Name).Append(colon).Append(row.Value).Append('\n');
            text.Append('\n');
        }
        if (notice.More is not null) text.Append(notice.More).Append("\n\n");
        return text.Append(notice.LinkText).Append('\n').Append(notice.Link).Append("\n\n-- \n").Append(notice.Why).Append('\n').ToString();
    }
}
