using System.Net;
using System.Text.Json;

namespace TokenSpend.Tests.Api;

[Collection(ApiCollection.Name)]
public sealed class ApiTests(ApiSite site)
{
    [Theory]
    [InlineData("")]
    [InlineData("by=department,model")]
    [InlineData("by=day&measure=metered&where=model=gpt-5")]
    [InlineData("by=payer,key&scope=all&where=department=&where=department=Sales")]
    [InlineData("by=month,provider&currency=USD")]
    [InlineData("by=hour&from=2025-08-04&to=2025-08-07")]
    public async Task The_spend_endpoint_answers_as_the_verb_does(string query)
    {
        var parts = (query.Contains("from=", StringComparison.Ordinal) ? query : "from=2025-08-01&to=2025-10-01&" + query).Split('&', StringSplitOptions.RemoveEmptyEntries).Select(part => part.Split('=', 2)).ToList();
        var address = "/api/spend?" + string.Join('&', parts.Select(part => $"{part[0]}={Uri.EscapeDataString(part[1])}"));
        var verb = await site.TypeAsync(["spend", "--format", "json", .. parts.SelectMany(part => new[] { "--" + part[0], part[1] })]);
        Assert.Equal((0, ""), (verb.Exit, verb.Error));
        Assert.NotEmpty(verb.Json.GetProperty("totals").EnumerateArray());
        Assert.Equal(verb.Output.TrimEnd(), await site.Http.GetStringAsync(new Uri(address, UriKind.Relative)));
    }

    [Theory, InlineData("by=colour"), InlineData("measure=guessed"), InlineData("from=2025-08-02&to=2025-08-01"), InlineData("by=hour&from=2025-01-01&to=2025-08-01")]
    public async Task A_wrong_question_is_a_400_that_says_what_is_wrong(string query)
    {
        foreach (var path in new[] { "/api/spend", "/api/spend.csv" })
        {
            using var response = await site.Http.GetAsync(new Uri($"{path}?{query}", UriKind.Relative));
            Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
            using var problem = JsonDocument.Parse(await response.Content.ReadAsStringAsync());
            Assert.NotEmpty(problem.RootElement.GetProperty("detail").GetString()!);
        }
    }

    [Fact]
    public async Task The_csv_file_opens_in_a_spreadsheet_with_period_caveats_and_harmless_names()
    {
        using var response = await site.Http.GetAsync(new Uri("/api/spend.csv?from=2025-08-01&to=2025-10-01&by=department", UriKind.Relative));
        Assert.Equal("text/csv", response.Content.Headers.ContentType!.MediaType);
        var bytes = await response.Content.ReadAsByteArrayAsync();
        Assert.Equal([0xEF, 0xBB, 0xBF], bytes[..3]);
        var text = System.Text.Encoding.UTF8.GetString(bytes[3..]);
        Assert.StartsWith("# 2025-08-01 to 2025-10-01 (not included), measure attributed, scope ai\n", text, StringComparison.Ordinal);
        Assert.Contains("tokens have no price", text, StringComparison.Ordinal);
        Assert.Contains("\n'=Support,", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_upload_without_the_pages_token_is_refused()
    {
        using var form = new MultipartFormDataContent { { new StringContent("a,b\n1,2\n"), "file", "a.csv" } };
        using var response = await site.Http.PostAsync(new Uri("/api/imports", UriKind.Relative), form);
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.DoesNotContain("a.csv", await site.Http.GetStringAsync(new Uri("/metrics", UriKind.Relative)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/health/live", "live")]
    [InlineData("/health/ready", "ready")]
    [InlineData("/metrics", "tokenspend_imports{state=\"done\"} 2")]
    [InlineData("/openapi/v1.json", "/api/spend")]
    [InlineData("/api/imports/1", "\"file\":\"gateway.ndjson\"")]
    public async Task What_machines_ask_for_is_answered(string path, string expected) =>
        Assert.Contains(expected, await site.Http.GetStringAsync(new Uri(path, UriKind.Relative)), StringComparison.Ordinal);

    [Theory, InlineData("/api/imports/999"), InlineData("/api/imports/999/rejections.csv"), InlineData("/api/nothing")]
    public async Task What_is_not_there_is_a_404(string path)
    {
        using var response = await site.Http.GetAsync(new Uri(path, UriKind.Relative));
        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
    }
}
