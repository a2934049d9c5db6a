using TokenSpend.Core.Alerts;
using TokenSpend.Core.Operations;

namespace TokenSpend.Web.Mail;

/// <summary>Sends one real mail at once, so that whoever sets it up hears what is wrong.</summary>
public sealed class MailTest(Secrets secrets, Notices notices, TimeProvider clock)
{
    /// <param name="settings">As entered, not yet kept: with <see cref="MailBook.WithPassword"/>.</param>
    public async Task<DeliveryAnswer> SendAsync(Viewer viewer, MailSettings settings, string recipient, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(viewer);
        ArgumentNullException.ThrowIfNull(settings);
        if (MailAddresses.Parse(recipient) is null) return DeliveryAnswer.Of("bad-address", recipient);
        if (MailAddresses.Parse(settings.FromAddress) is null) return DeliveryAnswer.Of("bad-address", settings.FromAddress);
        var language = settings.LanguageOf(recipient);
        var now = clock.GetUtcNow();
        var mail = MailMessage.Of(notices.Test(language, settings.BaseAddress), settings, recipient, 0, now, now, handOver: null);
        try
        {
            await using var session = await SmtpSession.OpenAsync(settings, secrets, cancellation);
            return DeliveryAnswer.Of("accepted", await session.SendAsync(mail, cancellation));
        }
        catch (DeliveryException failure)
        {
            return failure.Answer;
        }
    }
}
