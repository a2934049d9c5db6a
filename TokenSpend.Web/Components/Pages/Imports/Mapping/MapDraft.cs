using TokenSpend.Core.Ingestion;
using TokenSpend.Core.Ingestion.Mapping;
using TokenSpend.Core.Usage;

namespace TokenSpend.Web.Components.Pages.Imports.Mapping;

/// <summary>A mapping as it is chosen: a column or a fixed value for every field, whether it makes sense yet or not.</summary>
public sealed class MapDraft
{
    private static readonly MappedField[] Who = [MappedField.Project, MappedField.Key, MappedField.User];
    private static readonly MappedField[] Tokens = [MappedField.Input, MappedField.Output, MappedField.CacheRead, MappedField.CacheWrite5m, MappedField.CacheWrite1h, MappedField.Reasoning];
    private static readonly MappedField[] OneKindALine = [MappedField.Quantity, MappedField.Unit, MappedField.Item];

    private readonly FirstRows _rows;
    private readonly MappingProfile _guess;

    private MapDraft(FirstRows rows, MappingProfile guess) => (_rows, _guess) = (rows, guess);

    public string Title { get; set; } = "";

    /// <summary>The profile's name.</summary>
    public string Name { get; set; } = "";
    public SourceLevel Level { get; set; }
    public IdentityKind Identity { get; set; }
    public string Zone { get; set; } = "";
    public DateStyle Dates { get; set; }
    public NumberStyle Numbers { get; set; }
    public int TokensPer { get; set; }
    public MoneyUnit MoneyIn { get; set; }
    public bool InputContainsCached { get; set; }
    public bool OutputContainsReasoning { get; set; }

    public bool IsLog => Level is SourceLevel.PrimaryLog or SourceLevel.Detail;

    public bool IsBill => Level is SourceLevel.CostReport or SourceLevel.FinalBill;

    /// <summary>A choice for every field, kept when the level changes and back.</summary>
    public IReadOnlyDictionary<MappedField, Choice> Choices { get; } = MappedFields.All.ToDictionary(field => field, _ => new Choice());

    /// <summary>The fields of a file of this level, those that it needs first.</summary>
    public IReadOnlyList<MappedField> Fields =>
        IsBill ? [MappedField.Issuer, MappedField.Billed, MappedField.Currency, MappedField.At, MappedField.Until, MappedField.Month, MappedField.Account, MappedField.Service, MappedField.Category, MappedField.Model, .. Who, .. Tokens, .. OneKindALine, MappedField.Requests]
        : IsLog ? [MappedField.At, MappedField.Model, .. Tokens, MappedField.Id, MappedField.Provider, .. Who, MappedField.ApiBase, MappedField.Status, MappedField.Claimed, MappedField.Currency]
        : [MappedField.Issuer, MappedField.At, MappedField.Until, MappedField.Model, .. Tokens, .. OneKindALine, MappedField.Requests, MappedField.Account, .. Who];

    public static MapDraft Of(string file, FirstRows rows, MappingGuess guess)
    {
        var profile = guess.Draft;
        var draft = new MapDraft(rows, profile)
        {
            Title = Path.GetFileNameWithoutExtension(file), Name = NameOf(file), Level = profile.Level, Identity = profile.Identity, Zone = profile.Zone, Dates = profile.Dates, Numbers = profile.Numbers,
            TokensPer = profile.TokensPer, MoneyIn = profile.MoneyIn, InputContainsCached = profile.InputContainsCached, OutputContainsReasoning = profile.OutputContainsReasoning,
        };
        foreach (var (field, source) in profile.Fields) (draft.Choices[field].Column, draft.Choices[field].Value) = (source.Columns.FirstOrDefault() ?? "", source.Constant ?? "");
        return draft;
    }

    public MappingProfile Read()
    {
        var fields = Fields.Where(field => !Choices[field].IsEmpty).ToDictionary(field => field, field => Choices[field].Source);
        return _guess with
        {
            Name = Name.Trim(), Title = Title.Trim(), RestsOn = $"a file that was mapped by hand: {Title.Trim()}", Level = Level,
            Identity = !IsLog ? IdentityKind.Snapshot : Identity == IdentityKind.EventWithId ? IdentityKind.EventWithId : IdentityKind.EventWithoutId,
            Fields = fields, RecognisedBy = _rows.RecognisedBy(fields.Values), Zone = Zone.Trim(), Dates = Dates, Numbers = Numbers, TokensPer = TokensPer, MoneyIn = MoneyIn,
            InputContainsCached = InputContainsCached, OutputContainsReasoning = OutputContainsReasoning, SettlingDays = IsLog ? 0 : Level == SourceLevel.FinalBill ? 3 : 1,
        };
    }

    /// <summary>"Acme bill 2026-10.csv" → "acme-bill"; a name without Latin letters gives "mapped-file".</summary>
    private static string NameOf(string file)
    {
        var words = Path.GetFileNameWithoutExtension(file).ToLowerInvariant().Split([.. " -_.()[]，（）0123456789"], StringSplitOptions.RemoveEmptyEntries)
            .Select(word => new string([.. word.Where(char.IsAsciiLetterLower)])).Where(word => word.Length > 0);
        return string.Join('-', words) is { Length: > 0 } name ? name : "mapped-file";
    }

    /// <summary>Where a field comes from.</summary>
    public sealed class Choice
    {
        /// <summary>Empty: no column.</summary>
        public string Column { get; set; } = "";

        /// <summary>The same for every line, or where the column is empty.</summary>
        public string Value { get; set; } = "";

        public bool IsEmpty => Column.Length == 0 && string.IsNullOrWhiteSpace(Value);

        public FieldSource Source => new(Column.Length == 0 ? [] : [Column], string.IsNullOrWhiteSpace(Value) ? null : Value.Trim());
    }
}
