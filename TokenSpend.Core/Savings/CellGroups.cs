using TokenSpend.Core.Usage;

namespace TokenSpend.Core.Savings;

/// <summary>What is asked about names when cells become findings.</summary>
/// <param name="Subject">By id.</param>
/// <param name="Owner">Of a subject on a day.</param>
/// <param name="IsDated">The subject's owner is not the same on all days.</param>
public sealed record SavingsNames(
    Func<int, Subject> Subject, ModelTable Models, Func<Subject, DateOnly, Owner> Owner, Func<Subject, bool> IsDated);

/// <summary>Which finding each cell belongs to, for each hint: at most one, so that claims of a hint never add up twice.</summary>
public sealed class CellGroups(SavingsNames names, IReadOnlyList<IRequestHint> hints, IdleKeys idle)
{
    private readonly Dictionary<int, Workload> _lasting = [];
    private readonly Dictionary<(int Hint, int Subject, int Model, string Currency), RequestFilter> _groups = [];

    /// <summary>By the bit of the set.</summary>
    public IReadOnlyList<IRequestHint> Hints => hints;

    public IdleKeys Idle => idle;

    public SavingsNames Names => names;

    /// <summary>The possible finding of a hint on single requests.</summary>
    /// <param name="hint">Position.</param>
    public RequestFilter Of(int hint, in SavingCell cell)
    {
        var (key, model) = ((hint, cell.Subject, hints[hint].IsPerModel ? cell.Model : -1, cell.Currency), names.Models[cell.Model].Model);
        if (_groups.TryGetValue(key, out var known)) return known;
        var subject = names.Subject(cell.Subject);
        var group = new RequestFilter(hints[hint].Code, Who(subject, cell), cell.Currency,
            hints[hint].IsPerModel ? model.Provider : null, hints[hint].IsPerModel ? model.Model : null);
        if (_lasting.ContainsKey(cell.Subject)) _groups.Add(key, group);
        return group;
    }

    /// <summary>The possible finding on an idle key; null: the caller is not idle.</summary>
    public RequestFilter? OfIdle(in SavingCell cell) =>
        idle.Who(names.Subject(cell.Subject), DateOnly.FromDayNumber(cell.Day)) is { } who ? new RequestFilter(idle.Code, who, cell.Currency, null, null) : null;

    /// <summary>The finding of a hint, by its code, that the cell belongs to.</summary>
    public RequestFilter? Of(string code, in SavingCell cell)
    {
        if (code == idle.Code) return OfIdle(cell);
        for (var hint = 0; hint < hints.Count; hint++)
            if (hints[hint].Code == code) return Of(hint, cell);
        return null;
    }

    private Workload Who(Subject subject, in SavingCell cell)
    {
        if (_lasting.TryGetValue(cell.Subject, out var known)) return known;
        var who = Name(subject, names.Owner(subject, DateOnly.FromDayNumber(cell.Day)));
        if (!names.IsDated(subject)) _lasting.Add(cell.Subject, who);
        return who;
    }

    private static Workload Name(Subject subject, Owner owner) =>
        owner.Application is { } application ? new Workload("application", application)
        : subject.Key is { } key ? new Workload("key", key)
        : subject.Project is { } project ? new Workload("project", project)
        : subject.User is { } user ? new Workload("user", user)
        : new Workload("source", subject.Source);
}
