namespace TokenSpend.Core.Savings;

/// <summary>One way to save. A new one is one file in this folder and one line in <see cref="SavingsHints"/>.</summary>
public interface ISavingsHint
{
    /// <summary>Lower case with hyphens: enters the store, addresses and the names of texts.</summary>
    string Code { get; }

    /// <summary>Whether what was claimed in the window is worth a finding, beyond the least money and requests that all must have.</summary>
    bool Holds(in GroupSums group);

    /// <summary>How sure it is, in percent.</summary>
    int Confidence(in GroupSums group);
}

/// <summary>A hint on single requests: a fold over the ordered requests of one day, which it gets twice and never keeps.</summary>
/// <remarks>
/// The first sweep shows what only the whole day tells, such as the shortest prompt; the second claims. One object serves one
/// day. The second sweep begins a little before the day (<see cref="DayFold.LookBackMs"/>), so that a run over midnight is one run.
/// </remarks>
public interface IRequestHint : ISavingsHint
{
    /// <summary>A finding is about one model, and not about all that the application calls.</summary>
    bool IsPerModel { get; }

    /// <summary>First sweep: sums only.</summary>
    void Learn(in LoggedRequest request);

    /// <summary>Second sweep.</summary>
    SavingClaim Claim(in LoggedRequest request);
}

/// <summary>Sums of one possible finding over the days looked at. Money in nano units of one currency.</summary>
/// <param name="Requests">Claimed.</param>
/// <param name="Spent">Cost of the claimed requests.</param>
/// <param name="AllRequests">All of the same application or key, and model where the hint is about one.</param>
/// <param name="AllSpent">Cost of all.</param>
public readonly record struct GroupSums(long Requests, long Spent, long Saving, long Low, long High, long AllRequests, long AllSpent)
{
    public static GroupSums operator +(GroupSums a, GroupSums b) => new(
        a.Requests + b.Requests, checked(a.Spent + b.Spent), checked(a.Saving + b.Saving), checked(a.Low + b.Low), checked(a.High + b.High),
        a.AllRequests + b.AllRequests, checked(a.AllSpent + b.AllSpent));
}
