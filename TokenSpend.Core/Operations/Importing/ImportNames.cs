using System.Text;
using TokenSpend.Core.Ingestion;
using TokenSpend.Core.Pricing;
using TokenSpend.Core.Usage;

namespace TokenSpend.Core.Operations.Importing;

/// <summary>Numbers that one import gives to its subjects, models and currencies, with each model's prices beside it.</summary>
internal sealed class ImportNames
{
    private readonly PayerPrices _prices;
    private readonly PayerCalendar _calendar;
    private readonly List<(ModelPrices Prices, TimeZoneInfo Zone)> _byModel = [];
    private readonly Dictionary<(int Model, int Subject), ModelPrices> _byPayer = [];
    private readonly List<string> _currencyCodes = [];
    private readonly SubjectKey _scratch = new();
    private (string? Code, int Number) _lastCurrency;

    public ImportNames(PayerPrices prices, PayerCalendar calendar)
    {
        (_prices, _calendar) = (prices, calendar);
        Currency("");
    }

    public LocalIds Subjects { get; } = new();
    public LocalIds Models { get; } = new();
    public LocalIds Currencies { get; } = new();

    public string CurrencyCode(int number) => _currencyCodes[number];

    public int Subject(Subject subject)
    {
        subject.WriteTo(_scratch);
        return Subjects.Of(_scratch.Canonical, out _);
    }

    public int Subject(SubjectKey key) => Subjects.Of(key.Canonical, out _);

    public int Model(ReadOnlySpan<byte> name)
    {
        var number = Models.Of(name, out var isNew);
        if (isNew)
        {
            var model = ModelName.Parse(name);
            _byModel.Add((_prices.Books.For(model.Provider, model.Model), _calendar.ZoneOf(model.Provider)));
        }
        return number;
    }

    private ModelPrices OfPayer(int model, int subject)
    {
        if (_byPayer.TryGetValue((model, subject), out var known)) return known;
        return _byPayer[(model, subject)] = _prices.For(ModelName.Parse(Models.Key(model)), Usage.Subject.Parse(Subjects.Key(subject)));
    }

    public int Currency(string code)
    {
        // Neighbours share their price card, and with it the very string.
        if (ReferenceEquals(code, _lastCurrency.Code)) return _lastCurrency.Number;
        var number = Currencies.Of(Encoding.UTF8.GetBytes(code), out var isNew);
        if (isNew) _currencyCodes.Add(code);
        _lastCurrency = (code, number);
        return number;
    }

    /// <summary>Sets the row's cost, currency and day from its model, time and tokens.</summary>
    /// <param name="requests">In a bucket; 0: unknown.</param>
    public void Rate(ref UsageRow row, bool isBucket, long requests = 1)
    {
        var (prices, zone) = _byModel[row.Model];
        if (!isBucket) row.Day = PayerCalendar.DayOf(row.AtMs, zone);
        if (_prices.Books.AskPayer) prices = OfPayer(row.Model, row.Subject);
        var rated = prices.Rate(row.AtMs, row.Tier, row.Status, row.Tokens, isBucket, requests);
        row.Cost = rated.Total;
        row.UnpricedTokens = rated.UnpricedTokens;
        row.Currency = rated.Currency.Length == 0 ? 0 : Currency(rated.Currency);
    }
}
