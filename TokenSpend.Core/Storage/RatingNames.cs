using Microsoft.Data.Sqlite;
using TokenSpend.Core.Pricing;
using TokenSpend.Core.Usage;

namespace TokenSpend.Core.Storage;

/// <summary>What rating stored usage needs of the ids in it.</summary>
internal sealed class RatingNames
{
    private readonly PayerPrices _prices;
    private readonly Dictionary<int, (ModelName Name, ModelPrices Prices, TimeZoneInfo Zone)> _models = [];
    private readonly Dictionary<long, string> _currencies = [];
    private readonly Dictionary<int, Subject> _subjects = [];
    private readonly Dictionary<(int Model, int Subject), ModelPrices> _byPayer = [];

    public RatingNames(SqliteConnection reader, PayerCalendar calendar, PayerPrices prices)
    {
        _prices = prices;
        using (var rows = new RawStatement(reader, "SELECT id, name FROM model"))
            while (rows.Step())
            {
                var name = ModelName.Parse(rows.Blob(1));
                _models[(int)rows.Long(0)] = (name, prices.Books.For(name.Provider, name.Model), calendar.ZoneOf(name.Provider));
            }
        using (var rows = new RawStatement(reader, "SELECT id, CAST(code AS TEXT) FROM currency"))
            while (rows.Step()) _currencies[rows.Long(0)] = rows.Text(1) ?? "";
        if (!prices.Books.AskPayer) return;
        using (var rows = new RawStatement(reader, "SELECT id, canonical FROM subject"))
            while (rows.Step()) _subjects[(int)rows.Long(0)] = Subject.Parse(rows.Blob(1));
    }

    public string Currency(long id) => _currencies[id];

    public TimeZoneInfo Zone(int model) => _models[model].Zone;

    public ModelPrices Prices(int model, int subject)
    {
        if (!_prices.Books.AskPayer) return _models[model].Prices;
        if (_byPayer.TryGetValue((model, subject), out var known)) return known;
        return _byPayer[(model, subject)] = _prices.For(_models[model].Name, _subjects[subject]);
    }
}
