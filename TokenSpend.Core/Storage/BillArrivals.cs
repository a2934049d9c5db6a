using System.Globalization;
using TokenSpend.Core.Usage;

namespace TokenSpend.Core.Storage;

/// <summary>What a visible bill or provider's report covers, and the day it came.</summary>
/// <param name="End">Day after the last covered one.</param>
/// <param name="Came">UTC day on which its content was first told.</param>
public sealed record BillArrival(string Issuer, string? Account, string Format, SourceLevel Level, DateOnly End, DateOnly Came);

public static class BillArrivals
{
    public static IReadOnlyList<BillArrival> Read(Database database)
    {
        ArgumentNullException.ThrowIfNull(database);
        List<BillArrival> arrivals = [];
        using var connection = database.OpenRead();
        using var rows = new RawStatement(connection, """
            SELECT c.issuer, c.account, c.format, c.level, c.to_day, substr(i.AsOfUtc, 1, 10)
            FROM coverage c JOIN import i ON i.Id = c.import WHERE i.State = ?1 AND c.level >= ?2
            """);
        rows.Bind(1, (long)ImportState.Done);
        rows.Bind(2, (long)SourceLevel.UsageReport);
        while (rows.Step())
            arrivals.Add(new BillArrival(rows.Text(0)!, rows.Text(1), rows.Text(2)!, (SourceLevel)rows.Long(3), DateOnly.FromDayNumber((int)rows.Long(4)),
                DateOnly.ParseExact(rows.Text(5)!, "yyyy-MM-dd", CultureInfo.InvariantCulture)));
        return arrivals;
    }
}
