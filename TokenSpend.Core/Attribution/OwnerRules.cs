using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using TokenSpend.Core.Usage;

namespace TokenSpend.Core.Attribution;

/// <summary>Gives each subject its owner on each day.</summary>
/// <remarks>
/// For each of department, application and function the first matching rule that names it wins; what no rule names, the
/// directory may. So the directory can tell a person's department while a rule tells the application from the project.
/// Pure but for <see cref="TooSlow"/>; threads may share it.
/// </remarks>
public sealed class OwnerRules(IReadOnlyList<OwnerRule> rules, OwnerDirectory directory)
{
    private readonly ConcurrentDictionary<OwnerReason, RuleProblem> _tooSlow = new();

    /// <summary>Nothing has an owner.</summary>
    public static readonly OwnerRules None = new([], OwnerDirectory.Empty);

    /// <summary>Rules whose expression ran out of time on some value, where they counted as not matching: show these beside the figures.</summary>
    public IReadOnlyCollection<RuleProblem> TooSlow => [.. _tooSlow.Values.OrderBy(problem => problem.Line)];

    /// <inheritdoc cref="OwnerDirectory.LeftOn"/>
    public DateOnly? LeftOn(Subject subject) => directory.LeftOn(subject);

    public Owner Of(Subject subject, DateOnly day) => Explain(subject, day).Owner;

    /// <summary>True if the owner is not the same on all days.</summary>
    public bool IsDated(Subject subject) => RangesOf(subject).Count > 1;

    /// <summary>The owners over all time, in order, without gap or overlap; neighbours differ.</summary>
    public IReadOnlyList<OwnerRange> RangesOf(Subject subject)
    {
        var claims = Claims(subject);
        // MinValue starts the first range; as an end, MaxValue means none, so it cuts nothing.
        DateOnly[] cuts = [.. claims.SelectMany(claim => new[] { claim.From, claim.To })
            .Append(DateOnly.MinValue).Where(day => day != DateOnly.MaxValue).Distinct().Order()];
        var ranges = new List<OwnerRange>();
        for (var i = 0; i < cuts.Length; i++)
        {
            var owner = Explain(claims, cuts[i]).Owner;
            var to = i + 1 < cuts.Length ? cuts[i + 1] : DateOnly.MaxValue;
            if (ranges.Count > 0 && ranges[^1].Owner == owner) ranges[^1] = ranges[^1] with { To = to };
            else ranges.Add(new OwnerRange(cuts[i], to, owner));
        }
        return ranges;
    }

    /// <summary>The owner, and the row that gave each part.</summary>
    public OwnerExplanation Explain(Subject subject, DateOnly day) => Explain(Claims(subject), day);

    private static OwnerExplanation Explain(List<OwnerClaim> claims, DateOnly day)
    {
        string? department = null, application = null, function = null;
        OwnerReason? byDepartment = null, byApplication = null, byFunction = null;
        foreach (var claim in claims)
        {
            if (!claim.Holds(day)) continue;
            if (department is null && claim.Department is not null) (department, byDepartment) = (claim.Department, claim.Reason);
            if (application is null && claim.Application is not null) (application, byApplication) = (claim.Application, claim.Reason);
            if (function is null && claim.Function is not null) (function, byFunction) = (claim.Function, claim.Reason);
        }
        var owner = department is null && application is null && function is null
            ? Owner.Unassigned
            : new Owner(department, application, function);
        return new OwnerExplanation(owner, byDepartment, byApplication, byFunction);
    }

    private List<OwnerClaim> Claims(Subject subject)
    {
        var claims = new List<OwnerClaim>();
        foreach (var rule in rules)
        {
            try
            {
                if (rule.Claim(subject) is { } claim) claims.Add(claim);
            }
            catch (RegexMatchTimeoutException slow)
            {
                _tooSlow.TryAdd(rule.Reason, new RuleProblem(
                    rule.Reason.File, rule.Reason.Line, "", null, RuleProblem.Cut(slow.Pattern),
                    $"an expression that ends within {Pattern.TimeLimit.TotalMilliseconds} ms on \"{RuleProblem.Cut(slow.Input)}\""));
            }
        }
        claims.AddRange(directory.Claims(subject));
        return claims;
    }
}
