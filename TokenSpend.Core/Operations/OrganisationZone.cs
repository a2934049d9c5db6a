using TokenSpend.Core.Storage;

namespace TokenSpend.Core.Operations;

/// <summary>The organisation's zone decides today, schedules and hour views. It is fixed when the database is made.</summary>
public static class OrganisationZone
{
    private const string Setting = "zone";

    /// <summary>UTC until it is settled.</summary>
    public static TimeZoneInfo Of(Database database)
    {
        ArgumentNullException.ThrowIfNull(database);
        return TimeZoneInfo.FindSystemTimeZoneById(database.Setting(Setting) ?? "Etc/UTC");
    }

    /// <param name="asked">IANA name; null: the machine's own zone, for a fresh database.</param>
    /// <exception cref="RefusedException">The name is not a zone, or another zone was fixed before.</exception>
    public static void Settle(Database database, string? asked)
    {
        ArgumentNullException.ThrowIfNull(database);
        if (asked is not null && !TimeZoneInfo.TryFindSystemTimeZoneById(asked, out _))
            throw new RefusedException($"'{asked}' is not a time zone. Use an IANA name such as Europe/Berlin or Asia/Shanghai.");
        if (database.Setting(Setting) is not { } settled) database.SetSetting(Setting, asked ?? TimeZoneInfo.Local.Id);
        else if (asked is not null && asked != settled)
            throw new RefusedException($"This database's zone is {settled} and stays so; start without --zone, or with an empty data directory.");
    }
}
