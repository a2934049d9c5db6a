using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using MailKit.Net.Smtp;
using MailKit.Security;
using TokenSpend.Core.Alerts;

namespace TokenSpend.Web.Mail;

/// <summary>One connection to the mail server; used until it fails or there is nothing more to send.</summary>
public sealed class SmtpSession : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly SmtpClient _client = new();
    private readonly MailSettings _settings;

    private SmtpSession(MailSettings settings)
    {
        _settings = settings;
        _client.Timeout = (int)Patience.TotalMilliseconds;
        _client.ServerCertificateValidationCallback = Accepts;
        // In a network without internet no revocation list can be had, and every certificate would be refused.
        _client.CheckCertificateRevocation = false;
    }

    /// <summary>Connects and logs in.</summary>
    /// <exception cref="DeliveryException">With what is wrong, and what of it is the settings'.</exception>
    public static async Task<SmtpSession> OpenAsync(MailSettings settings, Secrets secrets, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(settings);
        ArgumentNullException.ThrowIfNull(secrets);
        var session = new SmtpSession(settings);
        try
        {
            await session.ConnectAsync(cancellation);
            await session.LogInAsync(secrets, cancellation);
            return session;
        }
        catch
        {
            await session.DisposeAsync();
            throw;
        }
    }

    /// <returns>The server's words.</returns>
    /// <exception cref="DeliveryException">It was not sent, or nobody knows: see <see cref="MailMessage.WasHandedOver"/>.</exception>
    public async Task<string> SendAsync(MailMessage message, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(message);
        try
        {
            return await WithinAsync(_client.SendAsync, message, cancellation);
        }
        catch (Exception error) when (!cancellation.IsCancellationRequested || message.WasHandedOver)
        {
            throw SmtpProblems.OfSending(error, _settings);
        }
    }

    private async Task ConnectAsync(CancellationToken cancellation)
    {
        var security = _settings.Security switch
        {
            MailSecurity.StartTls => SecureSocketOptions.StartTls,
            MailSecurity.Tls => SecureSocketOptions.SslOnConnect,
            MailSecurity.None => SecureSocketOptions.None,
            _ => SecureSocketOptions.Auto,
        };
        try
        {
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
            limit.CancelAfter(Patience);
            await _client.ConnectAsync(_settings.Host, _settings.Port, security, limit.Token);
        }
        catch (Exception error) when (!cancellation.IsCancellationRequested)
        {
            throw SmtpProblems.OfConnecting(error, _settings);
        }
        // In pieces or ahead of the answers the server could take the mail before its row is marked.
        _client.Capabilities &= ~(SmtpCapabilities.Chunking | SmtpCapabilities.Pipelining | SmtpCapabilities.BinaryMime);
    }

    private async Task LogInAsync(Secrets secrets, CancellationToken cancellation)
    {
        if (_settings.User.Length == 0) return;
        if (_settings.Security != MailSecurity.None && !_client.IsSecure)
            throw new DeliveryException(DeliveryFault.Settings, DeliveryAnswer.Of("no-tls", _settings.Host));
        var password = _settings.ProtectedPassword is { } kept ? secrets.Open(kept) : "";
        if (password is null) throw new DeliveryException(DeliveryFault.Settings, DeliveryAnswer.Of("bad-key"));
        try
        {
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
            limit.CancelAfter(Patience);
            await _client.AuthenticateAsync(_settings.User, password, limit.Token);
        }
        catch (Exception error) when (!cancellation.IsCancellationRequested)
        {
            throw SmtpProblems.OfLogin(error, _settings);
        }
    }

    /// <summary>A stop of the site breaks off what the server cannot have taken; for what it may have taken its answer is awaited.</summary>
    private static async Task<string> WithinAsync(
        Func<MimeKit.MimeMessage, CancellationToken, MailKit.ITransferProgress?, Task<string>> send, MailMessage message, CancellationToken cancellation)
    {
        using var limit = new CancellationTokenSource(Patience);
        await using var stop = cancellation.UnsafeRegister(_ =>
        {
            if (!message.WasHandedOver) limit.Cancel();
        }, null);
        return await send(message, limit.Token, null);
    }

    private bool Accepts(object sender, X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors) =>
        errors == SslPolicyErrors.None || (_settings.Thumbprint.Length > 0 && certificate is not null && Fingerprint(certificate) == _settings.Thumbprint);

    internal static string Fingerprint(X509Certificate certificate) => certificate.GetCertHashString(HashAlgorithmName.SHA256);

    public async ValueTask DisposeAsync()
    {
        try
        {
            if (_client.IsConnected)
            {
                using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(5));
                await _client.DisconnectAsync(quit: true, limit.Token);
            }
        }
        catch (Exception error) when (error is IOException or OperationCanceledException or SmtpProtocolException or SmtpCommandException)
        {
            // Politeness only: what was sent was answered already.
        }
        _client.Dispose();
    }
}
