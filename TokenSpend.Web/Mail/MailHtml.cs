using System.Text;
using System.Text.Encodings.Web;
using System.Text.Unicode;

namespace TokenSpend.Web.Mail;

/// <summary>A notice as HTML that mail programs show alike: tables, inline styles, no picture and nothing fetched.</summary>
/// <remarks>The style sheet only repeats the colours for dark readers; programs that drop it show the light ones.</remarks>
public static class MailHtml
{
    private const string Font = "font-family:system-ui,-apple-system,'Segoe UI',Roboto,'PingFang SC','Microsoft YaHei','Noto Sans CJK SC',sans-serif;";
    private const string Dark = """
        @media (prefers-color-scheme: dark) {
          .ground { background: #0d1117 !important; }
          .card { background: #161b22 !important; border-color: #30363d !important; }
          .text { color: #e6edf3 !important; }
          .muted { color: #9da7b3 !important; }
          .rule { border-color: #30363d !important; }
          .button { background: #6cb0ff !important; color: #0d1117 !important; }
        }
        @media (max-width: 640px) { .card { padding: 20px !important; } .ground { padding: 12px !important; } }
        """;

    private static readonly HtmlEncoder Html = HtmlEncoder.Create(UnicodeRanges.All);

    public static string Of(Notice notice)
    {
        ArgumentNullException.ThrowIfNull(notice);
        var html = new StringBuilder();
        html.Append($"""
            <!DOCTYPE html>
            <html lang="{notice.Language}">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="color-scheme" content="light dark">
            <meta name="supported-color-schemes" content="light dark">
            <title>{Encode(notice.Subject)}</title>
            <style>
            :root {"{"} color-scheme: light dark; supported-color-schemes: light dark; {"}"}
            {Dark}
            </style>
            </head>
            <body class="ground" style="margin:0;padding:0;background:#f6f8fa;">
            <table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0"><tr><td class="ground" align="center" style="padding:32px 16px;background:#f6f8fa;">
            <table role="presentation" width="600" cellpadding="0" cellspacing="0" border="0" style="width:100%;max-width:600px;">
            <tr><td class="muted" style="padding:0 4px 12px;{Font}font-size:13px;line-height:20px;font-weight:600;color:#57606a;">TokenSpend</td></tr>
            <tr><td class="card" style="padding:28px 32px;background:#ffffff;border:1px solid #d8dee4;border-radius:6px;">

            """);
        for (var at = 0; at < notice.Parts.Count; at++) Part(html, notice.Parts[at], first: at == 0);
        if (notice.More is not null) html.Append($"""<p class="muted" style="margin:20px 0 0;{Font}font-size:14px;line-height:22px;color:#57606a;">{Encode(notice.More)}</p>{"\n"}""");
        html.Append($"""
            <table role="presentation" cellpadding="0" cellspacing="0" border="0" style="margin-top:24px;"><tr><td>
            <a class="button" href="{Encode(notice.Link)}" style="display:inline-block;padding:10px 18px;border-radius:6px;background:#0b57c4;color:#ffffff;{Font}font-size:14px;line-height:20px;font-weight:600;text-decoration:none;">{Encode(notice.LinkText)}</a>
            </td></tr></table>
            </td></tr>
            <tr><td class="muted" style="padding:16px 4px 0;{Font}font-size:12px;line-height:18px;color:#57606a;">{Encode(notice.Why)}</td></tr>
            </table>
            </td></tr></table>
            </body>
            </html>

            """);
        return html.ToString();
    }

    private static void Part(StringBuilder html, NoticePart part, bool first)
    {
        var (tag, size) = first ? ("h1", "font-size:20px;line-height:28px;letter-spacing:-.01em;text-wrap:balance;") : ("h2", "font-size:16px;line-height:24px;");
        var apart = first ? "margin:0 0 12px;" : "margin:24px 0 8px;padding-top:24px;border-top:1px solid #d8dee4;";
        html.Append($"""<{tag} class="text rule" style="{apart}{Font}{size}font-weight:600;color:#1f2328;">{Encode(part.Headline)}</{tag}>{"\n"}""");
        foreach (var line in part.Lines)
            html.Append($"""<p class="text" style="margin:0 0 4px;{Font}font-size:14px;line-height:22px;color:#1f2328;">{Encode(line)}</p>{"\n"}""");
        if (part.Rows.Count == 0) return;
        html.Append("""<table width="100%" cellpadding="0" cellspacing="0" border="0" style="margin-top:16px;border-collapse:collapse;">""").Append('\n');
        if (part.Head is { } head)
            html.Append($"""
                <tr><th class="muted rule" scope="col" align="left" style="padding:0 16px 6px 0;border-bottom:1px solid #8c959f;{Font}font-size:12px;line-height:18px;font-weight:500;color:#57606a;">{Encode(head.Name)}</th><th class="muted rule" scope="col" align="right" style="padding:0 0 6px;border-bottom:1px solid #8c959f;{Font}font-size:12px;line-height:18px;font-weight:500;color:#57606a;">{Encode(head.Value)}</th></tr>

                """);
        for (var at = 0; at < part.Rows.Count; at++)
        {
            var rule = at == part.Rows.Count - 1 ? "" : "border-bottom:1px solid #d8dee4;";
            html.Append($"""
                <tr><th class="text rule" scope="row" align="left" style="padding:7px 16px 7px 0;{rule}{Font}font-size:14px;line-height:20px;font-weight:400;color:#1f2328;">{Encode(part.Rows[at].Name)}</th><td class="text rule" align="right" style="padding:7px 0;{rule}{Font}font-size:14px;line-height:20px;font-variant-numeric:tabular-nums;color:#1f2328;">{Encode(part.Rows[at].Value)}</td></tr>

                """);
        }
        html.Append("</table>\n");
    }

    private static string Encode(string text) => Html.Encode(text);
}
