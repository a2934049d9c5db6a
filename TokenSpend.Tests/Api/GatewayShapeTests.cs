using System.IO.Compression;
using System.Net;
using System.Text;
using TokenSpend.Core.Operations.Importing;

namespace TokenSpend.Tests.Api;

/// <summary>Bodies and headers exactly as gateways send them.</summary>
public sealed class GatewayShapeTests(PushSite site) : IClassFixture<PushSite>
{
    // LiteLLM's generic_api logger: startTime in seconds; null where a call has no payload.
    private static string LiteLlm(string id) => $$$"""
        {"id": "{{{id}}}", "trace_id": "7a1e", "call_type": "acompletion", "stream": false, "response_cost": 0.00645, "cost_breakdown": null, "response_cost_failure_debug_info": null, "status": "success", "custom_llm_provider": "openai", "total_tokens": 1500, "prompt_tokens": 1200, "completion_tokens": 300, "startTime": 1791192046.847371, "endTime": 1791192048.1, "completionStartTime": 1791192047.2, "response_time": 1.25, "model_map_information": {"model_map_key": "gpt-4o", "model_map_value": null}, "model": "gpt-4o", "model_id": "d1", "model_group": "gpt-4o", "api_base": "https://api.openai.com", "metadata": {"user_api_key_hash": "88dc28d0", "user_api_key_alias": "helpdesk-prod", "user_api_key_team_id": "t-17", "user_api_key_user_id": "u1", "spend_logs_metadata": null, "requester_ip_address": "10.0.0.7"}, "cache_hit": false, "cache_key": null, "saved_cache_cost": 0.0, "request_tags": ["env:prod"], "end_user": "", "requester_ip_address": "10.0.0.7", "messages": [{"role": "user", "content": "Hi"}], "response": {"id": "{{{id}}}", "model": "gpt-4o-2024-08-06", "usage": {"completion_tokens": 300, "prompt_tokens": 1200, "total_tokens": 1500}}, "model_parameters": {}, "hidden_params": {"model_id": "d1", "response_cost": 0.00645}, "error_str": null, "error_information": null}
        """;

    // Kong's serializer escapes slashes.
    private static string Kong(string id) => $$$$$"""
        {"response":{"size":910,"status":200,"headers":{"content-type":"application\/json"}},"started_at":1791192046848,"client_ip":"10.0.0.7","upstream_uri":"\/v1\/chat\/completions","latencies":{"kong":50,"request":1250,"proxy":1200,"receive":1},"request":{"id":"{{{{{id}}}}}","uri":"\/chat","url":"http:\/\/gateway:8000\/chat","method":"POST","size":312,"querystring":{},"headers":{"host":"gateway:8000"}},"tries":[{"ip":"162.159.140.245","port":443,"balancer_latency":0,"balancer_start":1791192046850}],"upstream_status":"200","route":{"id":"r1","name":"chat"},"service":{"id":"s1","name":"llm"},"workspace":"w1","workspace_name":"default","ai":{"proxy":{"tried_targets":[],"meta":{"request_model":"gpt-4o","response_model":"gpt-4o-2024-08-06","provider_name":"openai","plugin_id":"p1","llm_latency":1200},"usage":{"prompt_tokens":1200,"completion_tokens":300,"total_tokens":1500,"time_per_token":4,"cost":0.00645},"payload":{},"cache":{}}}}
        """;

    private static string Otlp(string span, string input = "1200") => $$$$"""
        {"resourceSpans":[{"resource":{"attributes":[{"key":"service.name","value":{"stringValue":"helpdesk"}}]},"scopeSpans":[{"scope":{"name":"openai"},"spans":[{"traceId":"5b8efff798038103d269b633813fc60c","spanId":"{{{{span}}}}","parentSpanId":"","flags":256,"name":"chat gpt-4o","kind":3,"startTimeUnixNano":"1791192046850000000","endTimeUnixNano":"1791192048847000000","attributes":[{"key":"gen_ai.operation.name","value":{"stringValue":"chat"}},{"key":"gen_ai.provider.name","value":{"stringValue":"openai"}},{"key":"gen_ai.request.model","value":{"stringValue":"gpt-4o"}},{"key":"gen_ai.usage.input_tokens","value":{"intValue":"{{{{input}}}}"}},{"key":"gen_ai.usage.output_tokens","value":{"intValue":"300"}}],"status":{}}]}]}]}
        """;

    public static TheoryData<string, string, string, int> Bodies => new()
    {
        { "litellm-payload-json", "application/json", $"[{LiteLlm("json-1")}, {LiteLlm("json-2")}]", 2 },
        { "litellm-payload", "application/json", $"{LiteLlm("nd-1")}\n{LiteLlm("nd-2")}", 2 },
        { "litellm-payload", "application/json", LiteLlm("single"), 1 },
        { "kong-ai", "application/json", Kong("one"), 1 },
        { "kong-ai", "application/json; charset=utf-8", $"[{Kong("batch-1")},{Kong("batch-2")},{Kong("batch-3")}]", 3 },
    };

    [Theory, MemberData(nameof(Bodies))]
    public async Task A_gateways_body_is_taken_as_it_is(string format, string contentType, string body, int requests)
    {
        using var response = await site.PushAsync(body, contentType: contentType);
        var report = await ReportAsync(response);
        Assert.Equal((format, requests, 0), (report.Format, report.Accepted, report.Rejected));
        Assert.Equal(1_200L * requests, report.Tokens["input"]);
    }

    [Fact]
    public async Task A_call_without_payload_in_LiteLLMs_batch_costs_only_itself()
    {
        using var response = await site.PushAsync($"[{LiteLlm("null-1")}, null, {LiteLlm("null-2")}]");
        var report = await ReportAsync(response);
        Assert.Equal((3, 2, 1), (report.Lines, report.Accepted, report.Rejected + report.Ignored));
    }

    [Fact]
    public async Task A_request_that_Kong_proxied_to_no_model_is_ignored_not_refused()
    {
        var plain = Kong("plain");
        using var response = await site.PushAsync(plain[..plain.IndexOf(",\"ai\"", StringComparison.Ordinal)] + "}");
        var report = await ReportAsync(response);
        Assert.Equal((1, 1), (report.Lines, report.IgnoredBy["no-usage"]));
    }

    [Fact]
    public async Task A_collector_posts_gzip_to_its_endpoint_with_v1_traces_and_is_answered_as_OTLP_says()
    {
        var packed = new MemoryStream();
        await using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true)) await gzip.WriteAsync(Encoding.UTF8.GetBytes(Otlp("eee19b7ec3c1b001")));
        using var good = await site.PushAsync(packed.ToArray(), "/api/usage/v1/traces", headers: ("Content-Encoding", "gzip"));
        Assert.Equal((HttpStatusCode.OK, "application/json", "{}"), (good.StatusCode, good.Content.Headers.ContentType!.ToString(), await good.Content.ReadAsStringAsync()));

        using var bad = await site.PushAsync(Otlp("eee19b7ec3c1b002", input: "-1"), "/api/usage/v1/traces");
        Assert.Contains("\"rejectedSpans\":1", await bad.Content.ReadAsStringAsync(), StringComparison.Ordinal);

        using var balance = await site.PushAsync(Otlp("eee19b7ec3c1b001"));
        var report = await ReportAsync(balance);
        Assert.Equal(("otel-genai", 1L), (report.Format, report.Duplicates));
    }

    private static async Task<ImportReport> ReportAsync(HttpResponseMessage response)
    {
        var text = await response.Content.ReadAsStringAsync();
        Assert.True(response.StatusCode == HttpStatusCode.OK, text);
        return ImportReport.Parse(text)!;
    }
}
