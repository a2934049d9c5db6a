using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using TokenSpend.Core.Alerts;
using TokenSpend.Core.Operations;
using TokenSpend.Tests.Alerts;
using TokenSpend.Web.Mail.Posting;
using TokenSpend.Web.Text;

namespace TokenSpend.Tests.Mail;

public sealed class WebhookTests : IDisposable
{
    private const string Secret = "whsec-Ünïcode";

    private readonly MailPlace _place = new();

    public void Dispose() => _place.Dispose();

    private Task<long> AddHookAsync(Receiver receiver, string template, string? secret = Secret, string query = "") => _place.Webhooks.SaveAsync(Viewer.Everything, new Webhook
    {
        Name = "Finance", Address = receiver.Address + query, Template = template, ProtectedSecret = secret is null ? null : _place.Secrets.Protect(secret), Language = Writing.Chinese,
    }, CancellationToken.None);

    private async Task<(Post Post, JsonElement Json)> PostedAsync(string template, string? secret = Secret, string query = "", params long[] alerts)
    {
        await using var receiver = await Receiver.StartAsync();
        await _place.AddPostAsync(await AddHookAsync(receiver, template, secret, query), alerts);
        await _place.SendAsync();
        var post = Assert.Single(receiver.Posts);
        return (post, JsonDocument.Parse(post.Body).RootElement);
    }

    private static string Hmac(string key, string text) => Convert.ToBase64String(HMACSHA256.HashData(Encoding.UTF8.GetBytes(key), Encoding.UTF8.GetBytes(text)));

    [Fact]
    public async Task Generic_json_is_signed_over_timestamp_and_body()
    {
        var (post, json) = await PostedAsync(WebhookRequest.Generic, Secret, "", 1, 2);
        var signature = post.Headers[WebhookRequest.SignatureHeader].Split(',').Select(part => part.Split('=', 2)).ToDictionary(part => part[0], part => part[1]);
        Assert.Equal(_place.Clock.Now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture), signature["t"]);
        var expected = HMACSHA256.HashData(Encoding.UTF8.GetBytes(Secret), Encoding.UTF8.GetBytes($"{signature["t"]}.{post.Body}"));
        Assert.Equal(Convert.ToHexStringLower(expected), signature["v1"]);
        Assert.Equal(json.GetProperty("delivery").GetInt64().ToString(CultureInfo.InvariantCulture), post.Headers[WebhookRequest.DeliveryHeader]);
        Assert.Equal([1L, 2L], json.GetProperty("alerts").EnumerateArray().Select(alert => alert.GetProperty("alert").GetInt64()).Order());
        Assert.Equal("zh-CN", json.GetProperty("language").GetString());
    }

    [Fact]
    public async Task A_hook_without_a_secret_is_not_signed() =>
        Assert.DoesNotContain(WebhookRequest.SignatureHeader, (await PostedAsync(WebhookRequest.Generic, secret: null)).Post.Headers.Keys);

    [Fact]
    public async Task Feishu_gets_a_card_signed_in_the_body()
    {
        var (_, json) = await PostedAsync(WebhookRequest.Feishu);
        var timestamp = json.GetProperty("timestamp").GetString()!;
        Assert.Equal(Hmac($"{timestamp}\n{Secret}", ""), json.GetProperty("sign").GetString());
        Assert.Equal("interactive", json.GetProperty("msg_type").GetString());
        Assert.Contains("Marketing", json.GetProperty("card").GetProperty("header").GetProperty("title").GetProperty("content").GetString()!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task DingTalk_gets_markdown_signed_in_the_address()
    {
        var (post, json) = await PostedAsync(WebhookRequest.DingTalk, Secret, "?access_token=abc");
        var query = System.Web.HttpUtility.ParseQueryString(post.Query);
        Assert.Equal(_place.Clock.Now.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture), query["timestamp"]);
        Assert.Equal(Hmac(Secret, $"{query["timestamp"]}\n{Secret}"), query["sign"]);
        Assert.Equal("abc", query["access_token"]);
        Assert.Equal("markdown", json.GetProperty("msgtype").GetString());
    }

    [Theory]
    [InlineData(WebhookRequest.WeCom, "msgtype")]
    [InlineData(WebhookRequest.Slack, "blocks")]
    [InlineData(WebhookRequest.Teams, "attachments")]
    public async Task Other_receivers_get_their_shape_with_the_link(string template, string property)
    {
        var (post, json) = await PostedAsync(template);
        Assert.True(json.TryGetProperty(property, out _));
        Assert.Contains("alerts/1", post.Body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(WebhookRequest.DingTalk)]
    [InlineData(WebhookRequest.WeCom)]
    [InlineData(WebhookRequest.Teams)]
    public async Task A_name_cannot_write_markup_into_a_chat(string template)
    {
        _place.Alerts[1] = SmallAlerts.BudgetShare(name: "x](http://evil.test) <@all> **b**") with { Id = 1 };
        var text = string.Join('\n', Strings((await PostedAsync(template)).Json));
        Assert.DoesNotContain("](http://evil", text, StringComparison.Ordinal);
        Assert.DoesNotContain("<@all>", text, StringComparison.Ordinal);
        Assert.DoesNotContain("**b**", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wecom_message_keeps_within_its_bytes()
    {
        for (var id = 10L; id < 15; id++) _place.Alerts[id] = SmallAlerts.BudgetShare(name: new string('预', 200)) with { Id = id };
        var (_, json) = await PostedAsync(WebhookRequest.WeCom, null, "", 10, 11, 12, 13, 14);
        Assert.InRange(Encoding.UTF8.GetByteCount(json.GetProperty("markdown").GetProperty("content").GetString()!), 1, 4096);
    }

    [Fact]
    public async Task A_receiver_that_is_down_is_tried_again_and_one_that_refuses_is_not()
    {
        await using var receiver = await Receiver.StartAsync();
        var hook = await AddHookAsync(receiver, WebhookRequest.Generic);
        receiver.AnswerNext(503, "later");
        var id = await _place.AddPostAsync(hook, 1);
        await _place.SendAsync();
        Assert.Equal((OutboxState.Waiting, "http", "503"), await StandAsync(id));
        await _place.SendAfterAsync(TimeSpan.FromMinutes(1));
        Assert.Equal(OutboxState.Sent, (await StandAsync(id)).State);
        Assert.Single(receiver.Posts.Select(post => post.Headers[WebhookRequest.DeliveryHeader]).Distinct());

        receiver.AnswerNext(410, "gone");
        var refused = await _place.AddPostAsync(hook, 1);
        await _place.SendAsync();
        Assert.Equal((OutboxState.Failed, "http", "410"), await StandAsync(refused));
    }

    [Theory]
    [InlineData("""{"code":19021,"msg":"sign match fail"}""", OutboxState.Failed)]
    [InlineData("""{"errcode":45009,"errmsg":"api freq out of limit"}""", OutboxState.Waiting)]
    [InlineData("""{"errcode":0,"errmsg":"ok"}""", OutboxState.Sent)]
    public async Task A_robot_that_says_no_with_200_has_not_taken_it(string answer, OutboxState state)
    {
        await using var receiver = await Receiver.StartAsync();
        receiver.AnswerNext(200, answer);
        var id = await _place.AddPostAsync(await AddHookAsync(receiver, WebhookRequest.Feishu), 1);
        await _place.SendAsync();
        Assert.Equal(state, (await StandAsync(id)).State);
    }

    [Fact]
    public async Task A_redirect_is_not_followed_and_a_deleted_hook_fails()
    {
        await using var receiver = await Receiver.StartAsync();
        var hook = await AddHookAsync(receiver, WebhookRequest.Generic);
        receiver.AnswerNext(302, "elsewhere");
        var moved = await _place.AddPostAsync(hook, 1);
        await _place.SendAsync();
        Assert.Equal((OutboxState.Failed, "http", "302"), await StandAsync(moved));
        await _place.Webhooks.DeleteAsync(Viewer.Everything, hook, CancellationToken.None);
        var gone = await _place.AddPostAsync(hook, 1);
        await _place.SendAsync();
        Assert.Equal((OutboxState.Failed, "hook-gone", ""), await StandAsync(gone));
    }

    private async Task<(OutboxState State, string Code, string First)> StandAsync(long id)
    {
        var answer = await _place.AnswerAsync(id);
        return ((await _place.MessageAsync(id)).State, answer!.Code, answer.Arguments.FirstOrDefault() ?? "");
    }

    private static IEnumerable<string> Strings(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.String => [json.GetString()!],
        JsonValueKind.Object => json.EnumerateObject().SelectMany(property => Strings(property.Value)),
        JsonValueKind.Array => json.EnumerateArray().SelectMany(Strings),
        _ => [],
    };
}
