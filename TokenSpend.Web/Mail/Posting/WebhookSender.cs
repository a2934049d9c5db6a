using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using TokenSpend.Core.Alerts;
using TokenSpend.Core.Operations;

namespace TokenSpend.Web.Mail.Posting;

/// <summary>Posts a message to its webhook. At least once: a receiver knows a repeated one by its number (docs/webhooks.md).</summary>
public sealed class WebhookSender(Webhooks hooks, MailBook book, Secrets secrets, Notices notices, ReadNoticeParts read, TimeProvider clock) : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private const int LongestAnswer = 300;

    // A redirect would carry the message, and its signature, to an address that nobody entered.
    private readonly HttpClient _http = new(new SocketsHttpHandler { AllowAutoRedirect = false, PooledConnectionLifetime = TimeSpan.FromMinutes(5) }) { Timeout = Patience };

    /// <returns>The receiver's words.</returns>
    /// <exception cref="DeliveryException">It was not taken.</exception>
    public async Task<string> PostAsync(OutboxMessage message, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(message);
        if (message.WebhookId is not { } id || await hooks.FindAsync(Viewer.Everything, id, cancellation) is not { Enabled: true } hook)
            throw new DeliveryException(DeliveryFault.Message, DeliveryAnswer.Of("hook-gone"));
        var parts = await read(message.AlertIds, hook.Language, cancellation);
        if (parts.Count == 0) throw new DeliveryException(DeliveryFault.Message, DeliveryAnswer.Of("nothing-to-say"));
        return await PostAsync(hook, notices.Of(parts, hook.Language, BaseAddress, hook.Name), message.Id, cancellation);
    }

    /// <summary>Posts a message that says that messages arrive.</summary>
    public Task<string> TestAsync(Webhook hook, string baseAddress, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(hook);
        return PostAsync(hook, notices.Test(hook.Language, baseAddress), 0, cancellation);
    }

    private string BaseAddress => book.Read()?.BaseAddress ?? "http://localhost/";

    private async Task<string> PostAsync(Webhook hook, Notice notice, long delivery, CancellationToken cancellation)
    {
        var secret = hook.ProtectedSecret is { } kept ? secrets.Open(kept) ?? throw new DeliveryException(DeliveryFault.Message, DeliveryAnswer.Of("bad-key")) : null;
        using var request = WebhookRequest.Of(hook.Template, hook.Address, secret, notice, delivery, clock.GetUtcNow());
        var place = new Uri(hook.Address).Authority;
        try
        {
            using var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellation);
            return Judge(response.StatusCode, await WordsAsync(response, cancellation));
        }
        catch (HttpRequestException error)
        {
            throw new DeliveryException(DeliveryFault.Later, error.HttpRequestError switch
            {
                HttpRequestError.NameResolutionError => DeliveryAnswer.Of("no-host", place),
                HttpRequestError.SecureConnectionError => DeliveryAnswer.Of("tls", place, error.InnerException?.Message ?? error.Message),
                _ when error.InnerException is SocketException { SocketErrorCode: SocketError.ConnectionRefused } => DeliveryAnswer.Of("refused", place),
                _ => DeliveryAnswer.Of("dropped", error.Message),
            }, error);
        }
        catch (OperationCanceledException error) when (!cancellation.IsCancellationRequested)
        {
            throw new DeliveryException(DeliveryFault.Later, DeliveryAnswer.Of("timeout", place), error);
        }
    }

    private static string Judge(HttpStatusCode status, string words)
    {
        var code = (int)status;
        var answer = DeliveryAnswer.Of("http", code.ToString(CultureInfo.InvariantCulture), words);
        if (code is 408 or 425 or 429 or >= 500) throw new DeliveryException(DeliveryFault.Later, answer);
        if (code is < 200 or >= 300) throw new DeliveryException(DeliveryFault.Message, answer);
        // Robots of chats answer 200 and say in the body that they refused.
        return RobotCode(words) switch
        {
            null or 0 => $"{code} {words}",
            9499 or 11232 or 45009 or 130101 or 410100 => throw new DeliveryException(DeliveryFault.Later, answer),
            _ => throw new DeliveryException(DeliveryFault.Message, answer),
        };
    }

    /// <summary>Feishu says code, DingTalk and WeCom errcode; null: the answer is none of theirs.</summary>
    private static long? RobotCode(string words)
    {
        try
        {
            using var json = JsonDocument.Parse(words);
            if (json.RootElement.ValueKind != JsonValueKind.Object) return null;
            foreach (var name in new[] { "errcode", "code" })
                if (json.RootElement.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out var code)) return code;
            return null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static async Task<string> WordsAsync(HttpResponseMessage response, CancellationToken cancellation)
    {
        // Only the beginning: the address may answer without end.
        var buffer = new byte[LongestAnswer];
        await using var body = await response.Content.ReadAsStreamAsync(cancellation);
        var length = await body.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellation);
        return Encoding.UTF8.GetString(buffer, 0, length);
    }

    public void Dispose() => _http.Dispose();
}
