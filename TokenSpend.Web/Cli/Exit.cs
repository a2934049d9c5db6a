namespace TokenSpend.Web.Cli;

/// <summary>Exit codes: a contract that others script against.</summary>
public static class Exit
{
    public const int Done = 0;

    /// <summary>An empty or unknown file too.</summary>
    public const int Failed = 1;

    public const int WrongArguments = 2;
    public const int DoneWithRejectedLines = 3;
}
