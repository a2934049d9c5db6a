namespace TokenSpend.Core.Demo;

/// <summary>Writes requests as LiteLLM spend logs: NDJSON, or the database table as CSV.</summary>
internal static class GatewayLog
{
    /// <summary>The 31 columns of the table, in its order.</summary>
    private static ReadOnlySpan<byte> Header =>
        "request_id,session_id,call_type,api_key,cache_hit,startTime,endTime,completionStartTime,model,user,team_id,organization_id,metadata,cache_key,spend,total_tokens,prompt_tokens,completion_tokens,request_tags,end_user,api_base,model_group,model_id,requester_ip_address,custom_llm_provider,messages,response,proxy_server_request,status,mcp_namespaced_tool_name,agent_id"u8;

    public static void WriteHeader(Utf8Lines lines) => lines.Add(Header).EndLine();

    /// <param name="claim">What the gateway thinks that it costs, nano USD.</param>
    public static void WriteJson(Utf8Lines lines, in DemoRequest request, GatewayPieces pieces, long claim)
    {
        var (caller, model) = (pieces.CallerOf(request), pieces.Models[request.Model]);
        lines.Add("{\"request_id\":\"chatcmpl-"u8).AddHex(request.Id)
            .Add("\",\"call_type\":\"acompletion\",\"api_key\":\""u8).Add(caller.Key)
            .Add("\",\"cache_hit\":\""u8).Add(CacheHit(request)).Add("\",\"startTime\":\""u8).AddTime(request.AtMs)
            .Add("Z\",\"endTime\":\""u8).AddTime(request.AtMs + request.DurationMs).Add("Z\",\"model\":\""u8).Add(model.Name)
            .Add("\",\"user\":\""u8).Add(caller.User).Add("\",\"team_id\":\""u8).Add(caller.Team)
            .Add("\",\"metadata\":{"u8);
        AddMetadata(lines, request, caller);
        lines.Add("},\"spend\":"u8).AddNanos(claim)
            .Add(",\"total_tokens\":"u8).Add(request.Tokens.Prompt + request.Tokens.Output)
            .Add(",\"prompt_tokens\":"u8).Add(request.Tokens.Prompt)
            .Add(",\"completion_tokens\":"u8).Add(request.Tokens.Output)
            .Add(",\"request_tags\":"u8).Add(caller.Tags).Add(",\"api_base\":\""u8).Add(model.ApiBase)
            .Add("\",\"custom_llm_provider\":\""u8).Add(model.Provider)
            .Add("\",\"status\":\""u8).Add(Status(request)).Add("\"}"u8)
            .EndLine();
    }

    public static void WriteCsv(Utf8Lines lines, in DemoRequest request, GatewayPieces pieces, long claim)
    {
        var (caller, model) = (pieces.CallerOf(request), pieces.Models[request.Model]);
        lines.Add("chatcmpl-"u8).AddHex(request.Id).Add(",,acompletion,"u8).Add(caller.Key).Add(","u8).Add(CacheHit(request)).Add(","u8)
            .AddTime(request.AtMs).Add(","u8).AddTime(request.AtMs + request.DurationMs).Add(",,"u8).Add(model.Name).Add(","u8)
            .Add(caller.User).Add(","u8).Add(caller.Team).Add(",,\"{"u8);
        var metadata = lines.Mark;
        AddMetadata(lines, request, caller);
        lines.DoubleQuotesSince(metadata).Add("}\",Cache OFF,"u8).AddNanos(claim).Add(","u8)
            .Add(request.Tokens.Prompt + request.Tokens.Output).Add(","u8).Add(request.Tokens.Prompt).Add(","u8).Add(request.Tokens.Output).Add(",\""u8);
        var tags = lines.Mark;
        lines.Add(caller.Tags).DoubleQuotesSince(tags).Add("\",,"u8).Add(model.ApiBase).Add(","u8).Add(model.Name).Add(",,,"u8).Add(model.Provider)
            .Add(",{},{},{},"u8).Add(Status(request)).Add(",,"u8)
            .EndLine();
    }

    private static void AddMetadata(Utf8Lines lines, in DemoRequest request, GatewayPieces.Caller caller)
    {
        lines.Add(caller.Metadata);
        var tokens = request.Tokens;
        if (tokens.CacheRead + tokens.CacheWrite + request.Reasoning == 0) return;
        lines.Add(",\"usage_object\":{\"prompt_tokens_details\":{\"cached_tokens\":"u8).Add(tokens.CacheRead);
        if (tokens.CacheWrite > 0) lines.Add(",\"cache_creation_tokens\":"u8).Add(tokens.CacheWrite);
        if (request.Reasoning > 0) lines.Add("},\"completion_tokens_details\":{\"reasoning_tokens\":"u8).Add(request.Reasoning);
        lines.Add("}}"u8);
    }

    private static ReadOnlySpan<byte> CacheHit(in DemoRequest request) => request.Status == DemoStatus.Answered ? "True"u8 : "False"u8;

    private static ReadOnlySpan<byte> Status(in DemoRequest request) => request.Status == DemoStatus.Failed ? "failure"u8 : "success"u8;
}
