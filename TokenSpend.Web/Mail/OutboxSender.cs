using TokenSpend.Core.Alerts;
using TokenSpend.Core.Operations;

namespace TokenSpend.Web.Mail;

/// <summary>Sends what is due. One at a time and in one process only: <see cref="OutboxWorker"/>.</summary>
public sealed class OutboxSender(Outbox outbox, MailBook book, Secrets secrets, Notices notices, ReadNoticeParts read, Posting.WebhookSender hooks, TimeProvider clock, ILogger<OutboxSender> log)
{
    public async Task SendDueAsync(CancellationToken cancellation)
    {
        if (book.Read() is { } settings) await SendMailsAsync(settings, cancellation);
        while (await outbox.ClaimAsync(OutboxChannel.Webhook, cancellation) is { } message)
            await TryAsync(message, () => hooks.PostAsync(message, cancellation), () => false, cancellation);
    }

    private async Task SendMailsAsync(MailSettings settings, CancellationToken cancellation)
    {
        SmtpSession? session = null;
        try
        {
            while (await outbox.ClaimAsync(OutboxChannel.Mail, cancellation) is { } message)
            {
                MailMessage? mail = null;
                var sent = await TryAsync(message, async () =>
                {
                    mail = await MailAsync(message, settings, cancellation);
                    session ??= await SmtpSession.OpenAsync(settings, secrets, cancellation);
                    return await session.SendAsync(mail, cancellation);
                }, () => mail?.WasHandedOver == true, cancellation);
                if (sent || session is null) continue;
                await session.DisposeAsync();
                session = null;
            }
        }
        finally
        {
            if (session is not null) await session.DisposeAsync();
        }
    }

    private async Task<MailMessage> MailAsync(OutboxMessage message, MailSettings settings, CancellationToken cancellation)
    {
        var address = message.Address ?? "";
        if (MailAddresses.Parse(address) is null) throw new DeliveryException(DeliveryFault.Message, DeliveryAnswer.Of("bad-address", address));
        var language = settings.LanguageOf(address);
        var parts = await read(message.AlertIds, language, cancellation);
        if (parts.Count == 0) throw new DeliveryException(DeliveryFault.Message, DeliveryAnswer.Of("nothing-to-say"));
        return MailMessage.Of(
            notices.Of(parts, language, settings.BaseAddress, hook: null), settings, address, message.Id, message.CreatedUtc, clock.GetUtcNow(), token => outbox.HandOverAsync(message.Id, token));
    }

    /// <summary>Sends and marks. What the site's stop breaks off before the hand-over stays with the row and is taken up at the next start.</summary>
    private async Task<bool> TryAsync(OutboxMessage message, Func<Task<string>> send, Func<bool> handedOver, CancellationToken cancellation)
    {
        // What became of it is marked whether or not the site is being stopped.
        var always = CancellationToken.None;
        try
        {
            var words = await send();
            await outbox.SentAsync(message.Id, DeliveryAnswer.Of("accepted", words), always);
            return true;
        }
        catch (DeliveryException failure) when (handedOver() && !failure.WasAnswered)
        {
            log.LogWarning(failure, "Message {Message} was handed over, but the server did not answer", message.Id);
            await outbox.NoAnswerAsync(message.Id, DeliveryAnswer.Of("no-answer", failure.Answer.Arguments.LastOrDefault() ?? ""), always);
        }
        catch (DeliveryException failure)
        {
            log.LogWarning("Message {Message} was not sent: {Code}", message.Id, failure.Answer.Code);
            await outbox.NotSentAsync(message.Id, failure.Fault, failure.Answer, always);
        }
        catch (Exception error) when (!handedOver() && !(error is OperationCanceledException && cancellation.IsCancellationRequested))
        {
            // Our own fault must not hold up the others.
            log.LogError(error, "Message {Message} could not be made", message.Id);
            await outbox.NotSentAsync(message.Id, DeliveryFault.Later, DeliveryAnswer.Of("fault", error.GetType().Name), always);
        }
        return false;
    }
}
