using System.IO.Hashing;
using System.Text;
using TokenSpend.Core.Usage;

namespace TokenSpend.Core.Storage;

/// <summary>Identity of snapshot facts: payer, period and dimensions, never figures. Lines with one key are one fact told by several lines.</summary>
internal static class SnapshotKey
{
    public static long Of(string family, Charge charge, SubjectKey scratch) => Hash(string.Join('\u001f',
        family, "charge", charge.Issuer, charge.Account, charge.Provider, charge.Publisher, charge.Model, charge.Service,
        charge.Item, charge.Days.From.DayNumber, charge.Days.To.DayNumber, charge.BillingPeriod.From.DayNumber, charge.BillingPeriod.To.DayNumber,
        charge.Category, charge.Currency, charge.Dimensions), charge.Subject, scratch);

    public static long Of(string family, UsageRecord record, SubjectKey scratch) => Hash(string.Join('\u001f',
        family, "bucket", record.Provider, record.Model, record.At.Ticks, record.To?.Ticks, record.Tier, record.Status, record.Dimensions),
        record.Subject, scratch);

    // The label of the source is not part of it: the same bill under another label is still the same bill.
    private static long Hash(string text, Subject subject, SubjectKey scratch)
    {
        (subject with { Source = "" }).WriteTo(scratch);
        var hash = new XxHash3();
        hash.Append(Encoding.UTF8.GetBytes(text));
        hash.Append(scratch.Canonical);
        return (long)hash.GetCurrentHashAsUInt64();
    }
}
