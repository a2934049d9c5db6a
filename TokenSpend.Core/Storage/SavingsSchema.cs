namespace TokenSpend.Core.Storage;

/// <summary>Tables that the hints on savings keep: versions of days, and what was folded of each.</summary>
/// <remarks>Created by the migration Savings and written by prepared statements; like <see cref="FactSchema"/> this text stays as it is.</remarks>
internal static class SavingsSchema
{
    public const string V1 = """
        -- Raised when requests of a payer's day changed: what was made of them is made anew.
        CREATE TABLE request_day (day INTEGER PRIMARY KEY, version INTEGER NOT NULL) STRICT;
        INSERT INTO request_day SELECT DISTINCT day, 1 FROM day;

        -- Days (UTC) that were folded, and from what: versions of the requests, settings and prices.
        CREATE TABLE saving_day (day INTEGER PRIMARY KEY, stamp TEXT NOT NULL) STRICT;

        -- hints: set of hints; 0: all requests of the caller and model.
        CREATE TABLE saving_cell (
            day INTEGER NOT NULL, subject INTEGER NOT NULL, model INTEGER NOT NULL, currency INTEGER NOT NULL, hints INTEGER NOT NULL,
            requests INTEGER NOT NULL, spent INTEGER NOT NULL, saving INTEGER NOT NULL, low INTEGER NOT NULL, high INTEGER NOT NULL,
            PRIMARY KEY (day, subject, model, currency, hints)) STRICT, WITHOUT ROWID;
        """;
}
