using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Localization;
using Microsoft.Extensions.Logging.Abstractions;
using TokenSpend.Core.Alerts;
using TokenSpend.Core.Operations;
using TokenSpend.Core.Storage;
using TokenSpend.Tests.Alerts;
using TokenSpend.Tests.Operations;
using TokenSpend.Web.Mail;
using TokenSpend.Web.Mail.Posting;
using TokenSpend.Web.Resources;
using TokenSpend.Web.Text;

namespace TokenSpend.Tests.Mail;

/// <summary>An outbox on a real database with a sender whose clock the test moves. Alert 1 is about a budget, 2 about an unpriced model, others are gone.</summary>
internal sealed class MailPlace : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("tokenspend-mail-");
    private readonly WebhookSender _hooks;

    public MailPlace()
    {
        Database = new Database(_folder.FullName);
        Database.Migrate();
        Outbox = new Outbox(Database, Clock);
        Webhooks = new Webhooks(Database);
        Secrets = new Secrets(new EphemeralDataProtectionProvider(NullLoggerFactory.Instance));
        Book = new MailBook(Database, Secrets, Outbox);
        Notices = new Notices(Text);
        _hooks = new WebhookSender(Webhooks, Book, Secrets, Notices, ReadAsync, Clock);
        Sender = new OutboxSender(Outbox, Book, Secrets, Notices, ReadAsync, _hooks, Clock, NullLogger<OutboxSender>.Instance);
    }

    public static IStringLocalizer<Texts> Text { get; } = new ServiceCollection().AddLogging().AddLocalization().BuildServiceProvider().GetRequiredService<IStringLocalizer<Texts>>();

    public FixedClock Clock { get; } = new(TestPlace.Now);
    public Database Database { get; }
    public Outbox Outbox { get; }
    public Webhooks Webhooks { get; }
    public Secrets Secrets { get; }
    public MailBook Book { get; }
    public Notices Notices { get; }
    public OutboxSender Sender { get; }
    public WebhookSender Hooks => _hooks;
    public string Folder => _folder.FullName;

    public Dictionary<long, Alert> Alerts { get; } = new()
    {
        [1] = SmallAlerts.BudgetShare() with { Id = 1 }, [2] = SmallAlerts.Unpriced() with { Id = 2 }, [3] = SmallAlerts.BudgetShare(12_000, 100) with { Id = 3 },
    };

    private Task<IReadOnlyList<NoticePart>> ReadAsync(IReadOnlyList<long> ids, string language, CancellationToken cancellation) => Task.FromResult<IReadOnlyList<NoticePart>>(
        [.. ids.Where(Alerts.ContainsKey).Select(id => Alerts[id]).BySeverity().Select(alert => NoticePart.Of(alert.Id, AlertWords.Of(alert, language, Text)))]);

    public static MailSettings SettingsFor(MailServer server) => new()
    {
        Host = "127.0.0.1", Port = server.Port, Security = MailSecurity.None, FromAddress = "tokenspend@example.com", BaseAddress = "https://spend.example.com/",
        Contacts = [new MailContact("li@example.com", Writing.Chinese)],
    };

    public Task SaveAsync(MailSettings settings, string? password = null) => Book.SaveAsync(Viewer.Everything, settings, password, CancellationToken.None);

    public Task<long> AddAsync(string address, params long[] alerts) => AddAsync(address, null, alerts);

    public Task<long> AddPostAsync(long webhook, params long[] alerts) => AddAsync(null, webhook, alerts);

    private async Task<long> AddAsync(string? address, long? webhook, long[] alerts)
    {
        await using var db = Database.Edit();
        var now = Clock.Now.UtcDateTime;
        var message = new OutboxMessage { Address = address, WebhookId = webhook, AlertIds = alerts.Length > 0 ? alerts : [1], CreatedUtc = now, NextUtc = now };
        db.Outbox.Add(message);
        await db.SaveChangesAsync();
        return message.Id;
    }

    public Task SendAsync() => Sender.SendDueAsync(CancellationToken.None);

    /// <summary>Moves the clock, then sends what is due.</summary>
    public Task SendAfterAsync(TimeSpan time)
    {
        Clock.Now += time;
        return SendAsync();
    }

    public async Task<OutboxMessage> MessageAsync(long id) => (await Outbox.ListAsync(Viewer.Everything, CancellationToken.None)).Single(message => message.Id == id);

    public async Task<DeliveryAnswer?> AnswerAsync(long id) => DeliveryAnswer.Parse((await MessageAsync(id)).Answer);

    public void Dispose()
    {
        _hooks.Dispose();
        Database.Dispose();
        _folder.Delete(recursive: true);
    }
}
