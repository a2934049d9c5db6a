using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Unicode;

namespace TokenSpend.Web.Mail.Posting;

/// <summary>A notice in the words of each receiver.</summary>
/// <remarks>
/// Sources: the vendors' pages on custom robots (Feishu, DingTalk, WeCom), incoming webhooks with blocks (Slack), workflows with adaptive cards (Teams).
/// Names come from files: what would be markup there is escaped or made harmless here.
/// </remarks>
internal static class WebhookBodies
{
    public static readonly JsonSerializerOptions Json = new() { Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) };

    // WeCom counts bytes of UTF-8, Slack's header characters.
    private const int WeComBytes = 4096;
    private const int SlackHeader = 150;

    public static JsonObject Of(string template, Notice notice, long delivery, DateTimeOffset now) => template switch
    {
        WebhookRequest.Feishu => Feishu(notice),
        WebhookRequest.DingTalk => DingTalk(notice),
        WebhookRequest.WeCom => WeCom(notice),
        WebhookRequest.Slack => Slack(notice),
        WebhookRequest.Teams => Teams(notice),
        _ => Generic(notice, delivery, now),
    };

    private static JsonObject Generic(Notice notice, long delivery, DateTimeOffset now) => new()
    {
        ["delivery"] = delivery,
        ["sent"] = now.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture),
        ["language"] = notice.Language,
        ["subject"] = notice.Subject,
        ["link"] = notice.Link,
        ["alerts"] = Array(notice.Parts.Select(part => new JsonObject
        {
            ["alert"] = part.Alert,
            ["headline"] = part.Headline,
            ["lines"] = Array(part.Lines.Select(line => (JsonNode)line)),
            ["rows"] = Array(part.Rows.Select(row => new JsonObject { ["name"] = row.Name, ["value"] = row.Value })),
        })),
    };

    private static JsonObject Feishu(Notice notice) => new()
    {
        ["msg_type"] = "interactive",
        ["card"] = new JsonObject
        {
            ["config"] = new JsonObject { ["wide_screen_mode"] = true },
            ["header"] = new JsonObject { ["title"] = Tagged("plain_text", notice.Subject), ["template"] = "orange" },
            ["elements"] = new JsonArray(
                new JsonObject { ["tag"] = "div", ["text"] = Tagged("plain_text", Body(notice)) },
                new JsonObject
                {
                    ["tag"] = "action",
                    ["actions"] = new JsonArray(new JsonObject { ["tag"] = "button", ["text"] = Tagged("plain_text", notice.LinkText), ["type"] = "primary", ["url"] = notice.Link }),
                },
                new JsonObject { ["tag"] = "note", ["elements"] = new JsonArray(Tagged("plain_text", notice.Why)) }),
        },
    };

    private static JsonObject DingTalk(Notice notice) => new()
    {
        ["msgtype"] = "markdown",
        ["markdown"] = new JsonObject { ["title"] = Escape(notice.Subject), ["text"] = Markdown(notice) },
    };

    private static JsonObject WeCom(Notice notice) => new()
    {
        ["msgtype"] = "markdown",
        ["markdown"] = new JsonObject { ["content"] = Markdown(notice, WeComBytes) },
    };

    private static JsonObject Slack(Notice notice) => new()
    {
        ["text"] = SlackText(notice.Subject),
        ["blocks"] = new JsonArray(
            new JsonObject { ["type"] = "header", ["text"] = Typed("plain_text", Cut(notice.Subject, SlackHeader)) },
            new JsonObject { ["type"] = "section", ["text"] = Typed("plain_text", Cut(Body(notice), 3000)) },
            new JsonObject
            {
                ["type"] = "actions",
                ["elements"] = new JsonArray(new JsonObject { ["type"] = "button", ["text"] = Typed("plain_text", notice.LinkText), ["url"] = notice.Link }),
            },
            new JsonObject { ["type"] = "context", ["elements"] = new JsonArray(Typed("plain_text", notice.Why)) }),
    };

    private static JsonObject Teams(Notice notice) => new()
    {
        ["type"] = "message",
        ["attachments"] = new JsonArray(new JsonObject
        {
            ["contentType"] = "application/vnd.microsoft.card.adaptive",
            ["content"] = new JsonObject
            {
                ["$schema"] = "http://adaptivecards.io/schemas/adaptive-card.json",
                ["type"] = "AdaptiveCard",
                ["version"] = "1.4",
                ["body"] = Array(notice.Parts.SelectMany(TeamsPart).Append(TeamsLine(notice.Why, subtle: true))),
                ["actions"] = new JsonArray(new JsonObject { ["type"] = "Action.OpenUrl", ["title"] = notice.LinkText, ["url"] = notice.Link }),
            },
        }),
    };

    private static IEnumerable<JsonObject> TeamsPart(NoticePart part)
    {
        var headline = TeamsLine(part.Headline, subtle: false);
        headline["weight"] = "bolder";
        yield return headline;
        foreach (var line in part.Lines) yield return TeamsLine(line, subtle: false);
        if (part.Rows.Count > 0)
            yield return new JsonObject { ["type"] = "FactSet", ["facts"] = Array(part.Rows.Select(row => new JsonObject { ["title"] = Escape(row.Name), ["value"] = Escape(row.Value) })) };
    }

    private static JsonObject TeamsLine(string text, bool subtle) => new() { ["type"] = "TextBlock", ["text"] = Escape(text), ["wrap"] = true, ["isSubtle"] = subtle };

    private static string Body(Notice notice) => string.Join("\n\n", notice.Parts.Select((part, at) => string.Join('\n',
        [.. at == 0 && notice.Parts.Count == 1 ? [] : new[] { part.Headline }, .. part.Lines, .. part.Rows.Select(row => $"{row.Name}{Colon(notice)}{row.Value}")])));

    /// <param name="bytes">At most so many: parts that would not fit are left to the page.</param>
    private static string Markdown(Notice notice, int bytes = int.MaxValue)
    {
        var end = $"[{Escape(notice.LinkText)}]({notice.Link})\n\n> {Escape(notice.Why)}";
        var text = new StringBuilder();
        foreach (var part in notice.Parts)
        {
            var piece = $"### {Escape(part.Headline)}\n\n{string.Join("\n\n", part.Lines.Select(Escape))}\n\n{string.Concat(part.Rows.Select(row => $"- {Escape(row.Name)}{Colon(notice)}{Escape(row.Value)}\n"))}\n";
            if (Encoding.UTF8.GetByteCount(text.ToString()) + Encoding.UTF8.GetByteCount(piece) + Encoding.UTF8.GetByteCount(end) > bytes) break;
            text.Append(piece);
        }
        return text.Append(end).ToString();
    }

    /// <summary>Marks of Markdown and HTML become full-width twins: receivers differ in what a backslash does, a look-alike is plain text everywhere.</summary>
    private static string Escape(string text) => string.Concat(text.Select(character => character switch
    {
        '*' => '＊', '_' => '＿', '`' => '｀', '[' => '［', ']' => '］', '<' => '＜', '>' => '＞', '#' => '＃', '|' => '｜', '~' => '～', '\\' => '＼',
        _ => character,
    }));

    private static string SlackText(string text) => text.Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal).Replace(">", "&gt;", StringComparison.Ordinal);

    private static string Colon(Notice notice) => notice.Language == Text.Writing.Chinese ? "：" : ": ";

    private static string Cut(string text, int length) => text.Length <= length ? text : text[..(length - 1)] + "…";

    private static JsonObject Tagged(string tag, string content) => new() { ["tag"] = tag, ["content"] = content };

    private static JsonObject Typed(string type, string text) => new() { ["type"] = type, ["text"] = text };

    private static JsonArray Array(IEnumerable<JsonNode> nodes) => new([.. nodes]);
}
