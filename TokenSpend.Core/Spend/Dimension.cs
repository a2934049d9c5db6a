namespace TokenSpend.Core.Spend;

/// <summary>What spend can be grouped and filtered by. Names are those of the command line and the URL, lower case.</summary>
public enum Dimension
{
    Department, Application, Function, Provider, Publisher, Issuer, Payer, Model, Subject, Key, User, Currency, Hour, Day, Month,
}

public enum Measure { Attributed, Effective, Billed, Metered }

/// <summary>AI charges only, or everything that the bills hold.</summary>
public enum Scope { Ai, All }
