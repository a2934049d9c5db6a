using System.CommandLine;
using System.Text.Json;
using TokenSpend.Core.Ingestion;

namespace TokenSpend.Web.Cli;

/// <summary>formats: what can be imported, how it is recognised, and what that rests on.</summary>
internal static class FormatsVerb
{
    private static readonly JsonSerializerOptions Compact = new(JsonSerializerDefaults.Web) { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static Command Build(TextWriter output)
    {
        var json = Options.Json();
        var data = Options.DataDirectory();
        var verb = new Command("formats", "Lists the formats that can be imported.") { json, data };
        verb.SetAction(async (parsed, _) =>
        {
            if (parsed.GetValue(json))
            {
                await output.WriteLineAsync(JsonSerializer.Serialize(FormatCatalog.All.Select(format => Describe(format.Info)), Compact));
                return Exit.Done;
            }
            foreach (var format in FormatCatalog.All.Select(format => format.Info))
            {
                await output.WriteLineAsync($"{format.Name}\n  {format.Title}\n  recognised by {format.DetectedBy}\n  {Plain(format.Identity)}, {Plain(format.Level)}, days in {format.Zone}\n  rests on: {Plain(format.Evidence)} ({format.RestsOn})");
            }
            return Exit.Done;
        });
        return verb;
    }

    private static object Describe(FormatInfo format) => new
    {
        format.Name, format.Title, format.DetectedBy, format.TokenSemantics, identity = Plain(format.Identity), level = Plain(format.Level),
        coverage = Plain(format.Coverage), format.Zone, format.SettlingDays, evidence = Plain(format.Evidence), format.RestsOn, format.Fields,
    };

    /// <summary>EventWithId → "event with id".</summary>
    private static string Plain<T>(T value) where T : struct, Enum =>
        string.Concat(value.ToString().Select((c, i) => i > 0 && char.IsUpper(c) ? $" {char.ToLowerInvariant(c)}" : $"{char.ToLowerInvariant(c)}"));
}
