using System.Net.Sockets;
using System.Globalization;
using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;
using TokenSpend.Core.Alerts;

namespace TokenSpend.Web.Mail;

/// <summary>An attempt that came to nothing, told apart by whom it concerns.</summary>
public sealed class DeliveryException(DeliveryFault fault, DeliveryAnswer answer, Exception? inner = null) : Exception(answer.ToText(), inner)
{
    public DeliveryFault Fault => fault;
    public DeliveryAnswer Answer => answer;

    /// <summary>The server itself said no: it did not take the message.</summary>
    public bool WasAnswered { get; init; }
}

/// <summary>What an error of the mail client means. A first digit 4 is temporary, 5 permanent (RFC 5321, 4.2.1).</summary>
internal static class SmtpProblems
{
    public static DeliveryException OfConnecting(Exception error, MailSettings settings)
    {
        var place = string.Create(CultureInfo.InvariantCulture, $"{settings.Host}:{settings.Port}");
        return error switch
        {
            SocketException { SocketErrorCode: SocketError.HostNotFound or SocketError.NoData or SocketError.TryAgain } => Server("no-host", error, settings.Host),
            SocketException { SocketErrorCode: SocketError.ConnectionRefused } => Server("refused", error, place),
            SocketException or TimeoutException or OperationCanceledException => Server("timeout", error, place),
            SslHandshakeException { ServerCertificate: { } certificate } when Unverified(error) =>
                Server("certificate", error, settings.Host, SmtpSession.Fingerprint(certificate)),
            SslHandshakeException => Server("tls", error, settings.Host, Words(error.InnerException ?? error)),
            NotSupportedException => new DeliveryException(DeliveryFault.Settings, DeliveryAnswer.Of("no-tls", settings.Host), error),
            SmtpCommandException refused => Server(IsTemporary(refused) ? "busy" : "rejected", error, Words(refused)),
            _ => Server("dropped", error, Words(error)),
        };
    }

    public static DeliveryException OfLogin(Exception error, MailSettings settings) => error switch
    {
        AuthenticationException { InnerException: SmtpCommandException refused } when IsTemporary(refused) => Server("busy", error, Words(refused)),
        AuthenticationException => Settings("password", error, settings.User, Words(error)),
        NotSupportedException => Settings("no-login", error, settings.Host),
        SmtpCommandException refused => Server(IsTemporary(refused) ? "busy" : "rejected", error, Words(refused)),
        _ => Server("dropped", error, Words(error)),
    };

    public static DeliveryException OfSending(Exception error, MailSettings settings) => error switch
    {
        ServiceNotAuthenticatedException => Settings("login-needed", error, Words(error)),
        SmtpCommandException refused when IsTemporary(refused) => Answered(DeliveryFault.Later, refused, "busy", Words(refused)),
        SmtpCommandException { ErrorCode: SmtpErrorCode.SenderNotAccepted } refused => Answered(DeliveryFault.Settings, refused, "sender", settings.FromAddress, Words(refused)),
        SmtpCommandException { ErrorCode: SmtpErrorCode.RecipientNotAccepted } refused => Answered(DeliveryFault.Message, refused, "recipient", refused.Mailbox?.Address ?? "", Words(refused)),
        SmtpCommandException refused => Answered(DeliveryFault.Message, refused, "rejected", Words(refused)),
        // The server cannot take an address with other than ASCII letters.
        NotSupportedException => new DeliveryException(DeliveryFault.Message, DeliveryAnswer.Of("bad-address", ""), error),
        _ => new DeliveryException(DeliveryFault.Later, DeliveryAnswer.Of("dropped", Words(error)), error),
    };

    private static DeliveryException Server(string code, Exception error, params string[] arguments) => new(DeliveryFault.Server, DeliveryAnswer.Of(code, arguments), error);

    private static DeliveryException Settings(string code, Exception error, params string[] arguments) => new(DeliveryFault.Settings, DeliveryAnswer.Of(code, arguments), error);

    private static DeliveryException Answered(DeliveryFault fault, Exception error, string code, params string[] arguments) =>
        new(fault, DeliveryAnswer.Of(code, arguments), error) { WasAnswered = true };

    private static bool IsTemporary(SmtpCommandException refused) => (int)refused.StatusCode is >= 400 and < 500;

    // MailKit says so of any failed handshake; only its validation names the errors of the chain or the name.
    private static bool Unverified(Exception error) => error.InnerException is System.Security.Authentication.AuthenticationException;

    private static string Words(Exception error) => error is SmtpCommandException refused
        ? string.Create(CultureInfo.InvariantCulture, $"{(int)refused.StatusCode} {refused.Message}")
        : error.Message;
}
