using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using TokenSpend.Core.Primitives;
using TokenSpend.Core.Spend;
using TokenSpend.Core.Usage;

namespace TokenSpend.Core.Reporting;

/// <summary>A spend answer as the contract's JSON: amounts are decimal strings exact to the nano, null where unknown.</summary>
public static class SpendJson
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Of(SpendResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, Options))
        {
            var query = result.Query;
            json.WriteStartObject();
            json.WriteString("from", query.Days.From.ToString("yyyy-MM-dd", null));
            json.WriteString("to", query.Days.To.ToString("yyyy-MM-dd", null));
            json.WriteString("zone", result.Zone);
            json.WriteString("measure", Word(query.Measure));
            json.WriteString("scope", Word(query.Scope));
            json.WriteStartArray("rows");
            foreach (var row in result.Rows)
            {
                json.WriteStartObject();
                for (var i = 0; i < query.By.Count; i++)
                    if (query.By[i] != Dimension.Currency) json.WriteString(Word(query.By[i]), row.Keys[i]);
                Write(json, row.Currency, row.Figures);
                json.WriteEndObject();
            }
            json.WriteEndArray();
            json.WriteStartArray("totals");
            foreach (var total in result.Totals)
            {
                json.WriteStartObject();
                Write(json, total.Currency, total.Figures);
                json.WriteEndObject();
            }
            json.WriteEndArray();
            if (result.Freshness is { } freshness) json.WriteString("freshness", freshness.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", null));
            else json.WriteNull("freshness");
            json.WriteStartArray("caveats");
            foreach (var caveat in result.Caveats)
            {
                json.WriteStartObject();
                json.WriteString("code", caveat.Code);
                json.WriteString("text", CaveatText.Of(caveat));
                json.WriteEndObject();
            }
            json.WriteEndArray();
            json.WriteEndObject();
        }
        return Encoding.UTF8.GetString(buffer.ToArray());
    }

    internal static string Word<T>(T value) where T : struct, Enum => value.ToString().ToLowerInvariant();

    private static void Write(Utf8JsonWriter json, string currency, SpendFigures figures)
    {
        json.WriteString("currency", currency);
        json.WriteString("cost", figures.Cost is { } cost ? Nano.Format(cost) : null);
        json.WriteString("accrued", Nano.Format(figures.Accrued));
        json.WriteNumber("requests", figures.Requests);
        json.WriteStartObject("tokens");
        foreach (var kind in TokenKindInfo.All)
        {
            var count = figures.Tokens[kind.Kind];
            if (kind.IsShown(count)) json.WriteNumber(kind.Name, count);
        }
        json.WriteEndObject();
        json.WriteNumber("unpricedTokens", figures.UnpricedTokens);
    }
}
