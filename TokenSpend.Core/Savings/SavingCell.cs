namespace TokenSpend.Core.Savings;

/// <summary>One day of one caller and model, as far as a set of hints goes. Stored; amounts in nano units of the currency.</summary>
/// <param name="Day">Day number (<see cref="DateOnly.DayNumber"/>), UTC.</param>
/// <param name="Subject">Stored id.</param>
/// <param name="Model">Stored id.</param>
/// <param name="Hints">Set of hints, bit by position in <see cref="SavingsHints.OfRequests"/>; 0: all requests, whoever claims them.</param>
/// <param name="Requests">That one of the set claims; all of them for 0.</param>
/// <param name="Spent">Metered cost of these.</param>
/// <param name="Saving">Sum over the requests of the greatest claim of the set; 0 for 0.</param>
/// <param name="Low">Of a set of one hint; else 0.</param>
/// <param name="High">Of a set of one hint; else 0.</param>
public readonly record struct SavingCell(
    int Day, int Subject, int Model, string Currency, int Hints, long Requests, long Spent, long Saving, long Low, long High);
