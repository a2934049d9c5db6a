namespace TokenSpend.Core.Ingestion.Formats;

/// <summary>Amortised cost of a line of the AWS report.</summary>
/// <remarks>
/// Source: AWS's description of its amortised cost. Usage under a commitment costs the commitment's rate; what was paid for the commitment
/// costs only the part that nobody used; the line that takes back the list price of covered usage costs nothing.
/// </remarks>
internal static class AwsAmortised
{
    private static readonly string[] PlanRate = ["savingsPlan/SavingsPlanEffectiveCost", "savings_plan_savings_plan_effective_cost"];
    private static readonly string[] PlanTotal = ["savingsPlan/TotalCommitmentToDate", "savings_plan_total_commitment_to_date"];
    private static readonly string[] PlanUsed = ["savingsPlan/UsedCommitment", "savings_plan_used_commitment"];
    private static readonly string[] ReservedRate = ["reservation/EffectiveCost", "reservation_effective_cost"];
    private static readonly string[] ReservedFeeUnused = ["reservation/UnusedAmortizedUpfrontFeeForBillingPeriod", "reservation_unused_amortized_upfront_fee_for_billing_period"];
    private static readonly string[] ReservedRecurringUnused = ["reservation/UnusedRecurringFee", "reservation_unused_recurring_fee"];
    private static readonly string[] Reservation = ["reservation/ReservationARN", "reservation_reservation_a_r_n"];

    public static IReadOnlyList<string> Fields { get; } =
        [.. PlanRate, .. PlanTotal, .. PlanUsed, .. ReservedRate, .. ReservedFeeUnused, .. ReservedRecurringUnused, .. Reservation];

    /// <summary>Nano units. A report without the columns of a commitment leaves the line's own cost.</summary>
    public static long Cost(CsvRow row, string type, long billed) => type switch
    {
        "SavingsPlanCoveredUsage" when HasAny(row, PlanRate) => row.Nanos(PlanRate),
        "DiscountedUsage" when HasAny(row, ReservedRate) => row.Nanos(ReservedRate),
        "SavingsPlanNegation" when HasAny(row, PlanRate) => 0,
        "SavingsPlanRecurringFee" when HasAny(row, PlanTotal) => checked(row.NanosOrNone(PlanTotal) - row.NanosOrNone(PlanUsed)),
        "SavingsPlanUpfrontFee" when HasAny(row, PlanRate) => 0,
        "RIFee" when HasAny(row, ReservedFeeUnused) => checked(row.NanosOrNone(ReservedFeeUnused) + row.NanosOrNone(ReservedRecurringUnused)),
        "Fee" when row.Text(Reservation) is not null => 0,
        _ => billed,
    };

    private static bool HasAny(CsvRow row, string[] names) => names.Any(row.Has);
}
