using System.Text;
using TokenSpend.Core.Ingestion;
using TokenSpend.Core.Usage;

namespace TokenSpend.Core.Operations.Importing;

/// <summary>Numbers that one import gives to its subjects, models and currencies, with each model's prices beside it.</summary>
internal sealed class ImportNames
{
    private readonly Rater _rater;
    private readonly PayerCalendar _calendar;
    private readonly List<(ModelRates Rates, TimeZoneInfo Zone)> _byModel = [];
    private readonly List<string> _currencyCodes = [];
    private readonly SubjectKey _scratch = new();

    public ImportNames(Rater rater, PayerCalendar calendar)
    {
        (_rater, _calendar) = (rater, calendar);
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
            _byModel.Add((_rater.For(model), _calendar.ZoneOf(model.Provider)));
        }
        return number;
    }

    public int Currency(string code)
    {
        var number = Currencies.Of(Encoding.UTF8.GetBytes(code), out var isNew);
        if (isNew) _currencyCodes.Add(code);
        return number;
    }

    /// <summary>Sets the row's cost, currency and day from its model, time and tokens.</summary>
    public void Rate(ref UsageRow row, bool isBucket)
    {
        var (rates, zone) = _byModel[row.Model];
        if (!isBucket) row.Day = PayerCalendar.DayOf(row.AtMs, zone);
        var rated = rates.Rate(row.AtMs, row.Tier, row.Status, row.Tokens, isBucket);
        row.Cost = rated.Nanos;
        row.UnpricedTokens = rated.UnpricedTokens;
        row.Currency = rated.Currency.Length == 0 ? 0 : Currency(rated.Currency);
    }
}
