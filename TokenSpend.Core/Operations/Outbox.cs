using Microsoft.EntityFrameworkCore;
using TokenSpend.Core.Alerts;
using TokenSpend.Core.Storage;

namespace TokenSpend.Core.Operations;

/// <summary>How the messages stand.</summary>
/// <param name="MailsOn">False until there are settings: messages wait, alerts are on the pages only.</param>
/// <param name="MayHaveArrived">Handed over, never answered: a person decides.</param>
/// <param name="Problem">Why all mails wait; null: nothing is known to be wrong.</param>
public sealed record OutboxStatus(bool MailsOn, int Waiting, int MayHaveArrived, int Failed, DeliveryAnswer? Problem);

/// <summary>Two queues in one table.</summary>
public enum OutboxChannel { Mail, Webhook }

/// <summary>The verbs over the outbox. How exactly one mail comes of a row: docs/decisions/0011-exactly-one-mail.md.</summary>
public sealed class Outbox(Database database, TimeProvider clock)
{
    /// <summary>Name of the setting that holds how mails are sent; without it they are off.</summary>
    public const string MailSetting = "mail";

    private const int Listed = 200;
    private long _inHand;

    /// <summary>A message changed, or is due, in this process.</summary>
    public event Action? Changed;

    /// <summary>The latest messages, newest first.</summary>
    public async Task<IReadOnlyList<OutboxMessage>> ListAsync(Viewer viewer, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(viewer);
        await using var db = database.Edit();
        return await db.Outbox.AsNoTracking().OrderByDescending(message => message.Id).Take(Listed).ToListAsync(cancellation);
    }

    public async Task<OutboxStatus> StatusAsync(Viewer viewer, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(viewer);
        await using var db = database.Edit();
        var counts = await db.Outbox.GroupBy(message => message.State).Select(group => new { group.Key, Count = group.Count() }).ToListAsync(cancellation);
        var answers = await db.Outbox.AsNoTracking().Where(message => message.State == OutboxState.Waiting && message.WebhookId == null && message.Answer != null)
            .OrderByDescending(message => message.NextUtc).Select(message => message.Answer).Take(Listed).ToListAsync(cancellation);
        int Of(OutboxState state) => counts.SingleOrDefault(count => count.Key == state)?.Count ?? 0;
        var inHand = Interlocked.Read(ref _inHand) == 0 ? 0 : 1;
        return new OutboxStatus(
            database.Setting(MailSetting) is not null, Of(OutboxState.Waiting) + Of(OutboxState.Sending),
            Math.Max(0, Of(OutboxState.HandedOver) - inHand), Of(OutboxState.Failed),
            answers.Select(DeliveryAnswer.Parse).FirstOrDefault(answer => answer is { ConcernsAll: true }));
    }

    /// <summary>Puts a message that failed, or may have arrived, into the queue once more; one that waits is due at once.</summary>
    /// <exception cref="RefusedException">There is no such message, or it is sent or on its way.</exception>
    public async Task SendAgainAsync(Viewer viewer, long id, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(viewer);
        var now = Now;
        if (Interlocked.Read(ref _inHand) == id) throw new RefusedException($"Message {id} is on its way; wait for the server's answer.");
        var changed = await database.EditAsync(db => db.Outbox
            .Where(message => message.Id == id && (message.State == OutboxState.Waiting || message.State == OutboxState.Failed || message.State == OutboxState.HandedOver))
            .ExecuteUpdateAsync(set => set.SetProperty(message => message.State, OutboxState.Waiting)
                .SetProperty(message => message.Attempts, 0).SetProperty(message => message.NextUtc, now), cancellation), cancellation);
        if (changed == 0) throw new RefusedException($"Message {id} is not one that waits, failed or may have arrived.");
        Changed?.Invoke();
    }

    /// <summary>All waiting mails are due: the settings were mended.</summary>
    public async Task RetryMailsAsync(CancellationToken cancellation)
    {
        var now = Now;
        await database.EditAsync(db => db.Outbox.Where(message => message.State == OutboxState.Waiting && message.WebhookId == null)
            .ExecuteUpdateAsync(set => set.SetProperty(message => message.NextUtc, now), cancellation), cancellation);
        Changed?.Invoke();
    }

    /// <summary>What a dead process left half done was not handed over: it waits again, in its old place. Only for the one process that sends.</summary>
    public Task RecoverAsync(CancellationToken cancellation) => database.EditAsync(db => db.Outbox.Where(message => message.State == OutboxState.Sending)
        .ExecuteUpdateAsync(set => set.SetProperty(message => message.State, OutboxState.Waiting), cancellation), cancellation);

    /// <summary>Takes the message that has waited longest; null when none is due.</summary>
    public async Task<OutboxMessage?> ClaimAsync(OutboxChannel channel, CancellationToken cancellation)
    {
        var now = Now;
        OutboxMessage? claimed = null;
        await database.EditAsync(async db =>
        {
            claimed = await Due(db, channel, now).OrderBy(message => message.NextUtc).ThenBy(message => message.Id).FirstOrDefaultAsync(cancellation);
            if (claimed is null) return 0;
            claimed.State = OutboxState.Sending;
            claimed.Attempts++;
            return await db.SaveChangesAsync(cancellation);
        }, cancellation);
        Interlocked.Exchange(ref _inHand, claimed?.Id ?? 0);
        if (claimed is not null) Changed?.Invoke();
        return claimed;
    }

    /// <summary>All of the message was given to the server; it survives a crash and a power cut that this was so.</summary>
    public async Task HandOverAsync(long id, CancellationToken cancellation)
    {
        using var turn = await database.Writer.EnterAsync(cancellation);
        await using var db = database.EditDurably();
        var marked = await db.Outbox.Where(message => message.Id == id && message.State == OutboxState.Sending)
            .ExecuteUpdateAsync(set => set.SetProperty(message => message.State, OutboxState.HandedOver), cancellation);
        if (marked != 1) throw new InvalidOperationException($"Message {id} is no longer being sent.");
    }

    /// <summary>The server took it.</summary>
    public Task SentAsync(long id, DeliveryAnswer answer, CancellationToken cancellation) =>
        MarkAsync(id, message => (message.State, message.SentUtc, message.Answer) = (OutboxState.Sent, Now, answer.ToText()), cancellation);

    /// <summary>Nobody knows whether the server took it: it stays handed over.</summary>
    public Task NoAnswerAsync(long id, DeliveryAnswer answer, CancellationToken cancellation) =>
        MarkAsync(id, message => message.Answer = answer.ToText(), cancellation);

    /// <summary>It was not sent: waits or failed, by the fault. Where it lies with the server or the settings, the other mails that are due wait as well.</summary>
    public async Task NotSentAsync(long id, DeliveryFault fault, DeliveryAnswer answer, CancellationToken cancellation)
    {
        var now = Now;
        await database.EditAsync(async db =>
        {
            PutOff(await db.Outbox.SingleAsync(message => message.Id == id, cancellation), fault, answer, now);
            if (fault is DeliveryFault.Server or DeliveryFault.Settings)
                foreach (var other in await Due(db, OutboxChannel.Mail, now).Where(message => message.Id != id).ToListAsync(cancellation))
                {
                    other.Attempts++;
                    PutOff(other, fault, answer, now);
                }
            return await db.SaveChangesAsync(cancellation);
        }, cancellation);
        Interlocked.Exchange(ref _inHand, 0);
        Changed?.Invoke();
    }

    private static void PutOff(OutboxMessage message, DeliveryFault fault, DeliveryAnswer answer, DateTime now)
    {
        var failed = fault == DeliveryFault.Message || (fault != DeliveryFault.Settings && Backoff.GivesUp(message.Attempts));
        (message.State, message.NextUtc, message.Answer) = (failed ? OutboxState.Failed : OutboxState.Waiting, now + Backoff.After(message.Attempts), answer.ToText());
    }

    private async Task MarkAsync(long id, Action<OutboxMessage> mark, CancellationToken cancellation)
    {
        await database.EditAsync(async db =>
        {
            mark(await db.Outbox.SingleAsync(message => message.Id == id, cancellation));
            return await db.SaveChangesAsync(cancellation);
        }, cancellation);
        Interlocked.Exchange(ref _inHand, 0);
        Changed?.Invoke();
    }

    private static IQueryable<OutboxMessage> Due(TokenSpendDb db, OutboxChannel channel, DateTime now) => db.Outbox
        .Where(message => message.State == OutboxState.Waiting && message.NextUtc <= now && (message.WebhookId == null) == (channel == OutboxChannel.Mail));

    private DateTime Now => clock.GetUtcNow().UtcDateTime;
}
