namespace TokenSpend.Core.Savings;

/// <summary>Who a finding is about.</summary>
/// <param name="Kind">application · key · project · user · source.</param>
public sealed record Workload(string Kind, string Name);

/// <summary>Keeps the requests that a hint claims of one workload: it is stored, asked again, and finds the very requests behind a finding.</summary>
/// <param name="Hint">Code.</param>
/// <param name="Provider">Null: every model of the workload.</param>
/// <param name="Model">Canonical name; null: every model of the workload.</param>
public sealed record RequestFilter(string Hint, Workload Who, string Currency, string? Provider, string? Model)
{
    /// <summary>Stable from run to run: the same finding keeps its decision.</summary>
    public string Key => string.Join('|', Hint, Currency, Who.Kind, Who.Name, Provider, Model);
}
