namespace TokenSpend.Core.Alerts;

/// <summary>What an alert is about.</summary>
public enum AlertKind
{
    /// <summary>A share of a budget has been used.</summary>
    BudgetShare,
    /// <summary>At the pace so far the month ends above its budget.</summary>
    BudgetRunRate,
    NewModel,
    NewKey,
    /// <summary>Tokens that no price covers.</summary>
    Unpriced,
    /// <summary>A bill or provider's report that used to be there by now is not.</summary>
    LateBill,
    /// <summary>A gateway's log that used to be there by now is not.</summary>
    LateLog,
}

/// <summary>Where an alert stands. A resolved one is opened again, without another mail, when its cause comes back.</summary>
public enum AlertState { Open, Acknowledged, Resolved }
