using System.Globalization;
using System.Text.Json;
using TokenSpend.Core.Usage;

namespace TokenSpend.Core.Pricing;

/// <summary>The table of pydantic/genai-prices (data.json, data_slim.json): providers with match rules, tiers, dates and hours.</summary>
/// <remarks>
/// Prices are USD per million tokens. A tier is for the whole request; of several prices of a model the last that holds wins.
/// A provider that falls back on others' models gets their rows behind its own.
/// </remarks>
internal sealed class GenaiTable(string file, TableSetting setting)
{
    private const string Source = "pydantic/genai-prices";

    private static readonly Dictionary<string, TokenKind> Kinds = new(StringComparer.Ordinal)
    {
        ["input_mtok"] = TokenKind.Input, ["cache_read_mtok"] = TokenKind.CacheRead, ["cache_write_mtok"] = TokenKind.CacheWrite5m,
        ["cache_write_5m_mtok"] = TokenKind.CacheWrite5m, ["cache_write_1h_mtok"] = TokenKind.CacheWrite1h,
        ["output_mtok"] = TokenKind.Output, ["output_reasoning_mtok"] = TokenKind.Reasoning,
        ["input_audio_mtok"] = TokenKind.InputAudio, ["cache_audio_read_mtok"] = TokenKind.CacheReadAudio, ["output_audio_mtok"] = TokenKind.OutputAudio,
        ["input_image_mtok"] = TokenKind.InputImage, ["output_image_mtok"] = TokenKind.OutputImage, ["input_video_mtok"] = TokenKind.InputVideo,
    };

    private readonly TableErrors _errors = new(file);

    public PriceTable Read(PlacedJson root)
    {
        var models = new Dictionary<string, List<Model>>(StringComparer.Ordinal);
        foreach (var provider in root.Items!)
            if (Text(provider, "id", "a provider") is { } id)
                models[id] = [.. (List(provider, "models", id)).Select(model => ReadModel(model, id)).OfType<Model>()];
        var rows = new List<PriceRow>();
        foreach (var provider in root.Items!)
            if (provider["id"]?.Text is { } id && models.TryGetValue(id, out var own)) rows.AddRange(Rows(provider, id, own, models));
        var numbered = rows.Select((row, index) => row with { Line = index + 2 }).ToList();
        return new PriceTable("genai", _errors.All.Count == 0 ? numbered : [], [], _errors.All);
    }

    private sealed record Model(string Id, NameMatch Match, IReadOnlyList<Offer> Offers);

    /// <summary>One of a model's prices and when it holds.</summary>
    private sealed record Offer(PlacedJson At, DateOnly? Start, (TimeOnly From, TimeOnly To)? HoursUtc, IReadOnlyList<(long Over, long?[] Tokens, long?[] Units)> Tiers);

    private IEnumerable<PriceRow> Rows(PlacedJson provider, string id, List<Model> own, Dictionary<string, List<Model>> all)
    {
        var known = setting.ProviderId(id);
        var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var offered = own.Select(model => (model, model.Id));
        foreach (var other in provider["fallback_model_providers"]?.Items ?? [])
            if (other.Text is { } name && all.TryGetValue(name, out var others))
                // Another's model of the same name has prices of its own.
                offered = offered.Concat(others.Select(model => (model, own.Exists(x => x.Id.Equals(model.Id, StringComparison.OrdinalIgnoreCase)) ? $"{name}/{model.Id}" : model.Id)));
            else _errors.Add(other, $"{id}, fallback_model_providers", "the id of a provider in the table");
        foreach (var (model, name) in offered)
            if (names.Add(name))
                foreach (var row in Rows(model, known, name)) yield return row;
    }

    private IEnumerable<PriceRow> Rows(Model model, string provider, string name)
    {
        var match = model.Match;
        for (var i = 0; i < model.Offers.Count; i++)
        {
            var offer = model.Offers[i];
            var later = model.Offers.Skip(i + 1).Where(next => next.HoursUtc is null).ToList();
            if (later.Exists(next => next.Start is null)) continue;
            var to = later.Count == 0 ? null : later.Min(next => next.Start);
            // Before the first start date the first price holds.
            var from = i == 0 ? null : offer.Start;
            if (to <= from) continue;
            DayHours? hours = offer.HoursUtc is { } utc ? Hours(offer.At, utc, provider, name) : null;
            foreach (var (over, tokens, units) in offer.Tiers)
                yield return new PriceRow
                {
                    Line = 0, Provider = provider, Model = name, Aliases = [], Match = match, Publisher = null, Currency = "USD",
                    On = new PriceSelector(null, ServiceTier.Standard, null, hours), ContextOver = over, From = from, To = to,
                    NanosPerMillion = tokens, UnitNanosPerMillion = units, Source = Source, Checked = setting.Day,
                };
        }
    }

    private DayHours? Hours(PlacedJson at, (TimeOnly From, TimeOnly To) utc, string provider, string model)
    {
        var zone = setting.ZoneOf(provider);
        var shifts = Enumerable.Range(1, 12).Select(month => (int)zone.GetUtcOffset(new DateTime(setting.Day.Year, month, 1, 0, 0, 0, DateTimeKind.Utc)).TotalMinutes).Distinct().ToList();
        if (shifts.Count > 1) _errors.Add(at, $"{provider}, {model}, constraint", $"no hours of UTC for a provider whose clock ({zone.Id}) changes in summer");
        var shift = shifts[0];
        int Minute(TimeOnly time) => (time.Hour * 60 + time.Minute + shift + DayHours.MinutesPerDay) % DayHours.MinutesPerDay;
        var (from, to) = (Minute(utc.From), Minute(utc.To));
        return new DayHours(from, to == 0 ? DayHours.MinutesPerDay : to);
    }

    private Model? ReadModel(PlacedJson model, string provider)
    {
        if (Text(model, "id", provider) is not { } id) return null;
        var path = $"{provider}, {id}";
        if (model["match"] is not { } rule || MatchText(rule, path) is not { } text)
        {
            if (model["match"] is null) _errors.Add(model, path, "match rules");
            return null;
        }
        if (NameMatch.Read(text, out var problem) is not { } match)
        {
            _errors.Add(rule, $"{path}, match", problem!);
            return null;
        }
        if (model["prices"] is not { } prices || (prices.Fields is null && prices.Items is not { Count: > 0 }))
        {
            _errors.Add(model["prices"] ?? model, $"{path}, prices", "prices, or a list of them");
            return null;
        }
        var offers = prices.Items is { } several ? several.Select(one => ReadOffer(one, path)) : [ReadOffer(null, prices, path)];
        return new Model(id, match, [.. offers.OfType<Offer>()]);
    }

    private Offer? ReadOffer(PlacedJson one, string path)
    {
        if (one["prices"] is { Fields: not null } prices) return ReadOffer(one["constraint"], prices, path);
        _errors.Add(one["prices"] ?? one, $"{path}, prices", "prices by kind");
        return null;
    }

    private Offer ReadOffer(PlacedJson? constraint, PlacedJson prices, string path)
    {
        DateOnly? start = null;
        TimeOnly? from = null, to = null;
        foreach (var (name, value) in constraint?.Fields ?? [])
            switch (name)
            {
                case "start_date" when DateOnly.TryParseExact(value.Text, "yyyy-MM-dd", out var day): start = day; break;
                case "start_time" when Clock(value.Text) is { } time: from = time; break;
                case "end_time" when Clock(value.Text) is { } time: to = time; break;
                default: _errors.Add(value, $"{path}, {name}", "start_date such as 2026-03-13, or start_time and end_time such as 16:30:00Z"); break;
            }
        if (from is null != to is null || (from is not null && from == to)) _errors.Add(constraint!, $"{path}, constraint", "a start_time and an end_time that differ");
        return new Offer(prices, start, from is { } a && to is { } b ? (a, b) : null, Tiers(prices, path));
    }

    /// <summary>One set of prices for each limit that any kind has; a kind without a tier there keeps its price.</summary>
    private List<(long Over, long?[] Tokens, long?[] Units)> Tiers(PlacedJson prices, string path)
    {
        var limits = new SortedSet<long> { 0 };
        var known = new List<(Action<long?[], long?[], long?> Set, IReadOnlyList<(long Over, long? Price)> Prices)>();
        foreach (var (name, value) in prices.Fields!)
        {
            var of = PricesOf(value, $"{path}, {name}", name == "requests_kcount" ? 12 : 9);
            foreach (var (over, _) in of) limits.Add(over);
            if (Kinds.TryGetValue(name, out var kind)) known.Add(((tokens, _, price) => tokens[(int)kind] = price, of));
            else if (name == "requests_kcount") known.Add(((_, units, price) => units[(int)PriceUnit.Request] = price, of));
            else _errors.Add(value, $"{path}, {name}", $"one of {string.Join(", ", Kinds.Keys)}, requests_kcount");
        }
        return [.. limits.Select(over =>
        {
            var (tokens, units) = (new long?[TokenKindInfo.Count], new long?[PriceUnitInfo.All.Count]);
            foreach (var (set, of) in known) set(tokens, units, of.LastOrDefault(tier => tier.Over <= over).Price);
            return (over, tokens, units);
        })];
    }

    private List<(long Over, long? Price)> PricesOf(PlacedJson value, string path, int decimals)
    {
        if (value.Fields is null) return [(0, _errors.Price(value, path, decimals))];
        if (value["base"] is not { } @base || value["tiers"]?.Items is not { } tiers)
        {
            _errors.Add(value, path, "a price, or base and tiers");
            return [];
        }
        var found = new List<(long, long?)> { (0, _errors.Price(@base, $"{path}, base", decimals)) };
        foreach (var tier in tiers)
            if (long.TryParse(tier["start"]?.Text, NumberStyles.None, CultureInfo.InvariantCulture, out var start) && start > 0 && tier["price"] is { } price)
                found.Add((start, _errors.Price(price, $"{path}, tiers", decimals)));
            else _errors.Add(tier, $"{path}, tiers", "a start above 0 and a price");
        return [.. found.OrderBy(tier => tier.Item1)];
    }

    /// <summary>The rule in the words of <see cref="NameMatch"/>.</summary>
    private string? MatchText(PlacedJson rule, string path)
    {
        if (rule.Fields is [var (name, value)])
        {
            if (name is "or" or "and" && value.Items is { Count: > 0 } parts)
            {
                var texts = parts.Select(part => MatchText(part, path)).ToList();
                // An "or" inside of an "and" has no written form.
                if (name == "and" && texts.Exists(text => text?.Contains('|', StringComparison.Ordinal) == true)) texts = [null];
                if (!texts.Contains(null)) return string.Join(name == "or" ? '|' : '&', texts);
                if (_errors.All.Count > 0) return null;
            }
            else if (value.Kind == JsonTokenType.String && value.Text is { Length: > 0 } text && (name == "regex" || text.IndexOfAny(['*', '|', '&']) < 0))
                switch (name)
                {
                    case "equals": return text;
                    case "starts_with": return text + "*";
                    case "ends_with": return "*" + text;
                    case "contains": return $"*{text}*";
                    case "regex": return $"/{text}/";
                    default: break;
                }
        }
        _errors.Add(rule, $"{path}, match", "equals, starts_with, ends_with, contains or regex with a text, or such rules joined by or / and");
        return null;
    }

    private static TimeOnly? Clock(string? text) =>
        DateTimeOffset.TryParseExact($"2000-01-01T{text}", "yyyy-MM-dd'T'HH:mm:ssK", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
            ? TimeOnly.FromDateTime(time.UtcDateTime) : null;

    private IReadOnlyList<PlacedJson> List(PlacedJson parent, string name, string path)
    {
        if (parent[name]?.Items is { } items) return items;
        _errors.Add(parent[name] ?? parent, $"{path}, {name}", "a list");
        return [];
    }

    private string? Text(PlacedJson parent, string name, string path)
    {
        if (parent[name] is { Kind: JsonTokenType.String, Text.Length: > 0 } text) return text.Text;
        _errors.Add(parent[name] ?? parent, $"{path}, {name}", "a text");
        return null;
    }
}
