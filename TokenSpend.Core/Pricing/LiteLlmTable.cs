using System.Text.RegularExpressions;
using TokenSpend.Core.Usage;

namespace TokenSpend.Core.Pricing;

/// <summary>The table of LiteLLM (model_prices_and_context_window.json): models with USD per token, image, second …</summary>
/// <remarks>
/// The table writes 0 for what is free and for what it does not know alike: a model with nothing but zeros is left out, never taken as free.
/// Prices per image, pixel or query have no count to be rated with and are left out; both are told.
/// </remarks>
internal sealed partial class LiteLlmTable(string file, TableSetting setting)
{
    private const string Source = "BerriAI/litellm";
    private const int PerOne = 15;

    private static readonly Dictionary<string, TokenKind> Kinds = new(StringComparer.Ordinal)
    {
        ["input_cost_per_token"] = TokenKind.Input, ["output_cost_per_token"] = TokenKind.Output,
        ["cache_read_input_token_cost"] = TokenKind.CacheRead, ["input_cost_per_token_cache_hit"] = TokenKind.CacheRead,
        ["cache_creation_input_token_cost"] = TokenKind.CacheWrite5m, ["cache_creation_input_token_cost_above_1hr"] = TokenKind.CacheWrite1h,
        ["output_cost_per_reasoning_token"] = TokenKind.Reasoning,
        ["input_cost_per_audio_token"] = TokenKind.InputAudio, ["cache_read_input_audio_token_cost"] = TokenKind.CacheReadAudio,
        ["output_cost_per_audio_token"] = TokenKind.OutputAudio,
        ["input_cost_per_image_token"] = TokenKind.InputImage, ["output_cost_per_image_token"] = TokenKind.OutputImage,
    };

    private static readonly Dictionary<string, PriceUnit> Units = new(StringComparer.Ordinal)
    {
        ["input_cost_per_request"] = PriceUnit.Request,
        ["input_cost_per_character"] = PriceUnit.InputCharacter, ["output_cost_per_character"] = PriceUnit.OutputCharacter,
        ["input_cost_per_second"] = PriceUnit.InputSecond, ["output_cost_per_second"] = PriceUnit.OutputSecond,
    };

    private readonly TableErrors _errors = new(file);
    private readonly HashSet<(string, string)> _names = new(NameComparer.Instance);

    public PriceTable Read(PlacedJson root)
    {
        var rows = new List<PriceRow>();
        int zeros = 0, others = 0;
        // Plain names first: "azure/gpt-4o" is gpt-4o only where nothing else is.
        foreach (var (key, model) in root.Fields!.OrderBy(field => field.Key.Contains('/', StringComparison.Ordinal)))
        {
            if (key == "sample_spec") continue;
            if (model["litellm_provider"]?.Text is not { Length: > 0 } provider)
            {
                _errors.Add(model, $"{key}, litellm_provider", "the provider's name");
                continue;
            }
            var prices = Prices(key, model, out var hasOther);
            if (prices.Values.All(row => row.All.All(price => price is null or 0)))
            {
                if (hasOther) others++;
                else zeros++;
                continue;
            }
            rows.AddRange(Rows(key, provider, prices).Select(row => row with { Line = rows.Count + 2 }));
        }
        List<string> notes = [];
        if (zeros > 0) notes.Add(FormattableString.Invariant($"{zeros:N0} models are left out: the table gives them no price, or 0 for all, which may mean free or not known."));
        if (others > 0) notes.Add(FormattableString.Invariant($"{others:N0} models are left out: they are priced by image, pixel, query or the like only."));
        return new PriceTable("litellm", _errors.All.Count == 0 ? [.. rows.Select((row, index) => row with { Line = index + 2 })] : [], notes, _errors.All);
    }

    private sealed record Sheet(long?[] Tokens, long?[] Units)
    {
        public IEnumerable<long?> All => Tokens.Concat(Units);
    }

    /// <param name="hasOther">There are prices above 0 per something else.</param>
    private SortedDictionary<(ServiceTier Tier, long Over), Sheet> Prices(string key, PlacedJson model, out bool hasOther)
    {
        var sheets = new SortedDictionary<(ServiceTier, long), Sheet>();
        hasOther = false;
        foreach (var (name, value) in model.Fields ?? [])
        {
            if (!name.Contains("cost", StringComparison.Ordinal) || value.Kind != System.Text.Json.JsonTokenType.Number) continue;
            var (plain, tier, over) = Parts(name);
            if (Kinds.TryGetValue(plain, out var kind)) SheetOf(tier, over).Tokens[(int)kind] ??= _errors.Price(value, $"{key}, {name}", PerOne);
            else if (Units.TryGetValue(plain, out var unit) && over == 0) SheetOf(tier, 0).Units[(int)unit] ??= _errors.Price(value, $"{key}, {name}", PerOne);
            else hasOther |= value.Text!.AsSpan().ContainsAnyInRange('1', '9');
        }
        return sheets;

        Sheet SheetOf(ServiceTier tier, long over)
        {
            if (!sheets.TryGetValue((tier, over), out var sheet)) sheets[(tier, over)] = sheet = new Sheet(new long?[TokenKindInfo.Count], new long?[PriceUnitInfo.All.Count]);
            return sheet;
        }
    }

    private static (string Plain, ServiceTier Tier, long Over) Parts(string name)
    {
        var tier = ServiceTier.Standard;
        foreach (var (ending, of) in ((string, ServiceTier)[])[("_batches", ServiceTier.Batch), ("_batch_requests", ServiceTier.Batch), ("_flex", ServiceTier.Flex), ("_priority", ServiceTier.Priority)])
            if (name.EndsWith(ending, StringComparison.Ordinal)) (name, tier) = (name[..^ending.Length], of);
        return Above().Match(name) is { Success: true } above && long.TryParse(above.Groups[1].ValueSpan, out var thousands)
            ? (name[..above.Index], tier, thousands * 1_000)
            : (name, tier, 0);
    }

    private IEnumerable<PriceRow> Rows(string key, string rawProvider, SortedDictionary<(ServiceTier Tier, long Over), Sheet> sheets)
    {
        // "vertex_ai-anthropic_models" and the like are parts of vertex_ai.
        var (start, provider) = (rawProvider.Split('-')[0], setting.ProviderId(rawProvider));
        if (provider == rawProvider) provider = setting.ProviderId(start);
        if (provider == start && start.StartsWith("bedrock", StringComparison.Ordinal)) provider = setting.ProviderId("bedrock");
        var (model, region) = Name(key, provider);
        if (!_names.Add((provider, $"{model}@{region}"))) (model, region) = (key, null);
        foreach (var ((tier, over), sheet) in sheets)
        {
            // A higher price for long prompts stands beside one for the others; what it does not name keeps its price.
            if (over > 0 && !sheets.ContainsKey((tier, 0))) continue;
            var tokens = over == 0 ? sheet.Tokens : [.. sheet.Tokens.Zip(sheets[(tier, 0)].Tokens, (own, @base) => own ?? @base)];
            if (sheet.All.All(price => price is null)) continue;
            yield return new PriceRow
            {
                Line = 0, Provider = provider, Model = model, Aliases = [], Publisher = null, Currency = "USD",
                On = new PriceSelector(null, tier, region, null), ContextOver = over, From = null, To = null,
                NanosPerMillion = tokens, UnitNanosPerMillion = sheet.Units, Source = Source, Checked = setting.Day,
            };
        }
    }

    /// <summary>The model without provider and region before it: "azure/eu/gpt-4o" is gpt-4o in eu, "bedrock/us-east-1/anthropic.claude-v2" likewise.</summary>
    private (string Model, string? Region) Name(string key, string provider)
    {
        var parts = key.Split('/');
        if (parts.Length == 1 || setting.ProviderId(parts[0]) != provider) return (key, null);
        return parts.Length > 2 && RegionPart().IsMatch(parts[1]) ? (string.Join('/', parts[2..]), parts[1]) : (string.Join('/', parts[1..]), null);
    }

    [GeneratedRegex(@"_above_(\d+)k_tokens$")]
    private static partial Regex Above();

    [GeneratedRegex(@"^(us|eu|ap|global|[a-z]{2}(-[a-z]+)+-\d)$")]
    private static partial Regex RegionPart();
}
