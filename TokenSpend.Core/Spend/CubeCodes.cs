using System.Collections.Concurrent;
using System.Globalization;
using TokenSpend.Core.Ledger;
using TokenSpend.Core.Primitives;
using TokenSpend.Core.Usage;

namespace TokenSpend.Core.Spend;

/// <summary>What a row of the cube carries a code of; every dimension is a name for one of these codes.</summary>
internal enum CodeSource { Owner, Subject, Model, Payer, Currency, Marks, Month, Day, Hour }

/// <summary>One number for each payer, model, currency and owner over all segments, and the names that dimensions give them.</summary>
internal sealed class CubeCodes
{
    private readonly IReadOnlyList<MonthSegment> _segments;
    private readonly SpendLookups _lookups;
    private readonly ConcurrentDictionary<Dimension, NameTable> _tables = new();
    private readonly Lazy<SubjectOwners> _owners;
    private readonly List<Payer> _payers = [];
    private readonly List<LedgerModel> _models = [];
    private readonly List<string> _currencies = [];
    private readonly bool[] _known;

    public CubeCodes(IReadOnlyList<MonthSegment> segments, SpendLookups lookups)
    {
        (_segments, _lookups) = (segments, lookups);
        Payer = Translate(segments.Select(segment => segment.Series.Payers), _payers);
        Model = Translate(segments.Select(segment => segment.Series.Models), _models);
        Currency = Translate(segments.Select(segment => segment.Series.Currencies), _currencies);
        _known = new bool[segments.Select(segment => segment.Series.Subject.DefaultIfEmpty(-1).Max()).DefaultIfEmpty(-1).Max() + 1];
        foreach (var segment in segments)
            foreach (var subject in segment.Series.Subject) _known[subject] = true;
        // Rules may be slow: asked at the first question about owners.
        _owners = new Lazy<SubjectOwners>(() => new SubjectOwners(_segments, _known.Length, _lookups));
    }

    /// <summary>By segment: the segment's code to the cube's. Likewise the others.</summary>
    public int[][] Payer { get; }
    public int[][] Model { get; }
    public int[][] Currency { get; }

    public int ModelCount => _models.Count;

    /// <summary>Subject ids lie below it.</summary>
    public int SubjectBound => _known.Length;

    public SubjectOwners Owners => _owners.Value;
    public IReadOnlyList<string> Currencies => _currencies;
    public IReadOnlyList<Payer> Payers => _payers;

    public static CodeSource SourceOf(Dimension dimension) => dimension switch
    {
        Dimension.Department or Dimension.Application or Dimension.Function => CodeSource.Owner,
        Dimension.Subject or Dimension.Key or Dimension.User => CodeSource.Subject,
        Dimension.Provider or Dimension.Publisher or Dimension.Model => CodeSource.Model,
        Dimension.Issuer or Dimension.Payer => CodeSource.Payer,
        Dimension.Currency => CodeSource.Currency,
        Dimension.Hour => CodeSource.Hour,
        Dimension.Day => CodeSource.Day,
        Dimension.Month => CodeSource.Month,
        _ => throw new ArgumentOutOfRangeException(nameof(dimension), dimension, "Not a dimension of the cube."),
    };

    /// <summary>Names of a dimension. Codes of time count from the start of the days asked for.</summary>
    public NameTable Names(Dimension dimension, Period days) => dimension switch
    {
        Dimension.Day => NameTable.Of(days.Days, day => days.From.AddDays(day).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)),
        Dimension.Month => NameTable.Of(Month.In(days).Count(), month => Month.Containing(days.From).Add(month).ToString()),
        Dimension.Hour => NameTable.Of(25, hour => hour == 0 ? null : (hour - 1).ToString("D2", CultureInfo.InvariantCulture)),
        _ => _tables.GetOrAdd(dimension, Build),
    };

    private NameTable Build(Dimension dimension) => dimension switch
    {
        Dimension.Department => OfOwners(owner => owner.Department),
        Dimension.Application => OfOwners(owner => owner.Application),
        Dimension.Function => OfOwners(owner => owner.Function),
        Dimension.Subject => OfSubjects(subject => subject.Label),
        Dimension.Key => OfSubjects(subject => subject.Key),
        Dimension.User => OfSubjects(subject => subject.User),
        Dimension.Provider => NameTable.Of(_models.Count, model => _models[model].Provider),
        Dimension.Publisher => NameTable.Of(_models.Count, model => _models[model].Publisher),
        Dimension.Model => NameTable.Of(_models.Count, model => _models[model].Model),
        Dimension.Issuer => NameTable.Of(_payers.Count, payer => _payers[payer].Issuer),
        Dimension.Payer => NameTable.Of(_payers.Count, payer => _payers[payer].Label),
        _ => NameTable.Of(_currencies.Count, currency => _currencies[currency]),
    };

    private NameTable OfOwners(Func<Owner, string?> name) => NameTable.Of(Owners.All.Count, owner => name(Owners.All[owner]));

    private NameTable OfSubjects(Func<Subject, string?> name) =>
        NameTable.Of(_known.Length, subject => _known[subject] ? name(_lookups.Subject(subject)) : null);

    private static int[][] Translate<T>(IEnumerable<IReadOnlyList<T>> lists, List<T> all) where T : notnull
    {
        var codes = new Dictionary<T, int>();
        return [.. lists.Select(list => list.Select(Code).ToArray())];

        int Code(T value)
        {
            if (codes.TryGetValue(value, out var code)) return code;
            codes.Add(value, all.Count);
            all.Add(value);
            return all.Count - 1;
        }
    }
}
