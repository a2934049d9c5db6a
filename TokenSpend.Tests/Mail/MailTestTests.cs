using TokenSpend.Core.Alerts;
using TokenSpend.Core.Operations;
using TokenSpend.Web.Mail;

namespace TokenSpend.Tests.Mail;

/// <summary>The test button: each thing that can be wrong has its own code, and so its own words.</summary>
public sealed class MailTestTests : IDisposable
{
    private readonly MailPlace _place = new();

    public void Dispose() => _place.Dispose();

    private Task<DeliveryAnswer> TestAsync(MailSettings settings, string? password = null, string to = "admin@example.com") => new MailTest(_place.Secrets, _place.Notices, _place.Clock)
        .SendAsync(Viewer.Everything, _place.Book.WithPassword(settings, password), to, CancellationToken.None);

    [Fact]
    public async Task A_test_sends_a_real_mail_and_keeps_nothing()
    {
        await using var server = MailServer.Start(tls: true, login: true);
        var settings = MailPlace.SettingsFor(server) with { Security = MailSecurity.StartTls, User = MailServer.User, Thumbprint = server.Thumbprint };
        Assert.Equal("accepted", (await TestAsync(settings, MailServer.Password)).Code);
        Assert.Equal("admin@example.com", Assert.Single(server.Mails).To.Mailboxes.Single().Address);
        Assert.Null(_place.Book.Read());
    }

    [Fact]
    public async Task A_host_without_address_is_told()
    {
        await using var server = MailServer.Start();
        Assert.Equal(("no-host", "nobody.invalid"), Told(await TestAsync(MailPlace.SettingsFor(server) with { Host = "nobody.invalid" })));
    }

    [Fact]
    public async Task A_port_at_which_nobody_answers_is_told()
    {
        await using var server = MailServer.Start();
        await server.CloseAsync();
        Assert.Equal(("refused", $"127.0.0.1:{server.Port}"), Told(await TestAsync(MailPlace.SettingsFor(server))));
    }

    [Fact]
    public async Task A_certificate_that_nobody_vouches_for_is_told_with_its_thumbprint()
    {
        await using var server = MailServer.Start(tls: true);
        var settings = MailPlace.SettingsFor(server) with { Security = MailSecurity.StartTls };
        var answer = await TestAsync(settings);
        Assert.Equal(("certificate", server.Thumbprint), (answer.Code, answer.Arguments[1]));
        Assert.Equal("accepted", (await TestAsync(settings with { Thumbprint = server.Thumbprint })).Code);
        Assert.Equal("certificate", (await TestAsync(settings with { Thumbprint = new string('A', 64) })).Code);
    }

    [Fact]
    public async Task A_server_without_starttls_is_told()
    {
        await using var server = MailServer.Start();
        Assert.Equal("no-tls", (await TestAsync(MailPlace.SettingsFor(server) with { Security = MailSecurity.StartTls })).Code);
    }

    [Fact]
    public async Task A_password_is_not_sent_in_the_clear_unless_that_was_chosen()
    {
        await using var server = MailServer.Start(login: true);
        var settings = MailPlace.SettingsFor(server) with { Security = MailSecurity.Auto, User = MailServer.User };
        Assert.Equal("no-tls", (await TestAsync(settings, MailServer.Password)).Code);
        Assert.Equal("accepted", (await TestAsync(settings with { Security = MailSecurity.None }, MailServer.Password)).Code);
    }

    [Fact]
    public async Task Tls_where_the_server_speaks_none_is_told()
    {
        await using var server = MailServer.Start();
        Assert.Equal("tls", (await TestAsync(MailPlace.SettingsFor(server) with { Security = MailSecurity.Tls })).Code);
    }

    [Fact]
    public async Task A_wrong_password_is_told_and_is_not_in_the_answer()
    {
        await using var server = MailServer.Start(login: true);
        var answer = await TestAsync(MailPlace.SettingsFor(server) with { User = MailServer.User }, "hunter2");
        Assert.Equal(("password", MailServer.User), Told(answer));
        Assert.DoesNotContain("hunter2", answer.ToText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_login_that_was_left_out_or_is_not_offered_is_told()
    {
        await using var wants = MailServer.Start(login: true);
        Assert.Equal("login-needed", (await TestAsync(MailPlace.SettingsFor(wants))).Code);
        using var offersNone = new BreakingMailServer("8BITMIME");
        Assert.Equal("no-login", (await TestAsync(MailPlace.SettingsFor(wants) with { Port = offersNone.Port, User = "x" }, "y")).Code);
    }

    [Fact]
    public async Task A_refused_sender_or_recipient_is_told_by_its_address()
    {
        await using var server = MailServer.Start();
        server.AcceptsSender = false;
        Assert.Equal(("sender", "tokenspend@example.com"), Told(await TestAsync(MailPlace.SettingsFor(server))));
        server.AcceptsSender = true;
        server.Recipient = _ => Task.FromResult(false);
        Assert.Equal(("recipient", "admin@example.com"), Told(await TestAsync(MailPlace.SettingsFor(server))));
        Assert.Equal("bad-address", (await TestAsync(MailPlace.SettingsFor(server), to: "nobody")).Code);
    }

    [Fact]
    public async Task The_password_is_stored_encrypted_and_goes_to_no_other_host()
    {
        await using var server = MailServer.Start(login: true);
        var settings = MailPlace.SettingsFor(server) with { User = MailServer.User };
        await _place.SaveAsync(settings, MailServer.Password);
        Assert.DoesNotContain(MailServer.Password, _place.Database.Setting(Outbox.MailSetting)!, StringComparison.Ordinal);
        // An empty field keeps it.
        Assert.Equal("accepted", (await TestAsync(settings)).Code);
        Assert.Null(_place.Book.WithPassword(settings with { Host = "localhost" }, null).ProtectedPassword);
        Assert.Null(_place.Book.WithPassword(settings with { User = "other" }, "").ProtectedPassword);
    }

    private static (string Code, string First) Told(DeliveryAnswer answer) => (answer.Code, answer.Arguments[0]);
}
