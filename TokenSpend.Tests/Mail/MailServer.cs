using System.Buffers;
using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using MimeKit;
using SmtpServer;
using SmtpServer.Authentication;
using SmtpServer.Mail;
using SmtpServer.Protocol;
using SmtpServer.Storage;

namespace TokenSpend.Tests.Mail;

/// <summary>A real SMTP server on a loopback port: STARTTLS with a certificate of its own, a login, answers as a test wants them.</summary>
internal sealed class MailServer : IAsyncDisposable
{
    public const string User = "mailer";
    public const string Password = "s3cret-Pässword";

    private readonly ConcurrentQueue<SmtpResponse> _answers = new();
    private readonly bool _tls;
    private readonly bool _login;
    private SmtpServer.SmtpServer? _server;
    private Task? _running;

    private MailServer(bool tls, bool login)
    {
        (_tls, _login) = (tls, login);
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=127.0.0.1", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        using var made = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(30));
        Certificate = X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pfx), null);
        Port = FreePort();
    }

    public int Port { get; }
    public X509Certificate2 Certificate { get; }

    /// <summary>SHA-256, as the settings have it.</summary>
    public string Thumbprint => Certificate.GetCertHashString(HashAlgorithmName.SHA256);

    /// <summary>What the server took, in the order of its answers.</summary>
    public ConcurrentQueue<MimeMessage> Mails { get; } = new();

    /// <summary>Sessions that were begun.</summary>
    public int Sessions => _sessions;
    private int _sessions;

    /// <summary>Of one that logs in without success.</summary>
    public int WrongPasswords => _wrongPasswords;
    private int _wrongPasswords;

    /// <summary>Awaited before RCPT TO is answered; the address decides. False refuses for good.</summary>
    public Func<string, Task<bool>> Recipient { get; set; } = _ => Task.FromResult(true);

    /// <summary>False refuses the sender for good.</summary>
    public bool AcceptsSender { get; set; } = true;

    /// <summary>Awaited once a mail is complete, before it is answered.</summary>
    public Func<MimeMessage, Task> Received { get; set; } = _ => Task.CompletedTask;

    /// <summary>The next complete mails are answered so, and not taken; then again with 250.</summary>
    public void AnswerNext(int code, string words) => _answers.Enqueue(new SmtpResponse((SmtpReplyCode)code, words));

    public static MailServer Start(bool tls = false, bool login = false)
    {
        var server = new MailServer(tls, login);
        server.Open();
        return server;
    }

    public void Open()
    {
        var options = new SmtpServerOptionsBuilder().ServerName("mail.test").MaxMessageSize(1 << 20, MaxMessageSizeHandling.Strict).Endpoint(endpoint =>
        {
            endpoint.Endpoint(new IPEndPoint(IPAddress.Loopback, Port)).AllowUnsecureAuthentication(!_tls).AuthenticationRequired(_login);
            if (_tls) endpoint.Certificate(Certificate).SupportedSslProtocols(System.Security.Authentication.SslProtocols.None);
        }).Build();
        var services = new SmtpServer.ComponentModel.ServiceProvider();
        services.Add(new Store(this));
        services.Add(new Filter(this));
        services.Add(new Login(this));
        _server = new SmtpServer.SmtpServer(options, services);
        _server.SessionCreated += (_, _) => Interlocked.Increment(ref _sessions);
        _running = _server.StartAsync(CancellationToken.None);
    }

    /// <summary>Nobody answers at the port any more, until it is opened again.</summary>
    public async Task CloseAsync()
    {
        if (_server is null) return;
        _server.Shutdown();
        await _running!;
        _server = null;
    }

    internal static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    public async ValueTask DisposeAsync()
    {
        await CloseAsync();
        Certificate.Dispose();
    }

    private sealed class Store(MailServer server) : MessageStore
    {
        public override async Task<SmtpResponse> SaveAsync(ISessionContext context, IMessageTransaction transaction, ReadOnlySequence<byte> buffer, CancellationToken cancellationToken)
        {
            using var content = new MemoryStream(buffer.ToArray());
            var mail = await MimeMessage.LoadAsync(content, cancellationToken);
            if (server._answers.TryDequeue(out var answer)) return answer;
            server.Mails.Enqueue(mail);
            await server.Received(mail);
            return SmtpResponse.Ok;
        }
    }

    private sealed class Filter(MailServer server) : MailboxFilter
    {
        public override Task<bool> CanAcceptFromAsync(ISessionContext context, IMailbox from, int size, CancellationToken cancellationToken) => Task.FromResult(server.AcceptsSender);

        public override Task<bool> CanDeliverToAsync(ISessionContext context, IMailbox to, IMailbox from, CancellationToken cancellationToken) =>
            server.Recipient($"{to.User}@{to.Host}");
    }

    private sealed class Login(MailServer server) : UserAuthenticator
    {
        public override Task<bool> AuthenticateAsync(ISessionContext context, string user, string password, CancellationToken cancellationToken)
        {
            var right = user == User && password == Password;
            if (!right) Interlocked.Increment(ref server._wrongPasswords);
            return Task.FromResult(right);
        }
    }
}
