using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace TokenSpend.Core.Ingestion.Mapping;

/// <summary>A profile as the file that <see cref="ProfileReader"/> reads, laid out for people who edit it.</summary>
public static class ProfileWriter
{
    private static readonly JsonWriterOptions Indented = new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Write(MappingProfile profile)
    {
        ArgumentNullException.ThrowIfNull(profile);
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes, Indented)) Write(profile, json);
        return Encoding.UTF8.GetString(bytes.ToArray()) + "\n";
    }

    private static void Write(MappingProfile profile, Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("name", profile.Name);
        json.WriteString("title", profile.Title);
        json.WriteString("evidence", EnumText.Of(profile.Evidence));
        json.WriteString("restsOn", profile.RestsOn);
        json.WriteString("level", EnumText.Of(profile.Level));
        json.WriteString("identity", EnumText.Of(profile.Identity));
        json.WriteString("content", EnumText.Of(profile.Content));
        json.WriteStartArray("recognisedBy");
        foreach (var column in profile.RecognisedBy) WriteSpellings(json, column);
        json.WriteEndArray();
        WriteList(json, "mentions", profile.Mentions);
        json.WriteStartObject("fields");
        foreach (var (field, source) in profile.Fields.OrderBy(field => field.Key)) WriteSource(json, field.Name(), source);
        json.WriteEndObject();
        if (profile.Tags.Count > 0)
        {
            json.WriteStartObject("tags");
            foreach (var (name, source) in profile.Tags.OrderBy(tag => tag.Key, StringComparer.Ordinal)) WriteSource(json, name, source);
            json.WriteEndObject();
        }
        WriteList(json, "tagObjects", profile.TagObjects);
        WriteList(json, "tellApart", profile.TellApart);
        if (profile.Only.Count > 0)
        {
            json.WriteStartObject("only");
            foreach (var (column, values) in profile.Only.OrderBy(rule => rule.Key, StringComparer.Ordinal))
            {
                json.WriteStartArray(column);
                foreach (var value in values) json.WriteStringValue(value);
                json.WriteEndArray();
            }
            json.WriteEndObject();
        }
        WriteList(json, "records", profile.Records);
        json.WriteString("zone", profile.Zone);
        json.WriteString("dates", EnumText.Of(profile.Dates));
        json.WriteString("numbers", EnumText.Of(profile.Numbers));
        json.WriteNumber("tokensPer", profile.TokensPer);
        json.WriteString("moneyIn", EnumText.Of(profile.MoneyIn));
        json.WriteBoolean("inputContainsCached", profile.InputContainsCached);
        json.WriteBoolean("outputContainsReasoning", profile.OutputContainsReasoning);
        json.WriteNumber("settlingDays", profile.SettlingDays);
        json.WriteEndObject();
    }

    private static void WriteSource(Utf8JsonWriter json, string name, FieldSource source)
    {
        json.WritePropertyName(name);
        if (source.Constant is null)
        {
            WriteSpellings(json, source.Columns);
            return;
        }
        json.WriteStartObject();
        WriteList(json, "columns", source.Columns);
        json.WriteString("value", source.Constant);
        json.WriteEndObject();
    }

    private static void WriteSpellings(Utf8JsonWriter json, IReadOnlyList<string> columns)
    {
        if (columns is [var only])
        {
            json.WriteStringValue(only);
            return;
        }
        json.WriteStartArray();
        foreach (var column in columns) json.WriteStringValue(column);
        json.WriteEndArray();
    }

    private static void WriteList(Utf8JsonWriter json, string name, IReadOnlyList<string> values)
    {
        if (values.Count == 0) return;
        json.WriteStartArray(name);
        foreach (var value in values) json.WriteStringValue(value);
        json.WriteEndArray();
    }
}
