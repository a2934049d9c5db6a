using System.Globalization;
using System.Text.Json;
using TokenSpend.Core.Primitives;

namespace TokenSpend.Core.Demo;

/// <summary>The console's cost export, and the usage report of the workspace that does not use the gateway.</summary>
internal static class AnthropicFiles
{
    private const string Header =
        "usage_date_utc,model,workspace,api_key,usage_type,context_window,token_type,cost_usd,list_price_usd,cost_type,inference_geo,speed";

    private static readonly string[] Kinds = ["input_no_cache", "input_cache_read", "input_cache_write_5m", "output"];

    public static void WriteCosts(TextWriter file, DemoBills bills, Period days)
    {
        file.WriteLine(Header);
        foreach (var line in bills.Lines("anthropic", days))
        {
            var (workspace, key) = line.Of.IsDirect ? (DemoRules.DirectProject, "evaluation") : ("Gateway", "gateway");
            // The console shows six decimals.
            var cost = string.Create(CultureInfo.InvariantCulture, $"{Nano.ToDecimal(line.Nanos):F6}");
            file.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{line.Day:yyyy-MM-dd},{line.Of.Title},{workspace},{key},message,≤ 200k,{Kinds[line.Kind]},{cost},{cost},token,global,"));
        }
    }

    public static void WriteDirectUsage(Stream file, DemoBills bills, Period days)
    {
        using var json = new Utf8JsonWriter(file, new JsonWriterOptions { Indented = true });
        json.WriteStartObject();
        json.WriteStartArray("data");
        for (var day = days.From; day < days.To; day = day.AddDays(1))
        {
            json.WriteStartObject();
            json.WriteString("starting_at", string.Create(CultureInfo.InvariantCulture, $"{day:yyyy-MM-dd}T00:00:00Z"));
            json.WriteString("ending_at", string.Create(CultureInfo.InvariantCulture, $"{day.AddDays(1):yyyy-MM-dd}T00:00:00Z"));
            json.WriteStartArray("results");
            for (var model = 0; model < DemoModel.All.Count; model++)
                if (DemoModel.All[model] is { Provider: "anthropic", IsDirect: true } && bills.Requests(day, model) > 0) WriteResult(json, bills, day, model);
            json.WriteEndArray();
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteBoolean("has_more", false);
        json.WriteNull("next_page");
        json.WriteEndObject();
    }

    private static void WriteResult(Utf8JsonWriter json, DemoBills bills, DateOnly day, int model)
    {
        json.WriteStartObject();
        json.WriteNumber("uncached_input_tokens", bills.Metered(day, model, 0));
        json.WriteStartObject("cache_creation");
        json.WriteNumber("ephemeral_5m_input_tokens", bills.Metered(day, model, 2));
        json.WriteNumber("ephemeral_1h_input_tokens", 0);
        json.WriteEndObject();
        json.WriteNumber("cache_read_input_tokens", bills.Metered(day, model, 1));
        json.WriteStartObject("server_tool_use");
        json.WriteNumber("web_search_requests", 0);
        json.WriteEndObject();
        json.WriteNumber("output_tokens", bills.Metered(day, model, 3));
        json.WriteString("api_key_id", "apikey_evaluation");
        json.WriteString("workspace_id", DemoRules.DirectWorkspace);
        json.WriteString("model", DemoModel.All[model].Name);
        json.WriteString("service_tier", "standard");
        json.WriteString("context_window", "0-200k");
        json.WriteEndObject();
    }
}
