using Bunit;
using Microsoft.Extensions.DependencyInjection;
using TokenSpend.Core.Alerts;
using TokenSpend.Core.Operations;
using TokenSpend.Tests.Mail;
using TokenSpend.Web.Components.Pages.Admin;
using TokenSpend.Web.Mail;
using TokenSpend.Web.Text;

namespace TokenSpend.Tests.Web.Pages;

public sealed class MailPageTests : PageContext
{
    private readonly MailPlace _place = new();

    private static readonly DataStatus Status = new(false, null, new DateOnly(2026, 11, 24), "Etc/UTC", null, ["USD"]);

    private IRenderedComponent<MailPage> Page()
    {
        Services.AddSingleton(_place.Outbox);
        Services.AddSingleton(_place.Webhooks);
        Services.AddSingleton(_place.Book);
        Services.AddSingleton(_place.Secrets);
        Services.AddSingleton(_place.Hooks);
        Services.AddSingleton(new MailTest(_place.Secrets, _place.Notices, _place.Clock));
        var page = Render<MailPage>(parameters => parameters.AddCascadingValue(Status));
        page.WaitForElement("[data-testid=host]");
        return page;
    }

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        if (disposing) _place.Dispose();
    }

    [Fact]
    public void Without_settings_it_says_that_mails_are_off() =>
        Assert.Equal("Mails are off: alerts are on the pages only", Page().Find("h1").TextContent);

    [Fact]
    public async Task A_stored_password_is_never_sent_to_the_page_and_an_empty_field_keeps_it()
    {
        await using var server = MailServer.Start(login: true);
        await _place.SaveAsync(MailPlace.SettingsFor(server) with { User = MailServer.User }, MailServer.Password);
        var page = Page();
        var stored = _place.Book.Read()!.ProtectedPassword!;
        Assert.DoesNotContain(MailServer.Password, page.Markup, StringComparison.Ordinal);
        Assert.DoesNotContain(stored, page.Markup, StringComparison.Ordinal);
        await page.Find("[data-testid=from]").ChangeAsync("alerts@example.com");
        await page.Find("form").SubmitAsync();
        page.WaitForAssertion(() => Assert.Contains("Saved.", page.Markup, StringComparison.Ordinal));
        Assert.Equal(("alerts@example.com", stored), (_place.Book.Read()!.FromAddress, _place.Book.Read()!.ProtectedPassword));
    }

    [Fact]
    public async Task A_contact_is_added_with_a_language()
    {
        await using var server = MailServer.Start();
        await _place.SaveAsync(MailPlace.SettingsFor(server) with { Contacts = [] });
        var page = Page();
        await page.Find("[data-testid=add-contact]").ClickAsync();
        await page.Find("[data-testid=contact]").ChangeAsync("li@example.com");
        await page.Find(".admin-contact select").ChangeAsync(Writing.Chinese);
        await page.Find("form").SubmitAsync();
        page.WaitForAssertion(() => Assert.Equal([new MailContact("li@example.com", Writing.Chinese)], _place.Book.Read()!.Contacts));
    }

    [Theory]
    [InlineData("host", "", "Enter the mail server’s name")]
    [InlineData("port", "0", "“0” is not a port")]
    [InlineData("from", "nobody", "“nobody” is not a single e-mail address")]
    public async Task What_is_wrong_is_told_and_nothing_is_saved(string field, string value, string words)
    {
        var page = Page();
        await page.Find("[data-testid=host]").ChangeAsync("smtp.example.com");
        await page.Find("[data-testid=from]").ChangeAsync("alerts@example.com");
        await page.Find($"[data-testid={field}]").ChangeAsync(value);
        await page.Find("form").SubmitAsync();
        page.WaitForAssertion(() => Assert.Contains(words, page.Find("[role=alert]").TextContent, StringComparison.Ordinal));
        Assert.Null(_place.Book.Read());
    }

    [Fact]
    public async Task The_test_button_tells_the_servers_answer_in_words()
    {
        await using var server = MailServer.Start(login: true);
        await _place.SaveAsync(MailPlace.SettingsFor(server) with { User = MailServer.User }, "wrong");
        var page = Page();
        await page.Find("[data-testid=test-to]").ChangeAsync("admin@example.com");
        await page.Find("[data-testid=test]").ClickAsync();
        page.WaitForAssertion(() => Assert.Contains($"The server refused the user {MailServer.User}", page.Find("[data-testid=answer]").TextContent, StringComparison.Ordinal), TimeSpan.FromSeconds(20));
        await page.Find("[data-testid=password]").ChangeAsync(MailServer.Password);
        await page.Find("[data-testid=test]").ClickAsync();
        page.WaitForAssertion(() => Assert.Contains("The server took it", page.Find("[data-testid=answer]").TextContent, StringComparison.Ordinal), TimeSpan.FromSeconds(20));
    }

    [Fact]
    public async Task The_messages_tell_the_servers_answer_and_can_be_sent_again()
    {
        await using var server = MailServer.Start();
        await _place.SaveAsync(MailPlace.SettingsFor(server));
        server.AnswerNext(554, "looks <b>like</b> spam");
        var id = await _place.AddAsync("owner@example.com");
        await _place.SendAsync();
        var page = Page();
        var row = page.Find("[data-testid=message]");
        Assert.Contains("The server refused it for good: 554 looks <b>like</b> spam", row.TextContent, StringComparison.Ordinal);
        await row.QuerySelector(".actions button")!.ClickAsync(new());
        Assert.Equal(OutboxState.Waiting, (await _place.MessageAsync(id)).State);
    }

    [Fact]
    public async Task A_message_that_was_handed_over_and_never_answered_says_that_it_may_have_arrived()
    {
        await _place.AddAsync("owner@example.com");
        await _place.Outbox.ClaimAsync(OutboxChannel.Mail, CancellationToken.None);
        await _place.Outbox.HandOverAsync(1, CancellationToken.None);
        In(Writing.Chinese);
        var page = Page();
        Assert.Contains("可能已送达", page.Find("[data-testid=message]").TextContent, StringComparison.Ordinal);
        Assert.Contains("重新发送", page.Find(".actions button").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_webhook_is_added_and_shows_its_host_only()
    {
        var page = Page();
        await page.Find("[data-testid=add-hook]").ClickAsync();
        await page.Find("[data-testid=hook-name]").ChangeAsync("Finance");
        await page.Find("[data-testid=hook-template]").ChangeAsync("dingtalk");
        await page.Find("[data-testid=hook-address]").ChangeAsync("https://oapi.dingtalk.com/robot/send?access_token=abc");
        await page.FindAll("form")[1].SubmitAsync();
        page.WaitForAssertion(() => Assert.Contains("DingTalk · oapi.dingtalk.com · not signed", page.Find("[data-testid=hook]").TextContent, StringComparison.Ordinal));
        Assert.DoesNotContain("access_token", page.Markup, StringComparison.Ordinal);
    }
}
