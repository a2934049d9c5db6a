using System.Net;
using System.Net.Sockets;

namespace TokenSpend.Tests.Browser;

/// <summary>A line to the site that breaks: a connection that carried so many bytes up is cut, until it is mended.</summary>
internal sealed class BreakingLine : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _end = new();
    private readonly Uri _site;
    private readonly Task _accepting;
    private long _breaksAfter;

    public BreakingLine(string site, long breaksAfter)
    {
        (_site, _breaksAfter) = (new Uri(site), breaksAfter);
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public string BaseUrl => $"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/";

    public void Mend() => Interlocked.Exchange(ref _breaksAfter, long.MaxValue);

    private async Task AcceptAsync()
    {
        try
        {
            while (true) _ = CarryAsync(await _listener.AcceptTcpClientAsync(_end.Token));
        }
        catch (OperationCanceledException)
        {
            // The test is over.
        }
    }

    private async Task CarryAsync(TcpClient browser)
    {
        using (browser)
        using (var site = new TcpClient())
        {
            try
            {
                await site.ConnectAsync(_site.Host, _site.Port, _end.Token);
                await Task.WhenAny(UpAsync(browser.GetStream(), site.GetStream()), site.GetStream().CopyToAsync(browser.GetStream(), _end.Token));
            }
            catch (Exception error) when (error is IOException or SocketException or OperationCanceledException)
            {
                // One end closed.
            }
        }
    }

    private async Task UpAsync(NetworkStream from, NetworkStream to)
    {
        var (buffer, carried) = (new byte[1 << 16], 0L);
        for (int read; (read = await from.ReadAsync(buffer, _end.Token)) > 0;)
        {
            await to.WriteAsync(buffer.AsMemory(0, read), _end.Token);
            carried += read;
            if (carried >= Interlocked.Read(ref _breaksAfter)) return;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await _accepting;
        _listener.Dispose();
        _end.Dispose();
    }
}
