using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using TokenSpend.Core.Primitives;
using TokenSpend.Core.Usage;
using TokenSpend.Core.Usage.Blocks;

namespace TokenSpend.Core.Pricing;

/// <summary>The verb `rate`, one line at a time: a provider's raw usage block in, its tokens and cost out.</summary>
/// <param name="providerId">The provider's id for any of its names; an unknown one as it is.</param>
/// <remarks>The JSON is a contract: line, provider, model, tokens and cost; unpriced in place of cost; or line and error.</remarks>
public sealed class RateLine(PriceBooks books, Func<string, string> providerId)
{
    private static readonly JsonWriterOptions Output = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <param name="text">{"provider","model","at","usage"}; at is optional and ISO 8601, UTC where it names no offset.</param>
    /// <param name="line">From 1.</param>
    /// <param name="now">Stands in where the line has no time.</param>
    /// <param name="isGood">False if the answer is an error.</param>
    public string Rate(string text, int line, DateTimeOffset now, out bool isGood)
    {
        isGood = TryRate(text, line, now, out var answer, out var error);
        return isGood ? answer : Json(json =>
        {
            json.WriteNumber("line", line);
            json.WriteString("error", error);
        });
    }

    private bool TryRate(string text, int line, DateTimeOffset now, out string answer, out string error)
    {
        (answer, error) = ("", "");
        JsonDocument document;
        try
        {
            document = JsonDocument.Parse(text);
        }
        catch (JsonException e)
        {
            error = $"not JSON: character {(e.BytePositionInLine ?? 0) + 1}, expected an object with provider, model and usage";
            return false;
        }
        using (document)
        {
            var input = document.RootElement;
            if (input.ValueKind != JsonValueKind.Object) error = $"found {input.ValueKind}, expected an object with provider, model and usage";
            else if (Text(input, "provider") is not { } provider) error = "provider is missing, expected a name such as \"openai\"";
            else if (Text(input, "model") is not { } model) error = "model is missing, expected a name such as \"gpt-5\"";
            else if (At(input, now) is not { } at) error = $"at is {input.GetProperty("at").GetRawText()}, expected a time such as \"2026-03-13T08:00:00Z\"";
            else if (!input.TryGetProperty("usage", out var usage)) error = "usage is missing, expected the provider's usage block";
            else if (UsageBlock.TryRead(usage, providerId(provider), out var tokens, out var problem))
            {
                answer = Answer(line, providerId(provider), model, at, Tier(usage), tokens);
                return true;
            }
            else error = problem;
            return false;
        }
    }

    private string Answer(int line, string provider, string model, DateTimeOffset at, ServiceTier tier, TokenCounts tokens)
    {
        var atMs = at.ToUnixTimeMilliseconds();
        var prices = books.For(provider, model);
        var cost = prices.Rate(atMs, tier, RequestStatus.Ok, tokens, isBucket: false);
        return Json(json =>
        {
            json.WriteNumber("line", line);
            json.WriteString("provider", provider);
            json.WriteString("model", model);
            json.WriteStartObject("tokens");
            foreach (var kind in TokenKindInfo.All)
                if (kind.IsShown(tokens[kind.Kind])) json.WriteNumber(kind.Name, tokens[kind.Kind]);
            json.WriteEndObject();
            if (cost is { Total: { } total, Input: { } inputSide, Output: { } outputSide, UnpricedTokens: 0, Currency.Length: > 0 })
            {
                json.WriteStartObject("cost");
                json.WriteString("input", Nano.Format(inputSide));
                json.WriteString("output", Nano.Format(outputSide));
                json.WriteString("total", Nano.Format(total));
                json.WriteString("currency", cost.Currency);
                json.WriteEndObject();
            }
            else json.WriteString("unpriced", Why(prices, atMs, tier, tokens));
        });
    }

    // A cost that leaves out a kind would pass for the whole: the line says which price is missing instead.
    private static string Why(ModelPrices prices, long atMs, ServiceTier tier, TokenCounts tokens) => prices.At(atMs, tier) is { } card
        ? $"the price book has no price of {prices.Model.Model} at {prices.Model.Provider} for {string.Join(", ", card.Explain(tokens, false).Where(kind => kind.Basis == PriceBasis.Unpriced).Select(kind => TokenKindInfo.Of(kind.Kind).Name))}"
        : prices.WhyUnpriced(atMs);

    /// <summary>The tier that served the request, as OpenAI, Anthropic and Gemini write it into the block.</summary>
    private static ServiceTier Tier(JsonElement usage)
    {
        var named = usage.ValueKind == JsonValueKind.Object ? Text(usage, "service_tier") ?? Text(usage, "serviceTier") : null;
        return Enum.TryParse<ServiceTier>(named, ignoreCase: true, out var tier) && Enum.IsDefined(tier) && !char.IsAsciiDigit(named![0]) ? tier : ServiceTier.Standard;
    }

    private static DateTimeOffset? At(JsonElement input, DateTimeOffset now)
    {
        if (!input.TryGetProperty("at", out var at) || at.ValueKind == JsonValueKind.Null) return now;
        return at.ValueKind == JsonValueKind.String
            && DateTimeOffset.TryParse(at.GetString(), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) ? time : null;
    }

    private static string? Text(JsonElement parent, string name) =>
        parent.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String && value.GetString() is { } text && !string.IsNullOrWhiteSpace(text) ? text.Trim() : null;

    private static string Json(Action<Utf8JsonWriter> write)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, Output))
        {
            json.WriteStartObject();
            write(json);
            json.WriteEndObject();
        }
        return System.Text.Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length);
    }
}
