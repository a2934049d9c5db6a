using System.Net;
using System.Net.Sockets;
using System.Text;

namespace TokenSpend.Tests.Mail;

/// <summary>Takes a mail, end and all, and hangs up instead of answering. It offers what would let a client send ahead of the answers.</summary>
internal sealed class BreakingMailServer : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly string[] _extensions;

    public BreakingMailServer(params string[] extensions)
    {
        _extensions = extensions;
        _listener.Start();
        _ = ServeAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public bool TookAMail { get; private set; }

    private async Task ServeAsync()
    {
        using var client = await _listener.AcceptTcpClientAsync();
        await using var stream = client.GetStream();
        using var reader = new StreamReader(stream, Encoding.Latin1);
        await using var writer = new StreamWriter(stream, Encoding.ASCII) { NewLine = "\r\n", AutoFlush = true };
        await writer.WriteLineAsync("220 mail.test");
        while (await reader.ReadLineAsync() is { } line)
        {
            var verb = line.Split(' ')[0];
            if (verb == "EHLO") await writer.WriteLineAsync(string.Join("\r\n", [.. _extensions.Select(name => $"250-{name}"), "250 ok"]));
            else if (verb == "DATA")
            {
                await writer.WriteLineAsync("354 go");
                while (await reader.ReadLineAsync() is { } text && text != ".") { }
                TookAMail = true;
                return;
            }
            // In pieces, the mail would be the server's before its row is marked.
            else await writer.WriteLineAsync(verb == "BDAT" ? "503 not here" : "250 ok");
        }
    }

    public void Dispose() => _listener.Dispose();
}
