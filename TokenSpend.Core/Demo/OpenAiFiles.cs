using System.Globalization;
using System.Text.Json;
using TokenSpend.Core.Primitives;
using TokenSpend.Core.Usage;

namespace TokenSpend.Core.Demo;

/// <summary>The dashboard's cost export and the answer of the usage API.</summary>
internal static class OpenAiFiles
{
    private const string Header =
        "start_time,end_time,start_time_iso,end_time_iso,amount_value,amount_currency,quantity,quantity_unit,line_item,user_id,api_key_id,project_id,organization_id,project_name,organization_name,user_email,api_source";

    private static readonly string[] Items = ["input", "cached input", "cache write", "output"];

    public static void WriteCosts(TextWriter file, DemoBills bills, Period days)
    {
        file.WriteLine(Header);
        for (var day = days.From; day < days.To; day = day.AddDays(1))
        {
            var window = string.Create(CultureInfo.InvariantCulture,
                $"{Epoch(day)},{Epoch(day.AddDays(1))},{day:yyyy-MM-dd}T00:00:00+00:00,{day.AddDays(1):yyyy-MM-dd}T00:00:00+00:00");
            var empty = true;
            foreach (var line in bills.Lines("openai", new Period(day, day.AddDays(1))))
            {
                empty = false;
                // The dashboard pads its decimals to thirty.
                var amount = string.Create(CultureInfo.InvariantCulture, $"{line.Nanos / Nano.PerUnit}.{line.Nanos % Nano.PerUnit:D9}") + new string('0', 21);
                file.WriteLine(string.Create(CultureInfo.InvariantCulture,
                    $"{window},{amount},usd,{line.Tokens},tokens,\"{line.Of.Name}, {Items[line.Kind]}\",,{Key(line.Of)},{Project(line.Of)},org-aldermoor,{ProjectName(line.Of)},Aldermoor,,"));
            }
            if (empty) file.WriteLine(window + ",,,,,,,,,,,,,");
        }
    }

    public static void WriteUsage(Stream file, DemoBills bills, Period days)
    {
        using var json = new Utf8JsonWriter(file, new JsonWriterOptions { Indented = true });
        json.WriteStartObject();
        json.WriteString("object", "page");
        json.WriteStartArray("data");
        for (var day = days.From; day < days.To; day = day.AddDays(1))
        {
            json.WriteStartObject();
            json.WriteString("object", "bucket");
            json.WriteNumber("start_time", Epoch(day));
            json.WriteNumber("end_time", Epoch(day.AddDays(1)));
            json.WriteStartArray("results");
            for (var model = 0; model < DemoModel.All.Count; model++)
                if (DemoModel.All[model].Provider == "openai" && bills.Requests(day, model) > 0) WriteResult(json, bills, day, model);
            json.WriteEndArray();
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteBoolean("has_more", false);
        json.WriteNull("next_page");
        json.WriteEndObject();
    }

    private static void WriteResult(Utf8JsonWriter json, DemoBills bills, DateOnly day, int index)
    {
        var model = DemoModel.All[index];
        var cached = bills.Metered(day, index, 1);
        json.WriteStartObject();
        json.WriteString("object", "organization.usage.completions.result");
        json.WriteNumber("input_tokens", bills.Metered(day, index, 0) + cached);
        json.WriteNumber("output_tokens", bills.Metered(day, index, 3));
        json.WriteNumber("num_model_requests", bills.Requests(day, index));
        json.WriteString("project_id", Project(model));
        json.WriteNull("user_id");
        json.WriteString("api_key_id", Key(model));
        json.WriteString("model", model.Name);
        json.WriteBoolean("batch", false);
        json.WriteNull("service_tier");
        json.WriteNumber("input_cached_tokens", cached);
        json.WriteNumber("input_audio_tokens", 0);
        json.WriteNumber("output_audio_tokens", 0);
        json.WriteEndObject();
    }

    private static string Key(DemoModel model) => model.IsDirect ? "key_deep_research" : "key_gateway";

    private static string Project(DemoModel model) => model.IsDirect ? DemoRules.DirectOpenAi : "proj_gateway";

    private static string ProjectName(DemoModel model) => model.IsDirect ? DemoRules.DirectProject : "Gateway";

    private static long Epoch(DateOnly day) => PayerCalendar.StartMs(day.DayNumber) / 1000;
}
