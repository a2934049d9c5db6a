using TokenSpend.Core.Alerts;
using TokenSpend.Core.Operations;
using TokenSpend.Web.Mail;

namespace TokenSpend.Tests.Mail;

public sealed class OutboxTests : IDisposable
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private readonly MailPlace _place = new();

    public void Dispose() => _place.Dispose();

    [Fact]
    public async Task Mails_go_through_starttls_and_a_login_and_are_sent_once()
    {
        await using var server = MailServer.Start(tls: true, login: true);
        await _place.SaveAsync(MailPlace.SettingsFor(server) with { Security = MailSecurity.StartTls, User = MailServer.User, Thumbprint = server.Thumbprint }, MailServer.Password);
        var id = await _place.AddAsync("owner@example.com");
        await _place.SendAsync();
        await _place.SendAfterAsync(TimeSpan.FromDays(1));
        Assert.Single(server.Mails);
        var message = await _place.MessageAsync(id);
        Assert.Equal((OutboxState.Sent, 1, "accepted"), (message.State, message.Attempts, (await _place.AnswerAsync(id))!.Code));
    }

    [Fact]
    public async Task Several_mails_of_one_round_share_a_connection()
    {
        await using var server = MailServer.Start();
        await _place.SaveAsync(MailPlace.SettingsFor(server));
        for (var at = 0; at < 5; at++) await _place.AddAsync($"reader{at}@example.com");
        await _place.SendAsync();
        Assert.Equal((5, 1), (server.Mails.Count, server.Sessions));
    }

    [Fact]
    public async Task Without_settings_messages_wait_and_the_status_says_that_mails_are_off()
    {
        await using var server = MailServer.Start();
        var id = await _place.AddAsync("owner@example.com");
        await _place.SendAfterAsync(TimeSpan.FromDays(30));
        var status = await _place.Outbox.StatusAsync(Viewer.Everything, CancellationToken.None);
        Assert.Equal((false, 1, 0), (status.MailsOn, status.Waiting, (await _place.MessageAsync(id)).Attempts));
        await _place.SaveAsync(MailPlace.SettingsFor(server));
        await _place.SendAsync();
        Assert.Single(server.Mails);
    }

    [Fact]
    public async Task A_busy_server_is_tried_again_after_a_minute_then_two()
    {
        await using var server = MailServer.Start();
        await _place.SaveAsync(MailPlace.SettingsFor(server));
        server.AnswerNext(451, "try again later");
        server.AnswerNext(452, "no room");
        var id = await _place.AddAsync("owner@example.com");
        await _place.SendAsync();
        var waiting = await _place.MessageAsync(id);
        Assert.Equal((OutboxState.Waiting, _place.Clock.Now.UtcDateTime + Minute), (waiting.State, waiting.NextUtc));
        Assert.Equal(["451 try again later"], (await _place.AnswerAsync(id))!.Arguments);
        await _place.SendAfterAsync(Minute - TimeSpan.FromSeconds(1));
        Assert.Equal(1, (await _place.MessageAsync(id)).Attempts);
        await _place.SendAfterAsync(TimeSpan.FromSeconds(1));
        Assert.Equal(_place.Clock.Now.UtcDateTime + (2 * Minute), (await _place.MessageAsync(id)).NextUtc);
        await _place.SendAfterAsync(2 * Minute);
        Assert.Equal(OutboxState.Sent, (await _place.MessageAsync(id)).State);
        Assert.Single(server.Mails);
    }

    [Fact]
    public async Task A_refused_mail_fails_with_the_servers_words_until_a_person_sends_it_again()
    {
        await using var server = MailServer.Start();
        await _place.SaveAsync(MailPlace.SettingsFor(server));
        server.AnswerNext(554, "looks like spam");
        var id = await _place.AddAsync("owner@example.com");
        await _place.SendAsync();
        await _place.SendAfterAsync(TimeSpan.FromDays(1));
        Assert.Equal((OutboxState.Failed, "rejected"), ((await _place.MessageAsync(id)).State, (await _place.AnswerAsync(id))!.Code));
        Assert.Equal(["554 looks like spam"], (await _place.AnswerAsync(id))!.Arguments);
        Assert.Empty(server.Mails);
        await _place.Outbox.SendAgainAsync(Viewer.Everything, id, CancellationToken.None);
        await _place.SendAsync();
        Assert.Equal(OutboxState.Sent, (await _place.MessageAsync(id)).State);
        await Assert.ThrowsAsync<RefusedException>(() => _place.Outbox.SendAgainAsync(Viewer.Everything, id, CancellationToken.None));
    }

    [Fact]
    public async Task A_recipient_whom_the_server_does_not_know_fails_alone()
    {
        await using var server = MailServer.Start();
        server.Recipient = address => Task.FromResult(address != "gone@example.com");
        await _place.SaveAsync(MailPlace.SettingsFor(server));
        var (gone, bad, here) = (await _place.AddAsync("gone@example.com"), await _place.AddAsync("no address"), await _place.AddAsync("here@example.com"));
        await _place.SendAsync();
        Assert.Equal(("recipient", "gone@example.com"), ((await _place.AnswerAsync(gone))!.Code, (await _place.AnswerAsync(gone))!.Arguments[0]));
        Assert.Equal((OutboxState.Failed, "bad-address"), ((await _place.MessageAsync(bad)).State, (await _place.AnswerAsync(bad))!.Code));
        Assert.Equal(OutboxState.Sent, (await _place.MessageAsync(here)).State);
    }

    [Fact]
    public async Task Nothing_is_lost_or_doubled_while_the_server_is_away_for_an_hour()
    {
        await using var server = MailServer.Start();
        await _place.SaveAsync(MailPlace.SettingsFor(server));
        await server.CloseAsync();
        for (var at = 0; at < 3; at++) await _place.AddAsync($"reader{at}@example.com");
        for (var minute = 0; minute < 60; minute++) await _place.SendAfterAsync(Minute);
        var status = await _place.Outbox.StatusAsync(Viewer.Everything, CancellationToken.None);
        Assert.Equal((3, "refused"), (status.Waiting, status.Problem!.Code));
        server.Open();
        for (var minute = 0; minute < 60; minute++) await _place.SendAfterAsync(Minute);
        Assert.Equal(["reader0@example.com", "reader1@example.com", "reader2@example.com"], server.Mails.Select(mail => mail.To.Mailboxes.Single().Address).Order());
        Assert.Equal(0, (await _place.Outbox.StatusAsync(Viewer.Everything, CancellationToken.None)).Waiting);
    }

    [Fact]
    public async Task After_three_days_of_trying_a_message_fails_with_the_last_answer()
    {
        await using var server = MailServer.Start();
        await _place.SaveAsync(MailPlace.SettingsFor(server));
        await server.CloseAsync();
        var id = await _place.AddAsync("owner@example.com");
        var begun = _place.Clock.Now;
        while ((await _place.MessageAsync(id)).State == OutboxState.Waiting) await _place.SendAfterAsync((await _place.MessageAsync(id)).NextUtc - _place.Clock.Now.UtcDateTime);
        Assert.Equal((OutboxState.Failed, "refused"), ((await _place.MessageAsync(id)).State, (await _place.AnswerAsync(id))!.Code));
        Assert.InRange(_place.Clock.Now - begun, TimeSpan.FromDays(3) - TimeSpan.FromHours(1), TimeSpan.FromDays(3) + TimeSpan.FromHours(1));
    }

    [Fact]
    public async Task A_wrong_password_is_tried_once_for_all_and_keeps_them_until_the_settings_are_mended()
    {
        await using var server = MailServer.Start(login: true);
        var settings = MailPlace.SettingsFor(server) with { User = MailServer.User };
        await _place.SaveAsync(settings, "wrong");
        List<long> ids = [await _place.AddAsync("a@example.com"), await _place.AddAsync("b@example.com"), await _place.AddAsync("c@example.com")];
        await _place.SendAsync();
        Assert.Equal(1, server.Sessions);
        Assert.All(ids, id => Assert.Equal("password", _place.AnswerAsync(id).Result!.Code));
        for (var day = 0; day < 200; day++) await _place.SendAfterAsync(TimeSpan.FromHours(1));
        Assert.Equal(3, (await _place.Outbox.StatusAsync(Viewer.Everything, CancellationToken.None)).Waiting);
        await _place.SaveAsync(settings, MailServer.Password);
        await _place.SendAsync();
        Assert.Equal(3, server.Mails.Count);
    }

    [Fact]
    public async Task A_mail_whose_answer_never_came_may_have_arrived_and_is_not_repeated_by_itself()
    {
        await using var server = MailServer.Start();
        var id = await _place.AddAsync("owner@example.com");
        using (var breaking = new BreakingMailServer("SIZE 1000000", "PIPELINING", "CHUNKING", "8BITMIME"))
        {
            await _place.SaveAsync(MailPlace.SettingsFor(server) with { Port = breaking.Port });
            await _place.SendAsync();
            Assert.True(breaking.TookAMail);
            Assert.Equal((OutboxState.HandedOver, "no-answer"), ((await _place.MessageAsync(id)).State, (await _place.AnswerAsync(id))!.Code));
        }
        await _place.SaveAsync(MailPlace.SettingsFor(server));
        await _place.Outbox.RecoverAsync(CancellationToken.None);
        await _place.SendAfterAsync(TimeSpan.FromDays(1));
        Assert.Equal((0, 1), (server.Mails.Count, (await _place.Outbox.StatusAsync(Viewer.Everything, CancellationToken.None)).MayHaveArrived));
        await _place.Outbox.SendAgainAsync(Viewer.Everything, id, CancellationToken.None);
        await _place.SendAsync();
        Assert.Single(server.Mails);
    }

    [Fact]
    public async Task The_row_is_marked_handed_over_after_the_content_and_before_the_server_has_its_end()
    {
        await using var server = MailServer.Start();
        await _place.SaveAsync(MailPlace.SettingsFor(server));
        var states = new List<OutboxState>();
        var id = await _place.AddAsync("owner@example.com");
        server.Recipient = async _ =>
        {
            states.Add((await _place.MessageAsync(id)).State);
            return true;
        };
        server.Received = async _ => states.Add((await _place.MessageAsync(id)).State);
        await _place.SendAsync();
        Assert.Equal([OutboxState.Sending, OutboxState.HandedOver], states);
    }

    [Fact]
    public async Task A_mail_whose_mark_cannot_be_made_is_not_taken_by_the_server()
    {
        await using var server = MailServer.Start();
        await _place.SaveAsync(MailPlace.SettingsFor(server));
        var id = await _place.AddAsync("owner@example.com");
        // The row is taken away under the sender's hands: the mark fails, the end is never written.
        server.Recipient = async _ =>
        {
            await _place.Outbox.RecoverAsync(CancellationToken.None);
            return true;
        };
        await _place.SendAsync();
        Assert.Empty(server.Mails);
        server.Recipient = _ => Task.FromResult(true);
        await _place.SendAfterAsync(TimeSpan.FromHours(1));
        Assert.Single(server.Mails);
        Assert.Equal(OutboxState.Sent, (await _place.MessageAsync(id)).State);
    }

    [Fact]
    public async Task Alerts_that_are_gone_leave_nothing_to_say()
    {
        await using var server = MailServer.Start();
        await _place.SaveAsync(MailPlace.SettingsFor(server));
        var id = await _place.AddAsync("owner@example.com", 99);
        await _place.SendAsync();
        Assert.Equal((OutboxState.Failed, "nothing-to-say"), ((await _place.MessageAsync(id)).State, (await _place.AnswerAsync(id))!.Code));
    }
}
