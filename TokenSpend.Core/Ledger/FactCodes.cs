using System.Runtime.InteropServices;
using TokenSpend.Core.Usage;

namespace TokenSpend.Core.Ledger;

/// <summary>Where a usage row belongs.</summary>
/// <param name="Payer">Code.</param>
/// <param name="Model">Code.</param>
/// <param name="Canonical">Code of the canonical name.</param>
internal readonly record struct Placed(int Payer, int Model, int Canonical, SourceLevel Level, string Source);

/// <summary>Small numbers for payers, models and canonical names; each look-up is asked once per distinct value.</summary>
internal sealed class FactCodes(SpendLookups lookups)
{
    private readonly Dictionary<Payer, int> _payers = [];
    private readonly Dictionary<LedgerModel, int> _models = [];
    private readonly Dictionary<string, int> _canonical = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<(int Subject, int Model), Placed> _placed = [];
    private readonly Dictionary<int, Subject> _subjects = [];
    private readonly List<int> _canonicalOfModel = [];

    public IReadOnlyList<Payer> Payers => [.. _payers.OrderBy(pair => pair.Value).Select(pair => pair.Key)];

    public IReadOnlyList<LedgerModel> Models => [.. _models.OrderBy(pair => pair.Value).Select(pair => pair.Key)];

    public Subject Subject(int id)
    {
        ref var subject = ref CollectionsMarshal.GetValueRefOrAddDefault(_subjects, id, out _);
        return subject ??= lookups.Subject(id);
    }

    public int Payer(Payer payer) => Code(_payers, payer);

    public int PayerOf(Coverage coverage) => Payer(lookups.PayerOf(coverage.Issuer, coverage.Account));

    public int PayerOf(ChargeFact fact) => Payer(lookups.Payer(Subject(fact.Subject), fact.Charge.Provider));

    public Placed Place(in UsageDay row)
    {
        ref var placed = ref CollectionsMarshal.GetValueRefOrAddDefault(_placed, (row.Subject, row.Model), out var known);
        if (known) return placed;
        var subject = Subject(row.Subject);
        var name = lookups.Model(row.Model);
        var canonical = lookups.Canonical(name.Provider, name.Model);
        var model = Model(new LedgerModel(row.Model, name.Provider, canonical.Model, canonical.Publisher));
        return placed = new Placed(
            Payer(lookups.Payer(subject, name.Provider)), model, _canonicalOfModel[model], subject.Level, subject.Source);
    }

    /// <summary>Code of the model that a charge is about; the bill's own word for the publisher fills a gap.</summary>
    public int ModelOf(ChargeFact fact)
    {
        if (fact.Model is not { } id) return Model(new LedgerModel(-1, fact.Charge.Provider, null, fact.Charge.Publisher));
        var name = lookups.Model(id);
        var canonical = lookups.Canonical(name.Provider, name.Model);
        return Model(new LedgerModel(id, fact.Charge.Provider, canonical.Model, canonical.Publisher ?? fact.Charge.Publisher));
    }

    /// <summary>Code of a model's canonical name; −1 where a charge names no model.</summary>
    public int CanonicalOf(int model) => _canonicalOfModel[model];

    private int Model(LedgerModel model)
    {
        var code = Code(_models, model);
        if (code == _canonicalOfModel.Count)
            _canonicalOfModel.Add(model.Model is null ? -1 : Code(_canonical, model.Model));
        return code;
    }

    private static int Code<T>(Dictionary<T, int> codes, T value) where T : notnull
    {
        ref var code = ref CollectionsMarshal.GetValueRefOrAddDefault(codes, value, out var known);
        if (!known) code = codes.Count - 1;
        return code;
    }
}
