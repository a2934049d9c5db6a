using Microsoft.Data.Sqlite;

namespace TokenSpend.Core.Storage;

/// <summary>What one import tells of a snapshot fact: all of its lines with the fact's key.</summary>
/// <param name="First">Compared first: a charge's absolute billed cost, a bucket's tokens.</param>
/// <param name="Second">Compared next: a charge's effective cost, a bucket's requests.</param>
/// <param name="Amount">Billed or metered, nano units; null: unknown. Only read where tellings are shown.</param>
/// <param name="Unpriced">Tokens without a price.</param>
/// <param name="Row">One of its rows.</param>
internal sealed record Telling(long Import, long Lines, long First, long Second, long? Amount = null, long Unpriced = 0, long Row = 0)
{
    public bool SaysTheSameAs(Telling other) => (Lines, First, Second) == (other.Lines, other.First, other.Second);
}

/// <summary>Where a snapshot fact lies: what decides whether a window speaks for it. Days are day numbers.</summary>
internal readonly record struct FactPlace(long Level, string? Issuer, string? Account, int From, int To);

/// <summary>Of several tellings of one fact, which counts: docs/decisions/0002. A pure function of the imports that are looked at.</summary>
internal sealed class TellingChoice
{
    private sealed record Window(long Import, long Level, string Issuer, string? Account, int From, int To)
    {
        public bool Covers(in FactPlace place) =>
            place.Level == Level && place.Issuer == Issuer && place.Account == Account && place.From >= From && place.To <= To;
    }

    private readonly IReadOnlyList<Window> _windows;
    private readonly IReadOnlyDictionary<long, long?> _asOf;
    private readonly IReadOnlySet<long> _replacing;
    private readonly IReadOnlyList<(Window Window, long AsOf)> _inForce;

    private TellingChoice(IReadOnlySet<long> imports, IReadOnlyList<Window> windows, IReadOnlyDictionary<long, long?> asOf, IReadOnlySet<long> replacing)
    {
        (Imports, _windows, _asOf, _replacing) = (imports, windows, asOf, replacing);
        _inForce = [.. windows.Where(window => imports.Contains(window.Import) && replacing.Contains(window.Import))
            .Select(window => (window, AsOf(window.Import))).Where(window => window.Item2 is not null).Select(window => (window.window, window.Item2!.Value))];
    }

    /// <summary>Those whose tellings count.</summary>
    public IReadOnlySet<long> Imports { get; }

    /// <param name="imports">Those whose tellings count.</param>
    public static TellingChoice Among(SqliteConnection connection, IReadOnlySet<long> imports)
    {
        List<Window> windows = [];
        var replacing = new HashSet<long>();
        using (var rows = new RawStatement(connection, "SELECT import, level, issuer, account, from_day, to_day, replaces FROM snapshot_window"))
            while (rows.Step())
            {
                windows.Add(new Window(rows.Long(0), rows.Long(1), rows.Text(2)!, rows.Text(3), (int)rows.Long(4), (int)rows.Long(5)));
                if (rows.Long(6) == 1) replacing.Add(rows.Long(0));
            }
        var asOf = new Dictionary<long, long?>();
        using (var rows = new RawStatement(connection, "SELECT Id, CAST(strftime('%s', StatedAsOfUtc) AS INTEGER) FROM import"))
            while (rows.Step()) asOf[rows.Long(0)] = rows.NullableLong(1);
        return new TellingChoice(imports, windows, asOf, replacing);
    }

    /// <summary>The same question asked of other imports.</summary>
    public TellingChoice Among(IReadOnlySet<long> imports) => new(imports, _windows, _asOf, _replacing);

    /// <summary>As it would be if the import had stated that it is newer than what was there, or had not.</summary>
    /// <param name="asOf">Seconds since 1970, UTC; null: it replaces nothing.</param>
    public TellingChoice Supposing(long import, long? asOf)
    {
        HashSet<long> replacing = [.. _replacing];
        if (asOf is null) replacing.Remove(import);
        else replacing.Add(import);
        return new TellingChoice(Imports, _windows, new Dictionary<long, long?>(_asOf) { [import] = asOf }, replacing);
    }

    public bool Replaces(long import) => _replacing.Contains(import);

    /// <param name="tellings">Of whatever imports; the others are passed over.</param>
    /// <returns>Null: the fact counts no longer, or nobody tells of it.</returns>
    public Telling? Of(IReadOnlyList<Telling> tellings, FactPlace place)
    {
        // Most facts are told once, and a big bill has a million.
        if (tellings is [var only]) return Counts(only, tellings, place) ? only : null;
        return tellings.Where(telling => Counts(telling, tellings, place))
            .OrderByDescending(telling => AsOf(telling.Import) ?? long.MinValue)
            .ThenByDescending(telling => telling.First)
            .ThenByDescending(telling => telling.Second)
            .ThenByDescending(telling => telling.Lines)
            .ThenBy(telling => telling.Import)
            .FirstOrDefault();
    }

    private bool Counts(Telling telling, IReadOnlyList<Telling> all, FactPlace place) => Imports.Contains(telling.Import)
        && !_inForce.Any(force => force.Window.Covers(place) && force.AsOf > (AsOf(telling.Import) ?? long.MinValue) && all.All(other => other.Import != force.Window.Import));

    private long? AsOf(long import) => _asOf.GetValueOrDefault(import);
}
