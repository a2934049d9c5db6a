using System.CommandLine;
using System.Text.Json;
using TokenSpend.Core.Ingestion;
using TokenSpend.Core.Operations;

namespace TokenSpend.Web.Cli;

/// <summary>formats: what can be imported, how it is recognised, and what that rests on.</summary>
internal static class FormatsVerb
{
    private static readonly JsonSerializerOptions Compact = new(JsonSerializerDefaults.Web) { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static Command Build(TextWriter output, TextWriter error)
    {
        var json = Options.Json();
        var data = Options.DataDirectory();
        var verb = new Command("formats", "Lists the formats that can be imported.") { json, data };
        verb.SetAction(async (parsed, _) =>
        {
            // Listing makes no data directory: before there is one, what it would be filled with counts.
            var folder = parsed.GetValue(data)!;
            var company = new Company(Directory.Exists(folder) ? folder : Company.ShippedFolder);
            var formats = company.Rules.Formats.All.Select(format => format.Info).ToList();
            foreach (var problem in company.Rules.Profiles.Problems) await error.WriteLineAsync(problem.Message);
            if (parsed.GetValue(json))
            {
                await output.WriteLineAsync(JsonSerializer.Serialize(formats.Select(Describe), Compact));
                return Exit.Done;
            }
            foreach (var format in formats)
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
