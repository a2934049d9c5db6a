using CsCheck;
using MimeKit;
using TokenSpend.Core.Alerts;
using TokenSpend.Tests.Alerts;
using TokenSpend.Web.Mail;
using TokenSpend.Web.Text;

namespace TokenSpend.Tests.Mail;

public sealed class MailMessageTests : IDisposable
{
    private const string Markup = "<script>alert(1)</script><img src=x onerror=alert(1)>";

    private readonly MailPlace _place = new();

    public void Dispose() => _place.Dispose();

    private static readonly MailSettings Settings = new() { Host = "mail.test", FromAddress = "tokenspend@example.com", BaseAddress = "https://spend.example.com/" };

    private static readonly Notices Notices = new(MailPlace.Text);

    private static Notice NoticeOf(string language, params Alert[] alerts) => Notices.Of(
        [.. alerts.BySeverity().Select(alert => NoticePart.Of(alert.Id, AlertWords.Of(alert, language, MailPlace.Text)))], language, Settings.BaseAddress, hook: null);

    private static Notice NoticeNamed(string name) => NoticeOf(Writing.English, SmallAlerts.BudgetShare(name: name));

    private static MailMessage MailOf(Notice notice, MailSettings? settings = null, long row = 7) =>
        MailMessage.Of(notice, settings ?? Settings, "owner@example.com", row, DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch, handOver: null);

    /// <summary>As it is on the wire, and read again.</summary>
    private static async Task<(string Raw, MimeMessage Read)> WireAsync(MailMessage mail)
    {
        using var stream = new MemoryStream();
        mail.Prepare(EncodingConstraint.SevenBit);
        await mail.WriteToAsync(stream);
        stream.Position = 0;
        return (System.Text.Encoding.UTF8.GetString(stream.ToArray()), await MimeMessage.LoadAsync(stream));
    }

    [Fact]
    public async Task A_chinese_mail_arrives_as_it_was_written()
    {
        await using var server = MailServer.Start();
        await _place.SaveAsync(MailPlace.SettingsFor(server) with { FromName = "花费管家" });
        await _place.AddAsync("li@example.com");
        await _place.SendAsync();
        var mail = Assert.Single(server.Mails);
        var notice = NoticeOf(Writing.Chinese, _place.Alerts[1]);
        Assert.Equal(("花费管家", notice.Subject), (mail.From.Mailboxes.Single().Name, mail.Subject));
        Assert.Equal(MailText.Of(notice), mail.TextBody!.ReplaceLineEndings("\n"));
        Assert.Equal(MailHtml.Of(notice), mail.HtmlBody!.ReplaceLineEndings("\n"));
        Assert.Matches(@"\p{IsCJKUnifiedIdeographs}", mail.Subject);
    }

    [Fact]
    public async Task A_reader_who_is_no_contact_gets_the_default_language()
    {
        await using var server = MailServer.Start();
        await _place.SaveAsync(MailPlace.SettingsFor(server) with { Language = Writing.Chinese, Contacts = [new MailContact("Smith@example.com", Writing.English)] });
        await _place.AddAsync("wang@example.com");
        await _place.AddAsync("smith@example.com");
        await _place.SendAsync();
        Assert.Equal(["zh-CN", "en"], server.Mails.OrderByDescending(mail => mail.To.ToString()).Select(mail => mail.HtmlBody!.Contains("lang=\"zh-CN\"", StringComparison.Ordinal) ? "zh-CN" : "en"));
    }

    [Fact]
    public void One_alert_has_a_link_of_its_own_and_its_news_is_the_subject()
    {
        var notice = NoticeOf(Writing.English, SmallAlerts.BudgetShare() with { Id = 12 });
        Assert.Equal(("https://spend.example.com/alerts/12", notice.Parts[0].Headline), (notice.Link, notice.Subject));
        Assert.Equal(3, notice.Parts[0].Lines.Count);
    }

    [Fact]
    public void Several_alerts_are_one_mail_whose_subject_says_the_worst_and_how_many_more()
    {
        var notice = NoticeOf(Writing.English, SmallAlerts.NewModel(), SmallAlerts.BudgetShare(12_000, 100), SmallAlerts.Unpriced());
        Assert.Equal($"{notice.Parts[0].Headline} (and 2 more)", notice.Subject);
        Assert.Equal("https://spend.example.com/alerts", notice.Link);
        Assert.Equal(AlertWords.Of(SmallAlerts.BudgetShare(12_000, 100), Writing.English, MailPlace.Text).Headline, notice.Parts[0].Headline);
    }

    [Fact]
    public void Of_many_alerts_the_mail_shows_five_and_counts_the_rest()
    {
        var notice = NoticeOf(Writing.English, [.. Enumerable.Range(1, 9).Select(id => SmallAlerts.NewModel($"model-{id}") with { Id = id })]);
        Assert.Equal((5, true), (notice.Parts.Count, notice.More!.Contains('4', StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("x\r\nBcc: thief@example.com")]
    [InlineData("x\nBcc: thief@example.com")]
    [InlineData("x\u2028Bcc: thief@example.com\u0085Bcc: thief@example.com")]
    [InlineData("x\r\n\r\n<html>")]
    public async Task A_name_with_line_breaks_adds_no_header(string name)
    {
        var (raw, read) = await WireAsync(MailOf(NoticeNamed(name), Settings with { FromName = name }));
        Assert.Equal(["owner@example.com"], read.To.Mailboxes.Select(to => to.Address));
        Assert.Empty(read.Bcc);
        Assert.DoesNotContain(read.Headers, header => header.Id == HeaderId.Bcc);
        Assert.DoesNotContain("\nBcc:", raw, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("\n", read.Subject, StringComparison.Ordinal);
    }

    [Fact]
    public void Names_with_markup_stay_text()
    {
        var html = MailHtml.Of(NoticeNamed(Markup));
        Assert.DoesNotContain("<script", html, StringComparison.Ordinal);
        Assert.DoesNotContain("<img", html, StringComparison.Ordinal);
        Assert.Contains("&lt;script&gt;", html, StringComparison.Ordinal);
    }

    [Fact]
    public void Marks_that_turn_the_direction_of_writing_are_taken_out() =>
        Assert.Equal("invoicefdp.exe", OneLine.Of("invoice\u202Efdp.exe\u2066\u200B"));

    [Fact]
    public void Any_name_leaves_the_headers_and_the_markup_as_they_were() =>
        Gen.OneOf(Gen.Char, Gen.Char["\r\n<>\"&\u202E\0:"]).Array[0, 60].Select(characters => new string(characters)).Sample(name =>
        {
            var (_, read) = WireAsync(MailOf(NoticeNamed(name))).GetAwaiter().GetResult();
            return read.Headers.Select(header => header.Field).Order().SequenceEqual(Fields) && Tags(read.HtmlBody!) == ExpectedTags;
        }, iter: 300);

    private static readonly string[] Fields = [.. WireAsync(MailOf(NoticeNamed("Marketing"))).GetAwaiter().GetResult().Read.Headers.Select(header => header.Field).Order()];

    private static readonly int ExpectedTags = Tags(MailHtml.Of(NoticeNamed("Marketing")));

    private static int Tags(string html) => html.Count(character => character == '<');

    [Fact]
    public async Task A_row_has_one_message_id_and_a_machine_is_told_not_to_answer()
    {
        var (_, read) = await WireAsync(MailOf(NoticeNamed("Marketing")));
        Assert.Equal(read.MessageId, (await WireAsync(MailOf(NoticeNamed("Sales")))).Read.MessageId);
        Assert.NotEqual(read.MessageId, (await WireAsync(MailOf(NoticeNamed("Marketing"), row: 8))).Read.MessageId);
        Assert.Equal("auto-generated", read.Headers[HeaderId.AutoSubmitted]);
    }

    [Fact]
    public void The_html_fetches_nothing()
    {
        var html = MailHtml.Of(NoticeNamed("Marketing"));
        Assert.DoesNotContain("src=", html, StringComparison.Ordinal);
        Assert.DoesNotContain("url(", html, StringComparison.Ordinal);
        Assert.Single(System.Text.RegularExpressions.Regex.Matches(html, "https?://").Cast<object>());
    }

    [Theory]
    [InlineData("owner@example.com", true)]
    [InlineData("張@例子.公司", true)]
    [InlineData("owner", false)]
    [InlineData("a@example.com, b@example.com", false)]
    [InlineData("Owner <owner@example.com>", false)]
    [InlineData("owner@example.com\r\nBcc: thief@example.com", false)]
    [InlineData("", false)]
    public void An_address_is_one_plain_address(string text, bool right) => Assert.Equal(right, MailAddresses.Parse(text) is not null);
}
