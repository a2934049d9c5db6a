using System.Net;
using System.Text.Json;
using TokenSpend.Core.Operations;
using TokenSpend.Core.Operations.Pushing;
using TokenSpend.Tests.Cli;
using TokenSpend.Tests.Operations;

namespace TokenSpend.Tests.Api;

/// <summary>POST /api/usage over real HTTP: who may, what is answered, what is refused.</summary>
public sealed class UsageEndpointTests(PushSite site) : IClassFixture<PushSite>
{
    private static int _requests;

    private static string Line() => LogLines.Line($"http-{Interlocked.Increment(ref _requests)}", SmallFiles.Noon, "openai", "gpt-5", 1_000, 10, 100);

    [Fact]
    public async Task The_answer_is_the_line_balance_in_the_fields_of_the_import_verb()
    {
        using var response = await site.PushAsync($"{Line()}\n{Line()}\nbroken\n\n", contentType: "application/x-ndjson");
        var balance = await JsonAsync(response, HttpStatusCode.OK);
        var verb = await site.TypeAsync("import", site.Write("one.ndjson", Line()), "--json");

        Assert.Equal(Terminal.Names(verb.Json), Terminal.Names(balance));
        Assert.Equal("4 2 0 0 0 1 1", string.Join(' ', new[] { "lines", "accepted", "duplicates", "replaced", "ignored", "rejected", "blank" }.Select(name => balance.GetProperty(name).GetInt64())));
        Assert.Equal(3, balance.GetProperty("rejections")[0].GetProperty("line").GetInt32());
        Assert.Equal("litellm-spend", balance.GetProperty("format").GetString());
    }

    [Fact]
    public async Task The_same_push_again_gives_duplicates_only()
    {
        var body = $"{Line()}\n{Line()}";
        using var first = await site.PushAsync(body);
        using var second = await site.PushAsync(body);
        var again = await JsonAsync(second, HttpStatusCode.OK);
        Assert.Equal((0, 2), (again.GetProperty("accepted").GetInt32(), again.GetProperty("duplicates").GetInt32()));
    }

    [Fact]
    public async Task Without_a_key_or_with_a_wrong_or_revoked_one_it_is_a_401_that_says_how_to_get_one()
    {
        var revoked = await site.MakeKeyAsync("leaked");
        using (var good = await site.PushAsync(Line(), key: revoked)) Assert.Equal(HttpStatusCode.OK, good.StatusCode);
        var list = await site.TypeAsync("keys", "list");
        var id = list.Lines.Select(line => line.Split('\t')).Single(key => key[1] == "leaked")[0];
        Assert.Equal(0, (await site.TypeAsync("keys", "revoke", id)).Exit);

        foreach (var key in new[] { "", "tsk_guessed", revoked })
        {
            using var response = await site.PushAsync(Line(), key: key);
            Assert.Contains("tokenspend keys add", await ProblemAsync(response, HttpStatusCode.Unauthorized), StringComparison.Ordinal);
            using var answer = await site.Http.GetAsync(new Uri("/api/usage/0000", UriKind.Relative));
            Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        }
    }

    [Fact]
    public async Task The_key_may_come_in_a_header_of_its_own()
    {
        using var response = await site.PushAsync(Line(), key: "", headers: ("X-Api-Key", site.Key));
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Fact]
    public async Task The_source_comes_from_header_or_query_or_the_key_and_a_bound_key_takes_no_other()
    {
        var bound = await site.MakeKeyAsync("east gateway", "--source", "gw-east");
        using var byHeader = await site.PushAsync(Line(), headers: ("X-TokenSpend-Source", "gw-a"));
        using var byQuery = await site.PushAsync(Line(), "/api/usage?source=gw-b");
        using var byKey = await site.PushAsync(Line(), key: bound);
        using var other = await site.PushAsync(Line(), "/api/usage?source=gw-b", bound);
        var sources = new List<string>();
        foreach (var response in new[] { byHeader, byQuery, byKey })
            sources.Add((await site.Imports.GetAsync(Viewer.Everything, (await JsonAsync(response, HttpStatusCode.OK)).GetProperty("import").GetInt64(), CancellationToken.None))!.Source);
        Assert.Equal(["gw-a", "gw-b", "gw-east"], sources);
        Assert.Contains("gw-east", await ProblemAsync(other, HttpStatusCode.Forbidden), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whoever_does_not_wait_finds_the_balance_where_the_answer_says()
    {
        using var response = await site.PushAsync(Line(), headers: ("Prefer", "respond-async"));
        var waiting = await JsonAsync(response, HttpStatusCode.Accepted);
        var address = response.Headers.Location!;
        Assert.Equal(waiting.GetProperty("status").GetString(), address.OriginalString);
        while (true)
        {
            using var ask = new HttpRequestMessage(HttpMethod.Get, address) { Headers = { { "X-Api-Key", site.Key } } };
            using var answer = await site.Http.SendAsync(ask);
            if (answer.StatusCode == HttpStatusCode.Accepted) continue;
            var balance = await JsonAsync(answer, HttpStatusCode.OK);
            Assert.Equal((1, waiting.GetProperty("push").GetString()), (balance.GetProperty("accepted").GetInt32(), balance.GetProperty("file").GetString()));
            break;
        }
        using var unknown = new HttpRequestMessage(HttpMethod.Get, "/api/usage/0123") { Headers = { { "X-Api-Key", site.Key } } };
        using var none = await site.Http.SendAsync(unknown);
        Assert.Equal(HttpStatusCode.NotFound, none.StatusCode);
    }

    [Fact]
    public async Task With_too_much_waiting_it_is_a_429_with_the_time_to_wait_and_nothing_is_taken()
    {
        var body = Line();
        using (site.Spool.Room.Take(256 << 20))
        {
            using var refused = await site.PushAsync(body);
            Assert.Equal(TimeSpan.FromSeconds(5), refused.Headers.RetryAfter!.Delta);
            await ProblemAsync(refused, HttpStatusCode.TooManyRequests);
        }
        using var later = await site.PushAsync(body);
        Assert.Equal(1, (await JsonAsync(later, HttpStatusCode.OK)).GetProperty("accepted").GetInt32());
    }

    [Fact]
    public async Task Too_large_a_body_is_a_413_that_names_the_limit_and_the_way_out()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/usage") { Content = new ByteArrayContent(new byte[PushSpool.LargestBody + 1]), Headers = { { "X-Api-Key", site.Key } } };
        request.Headers.ExpectContinue = true;
        using var response = await site.Http.SendAsync(request);
        var problem = await ProblemAsync(response, HttpStatusCode.RequestEntityTooLarge);
        Assert.Contains("32 MB", problem, StringComparison.Ordinal);
        Assert.Contains("Imports page", problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{\"hello\":\"world\"}", "/api/usage", "application/json", null, HttpStatusCode.UnprocessableEntity, "{\"hello\":\"world\"}", "kong-ai")]
    [InlineData("{}", "/api/usage?format=no-such", "application/json", null, HttpStatusCode.UnprocessableEntity, "no-such", "kong-ai")]
    [InlineData("", "/api/usage", "application/json", null, HttpStatusCode.BadRequest, "empty", "NDJSON")]
    [InlineData("x", "/api/usage/v1/traces", "application/x-protobuf", null, HttpStatusCode.UnsupportedMediaType, "encoding: json", "otlphttp")]
    [InlineData("x", "/api/usage", "application/json", "br", HttpStatusCode.UnsupportedMediaType, "br", "gzip")]
    [InlineData("project_id,cost\n", "/api/usage?format=openai-cost-csv", "text/csv", null, HttpStatusCode.UnprocessableEntity, "Bills and reports", "Imports page")]
    public async Task What_cannot_be_taken_is_refused_with_what_was_found_and_what_to_do(string body, string path, string contentType, string? encoding, HttpStatusCode status, string found, string next)
    {
        using var response = encoding is null ? await site.PushAsync(body, path, contentType: contentType) : await site.PushAsync(body, path, contentType: contentType, headers: ("Content-Encoding", encoding));
        var problem = await ProblemAsync(response, status);
        Assert.Contains(found, problem, StringComparison.Ordinal);
        Assert.Contains(next, problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task OpenApi_describes_the_push()
    {
        using var json = JsonDocument.Parse(await site.Http.GetStringAsync(new Uri("/openapi/v1.json", UriKind.Relative)));
        var push = json.RootElement.GetProperty("paths").GetProperty("/api/usage").GetProperty("post");
        Assert.Equal(["200", "202", "400", "401", "403", "413", "415", "422", "429"], Terminal.Names(push.GetProperty("responses")).Order());
        Assert.Contains("NDJSON", push.GetProperty("summary").GetString(), StringComparison.Ordinal);
    }

    private static async Task<JsonElement> JsonAsync(HttpResponseMessage response, HttpStatusCode status)
    {
        var text = await response.Content.ReadAsStringAsync();
        Assert.True(response.StatusCode == status, $"{response.StatusCode}: {text}");
        return JsonDocument.Parse(text).RootElement;
    }

    private static async Task<string> ProblemAsync(HttpResponseMessage response, HttpStatusCode status) => (await JsonAsync(response, status)).GetProperty("detail").GetString()!;
}
