using System.Diagnostics;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Data.Sqlite;
using TokenSpend.Core.Alerts;
using TokenSpend.Core.Operations;
using TokenSpend.Core.Storage;
using TokenSpend.Tests.Alerts;
using TokenSpend.Tests.Operations;
using TokenSpend.Web;
using TokenSpend.Web.Mail;

namespace TokenSpend.Tests.Mail;

/// <summary>A real site that is killed while it sends: of each row one mail arrives.</summary>
public sealed class KillTests : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("tokenspend-mail-kill-");
    private readonly List<Process> _sites = [];
    private MailServer _server = null!;
    private Database _database = null!;
    private Outbox _outbox = null!;

    public async Task InitializeAsync()
    {
        _server = MailServer.Start();
        _database = new Database(_folder.FullName);
        _database.Migrate();
        _outbox = new Outbox(_database, TimeProvider.System);
        var book = new MailBook(_database, new Secrets(new EphemeralDataProtectionProvider()), _outbox);
        await book.SaveAsync(Viewer.Everything, MailPlace.SettingsFor(_server), null, CancellationToken.None);
        await using var db = _database.Edit();
        // Resolved: the site's own evaluation leaves it alone.
        db.Alerts.Add(SmallAlerts.BudgetShare() with { Id = 1, State = AlertState.Resolved, ResolvedUtc = SmallAlerts.Raised });
        await db.SaveChangesAsync();
    }

    [Fact]
    public async Task Killed_before_the_hand_over_the_mail_is_sent_by_the_next_start()
    {
        await AddAsync("first@example.com");
        var asked = new TaskCompletionSource();
        var answer = new TaskCompletionSource<bool>();
        _server.Recipient = _ =>
        {
            asked.TrySetResult();
            return answer.Task;
        };
        var site = Start();
        await asked.Task.WaitAsync(Patience);
        Assert.Equal(OutboxState.Sending, await StateAsync("first@example.com"));
        await KillAsync(site);
        _server.Recipient = _ => Task.FromResult(true);
        answer.SetResult(true);

        await FollowingMailArrivesAsync();
        Assert.Equal(["first@example.com", "next@example.com"], Arrived);
    }

    [Fact]
    public async Task Killed_between_the_content_and_its_mark_the_mail_is_sent_by_the_next_start()
    {
        await AddAsync("first@example.com");
        var asked = new TaskCompletionSource();
        var answer = new TaskCompletionSource<bool>();
        _server.Recipient = _ =>
        {
            asked.TrySetResult();
            return answer.Task;
        };
        var site = Start();
        await asked.Task.WaitAsync(Patience);
        using (var connection = _database.OpenWrite())
        {
            // While another process writes, the site has sent the content and waits to make its mark.
            using (var lockOut = new SqliteCommand("BEGIN IMMEDIATE", connection)) lockOut.ExecuteNonQuery();
            _server.Recipient = _ => Task.FromResult(true);
            answer.SetResult(true);
            site.WaitForExit(500);
            await KillAsync(site);
            using var free = new SqliteCommand("ROLLBACK", connection);
            free.ExecuteNonQuery();
        }
        Assert.Empty(_server.Mails);
        Assert.Equal(OutboxState.Sending, await StateAsync("first@example.com"));

        await FollowingMailArrivesAsync();
        Assert.Equal(["first@example.com", "next@example.com"], Arrived);
    }

    [Fact]
    public async Task Killed_after_the_server_took_the_mail_it_is_not_sent_again()
    {
        await AddAsync("first@example.com");
        var taken = new TaskCompletionSource();
        var answer = new TaskCompletionSource();
        _server.Received = _ =>
        {
            taken.TrySetResult();
            return answer.Task;
        };
        var site = Start();
        await taken.Task.WaitAsync(Patience);
        await KillAsync(site);
        Assert.Equal(OutboxState.HandedOver, await StateAsync("first@example.com"));
        _server.Received = _ => Task.CompletedTask;
        answer.SetResult();

        await FollowingMailArrivesAsync();
        Assert.Equal(["first@example.com", "next@example.com"], Arrived);
        Assert.Equal(OutboxState.HandedOver, await StateAsync("first@example.com"));
    }

    private IEnumerable<string> Arrived => _server.Mails.Select(mail => mail.To.Mailboxes.Single().Address).Order();

    /// <summary>The next start sends the oldest first: once this one is there, all that would be sent again was.</summary>
    private async Task FollowingMailArrivesAsync()
    {
        var arrived = new TaskCompletionSource();
        _server.Received = mail =>
        {
            if (mail.To.Mailboxes.Single().Address == "next@example.com") arrived.TrySetResult();
            return Task.CompletedTask;
        };
        await AddAsync("next@example.com");
        Start();
        await arrived.Task.WaitAsync(Patience);
    }

    private async Task AddAsync(string address)
    {
        await using var db = _database.Edit();
        var now = DateTime.UtcNow;
        db.Outbox.Add(new OutboxMessage { Address = address, AlertIds = [1], CreatedUtc = now, NextUtc = now });
        await db.SaveChangesAsync();
    }

    private async Task<OutboxState> StateAsync(string address) =>
        (await _outbox.ListAsync(Viewer.Everything, CancellationToken.None)).Single(message => message.Address == address).State;

    private Process Start()
    {
        var host = Environment.ProcessPath is { } path && Path.GetFileNameWithoutExtension(path) == "dotnet" ? path : "dotnet";
        var start = new ProcessStartInfo(host, [typeof(ServeApp).Assembly.Location, "serve", "--data-dir", _folder.FullName, "--urls", "http://127.0.0.1:0", "--zone", "Etc/UTC"])
        {
            RedirectStandardOutput = true, RedirectStandardError = true,
        };
        var process = Process.Start(start)!;
        process.OutputDataReceived += static (_, _) => { };
        process.ErrorDataReceived += static (_, _) => { };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        _sites.Add(process);
        return process;
    }

    private static async Task KillAsync(Process site)
    {
        site.Kill();
        await site.WaitForExitAsync();
    }

    public async Task DisposeAsync()
    {
        foreach (var site in _sites)
        {
            if (!site.HasExited) await KillAsync(site);
            site.Dispose();
        }
        await _server.DisposeAsync();
        _database.Dispose();
        _folder.Delete(recursive: true);
    }
}
