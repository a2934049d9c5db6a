using System.Globalization;
using MimeKit;
using MimeKit.IO;
using MimeKit.Utils;

namespace TokenSpend.Web.Mail;

/// <summary>The body of a mail, which says when all of it was given to the server: before the end that makes the server take it.</summary>
/// <remarks>
/// MailKit writes headers and body, then the line with the single dot (MessageDataAsync of its SmtpClient). Between the two the row is marked.
/// It also writes both into a <see cref="MeasuringStream"/> where the server asks for the size; that hands over nothing.
/// </remarks>
internal sealed class MailBody(Func<CancellationToken, Task>? handOver) : MultipartAlternative
{
    /// <summary>True once the server may have taken it.</summary>
    public bool WasHandedOver { get; private set; }

    public override async Task WriteToAsync(FormatOptions options, Stream stream, bool contentOnly, CancellationToken cancellationToken = default)
    {
        await base.WriteToAsync(options, stream, contentOnly, cancellationToken);
        if (stream is MeasuringStream) return;
        // Throws to keep the end back.
        if (handOver is not null) await handOver(cancellationToken);
        WasHandedOver = true;
    }
}

/// <summary>A mail about alerts.</summary>
public sealed class MailMessage : MimeMessage
{
    /// <summary>True once the server may have taken it.</summary>
    public bool WasHandedOver => Body is MailBody { WasHandedOver: true };

    /// <param name="row">Of the outbox: each row has one Message-ID for good, so that a mail sent again by hand is known to be the same.</param>
    /// <param name="handOver">Awaited after the content and before its end.</param>
    /// <param name="created">When the row was written: with the number it is the site's own.</param>
    public static MailMessage Of(Notice notice, MailSettings settings, string recipient, long row, DateTimeOffset created, DateTimeOffset now, Func<CancellationToken, Task>? handOver)
    {
        ArgumentNullException.ThrowIfNull(notice);
        ArgumentNullException.ThrowIfNull(settings);
        var from = MailAddresses.Parse(settings.FromAddress)!;
        var message = new MailMessage
        {
            Subject = notice.Subject,
            Date = now,
            MessageId = string.Create(CultureInfo.InvariantCulture, $"{row}.{created.UtcTicks:x}.tokenspend@{from.Domain}"),
            Body = new MailBody(handOver) { new TextPart("plain") { Text = MailText.Of(notice) }, new TextPart("html") { Text = MailHtml.Of(notice) } },
        };
        message.From.Add(new MailboxAddress(OneLine.Of(settings.FromName), from.Address));
        message.To.Add(MailAddresses.Parse(recipient)!);
        // Nobody's holiday note answers a machine.
        message.Headers.Add(HeaderId.AutoSubmitted, "auto-generated");
        message.Headers.Add("X-Auto-Response-Suppress", "All");
        return message;
    }
}

/// <summary>Addresses as people type them.</summary>
public static class MailAddresses
{
    /// <summary>Null where it is no single plain address: no display name, no list, no line break.</summary>
    public static MailboxAddress? Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (text.Any(character => char.IsControl(character) || char.IsWhiteSpace(character) || character is '<' or '>' or ',' or ';' or '"')) return null;
        return MailboxAddress.TryParse(text, out var address) && address.Domain.Length > 0 && address.LocalPart.Length > 0 && address.Address == text ? address : null;
    }
}
