using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace TokenSpend.Web.Mail.Posting;

/// <summary>Address, body and signature as each kind of receiver wants them: docs/webhooks.md.</summary>
public static class WebhookRequest
{
    public const string Generic = "generic";
    public const string Feishu = "feishu";
    public const string DingTalk = "dingtalk";
    public const string WeCom = "wecom";
    public const string Slack = "slack";
    public const string Teams = "teams";

    public static readonly IReadOnlyList<string> Templates = [Generic, Feishu, DingTalk, WeCom, Slack, Teams];

    public const string SignatureHeader = "TokenSpend-Signature";
    public const string DeliveryHeader = "TokenSpend-Delivery";

    /// <param name="secret">Null: not signed.</param>
    /// <param name="delivery">Number of the message, the same in every attempt; 0: a test.</param>
    public static HttpRequestMessage Of(string template, string address, string? secret, Notice notice, long delivery, DateTimeOffset now)
    {
        var body = WebhookBodies.Of(template, notice, delivery, now);
        if (template == Feishu && secret is not null) SignFeishu(body, secret, now);
        var text = body.ToJsonString(WebhookBodies.Json);
        var request = new HttpRequestMessage(HttpMethod.Post, template == DingTalk && secret is not null ? SignedDingTalk(address, secret, now) : new Uri(address))
        {
            Content = new StringContent(text, Encoding.UTF8, "application/json"),
        };
        if (template != Generic) return request;
        request.Headers.Add(DeliveryHeader, delivery.ToString(CultureInfo.InvariantCulture));
        if (secret is not null) request.Headers.Add(SignatureHeader, Signature(secret, now.ToUnixTimeSeconds(), text));
        return request;
    }

    /// <summary>"t=TIMESTAMP,v1=HEX": HMAC-SHA256 with the secret over the timestamp, a dot and the body's bytes.</summary>
    public static string Signature(string secret, long timestamp, string body) => string.Create(CultureInfo.InvariantCulture,
        $"t={timestamp},v1={Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{timestamp}.{body}"))))}");

    /// <summary>Feishu: HMAC-SHA256 of nothing, with timestamp, line break and secret as the key; in the body.</summary>
    private static void SignFeishu(JsonObject body, string secret, DateTimeOffset now)
    {
        var timestamp = now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        body["timestamp"] = timestamp;
        body["sign"] = Convert.ToBase64String(HMACSHA256.HashData(Encoding.UTF8.GetBytes($"{timestamp}\n{secret}"), Array.Empty<byte>()));
    }

    /// <summary>DingTalk: HMAC-SHA256 with the secret over timestamp (milliseconds), line break and secret; in the address.</summary>
    private static Uri SignedDingTalk(string address, string secret, DateTimeOffset now)
    {
        var timestamp = now.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture);
        var sign = Convert.ToBase64String(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes($"{timestamp}\n{secret}")));
        return new Uri($"{address}{(address.Contains('?', StringComparison.Ordinal) ? '&' : '?')}timestamp={timestamp}&sign={Uri.EscapeDataString(sign)}");
    }
}
