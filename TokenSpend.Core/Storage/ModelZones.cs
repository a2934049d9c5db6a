using Microsoft.Data.Sqlite;
using TokenSpend.Core.Usage;

namespace TokenSpend.Core.Storage;

/// <summary>Zone in which the days of each stored model's provider are cut, by model id.</summary>
internal static class ModelZones
{
    public static Dictionary<int, TimeZoneInfo> Read(SqliteConnection connection, PayerCalendar calendar)
    {
        var zones = new Dictionary<int, TimeZoneInfo>();
        using var models = new RawStatement(connection, "SELECT id, name FROM model");
        while (models.Step()) zones[(int)models.Long(0)] = calendar.ZoneOf(ModelName.Parse(models.Blob(1)).Provider);
        return zones;
    }
}
