namespace TokenSpend.Core.Savings;

/// <summary>One way to save. A new one is one file in this folder and one line in the list of hints.</summary>
public interface ISavingsHint
{
    /// <summary>Lower case with hyphens: enters the store, addresses and the names of texts.</summary>
    string Code { get; }
}
