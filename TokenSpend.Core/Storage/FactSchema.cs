using TokenSpend.Core.Usage;

namespace TokenSpend.Core.Storage;

/// <summary>The hand-written tables of facts. They are created by a migration and written by prepared statements.</summary>
/// <remarks>
/// A change is a new migration with its own SQL; this text is version 1 and stays as it is.
/// Facts of an import that is not done are in these tables but in no answer: readers ask for the imports that are visible.
/// </remarks>
internal static class FactSchema
{
    /// <summary>Version of how identities are made; stored, so that a change can re-key what is there.</summary>
    public const int IdentityVersion = 1;

    public static readonly string[] TokenColumns =
    [
        "input", "cache_read", "cache_write_5m", "cache_write_1h", "output", "reasoning",
        "input_audio", "cache_read_audio", "output_audio", "input_image", "output_image", "input_video",
    ];

    /// <summary>"a, b, c" of all token columns.</summary>
    public static readonly string Tokens = string.Join(", ", TokenColumns);

    /// <summary>Only the kinds that most rows have.</summary>
    public static readonly string TextTokens = string.Join(", ", TokenColumns.Take(TokenKindInfo.AlwaysShown));

    private static readonly string TokenDefinitions = string.Join(", ", TokenColumns.Select(name => $"{name} INTEGER NOT NULL DEFAULT 0"));

    public static readonly string V1 = $"""
        CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
        INSERT INTO meta VALUES ('identity-version', '{IdentityVersion}');

        CREATE TABLE subject (id INTEGER PRIMARY KEY, canonical BLOB NOT NULL UNIQUE) STRICT;
        CREATE TABLE model (id INTEGER PRIMARY KEY, name BLOB NOT NULL UNIQUE) STRICT;
        CREATE TABLE currency (id INTEGER PRIMARY KEY, code BLOB NOT NULL UNIQUE) STRICT;
        INSERT INTO currency VALUES (0, X'');

        -- One request. cost NULL: unknown. unpriced: tokens without a price. claimed: the source's own estimate, nano USD.
        CREATE TABLE usage (
            t INTEGER NOT NULL, f INTEGER NOT NULL, subject INTEGER NOT NULL, model INTEGER NOT NULL,
            tier INTEGER NOT NULL, status INTEGER NOT NULL, {TokenDefinitions},
            cost INTEGER, currency INTEGER NOT NULL, unpriced INTEGER NOT NULL, claimed INTEGER,
            import INTEGER NOT NULL, position INTEGER NOT NULL,
            PRIMARY KEY (t, f)) STRICT, WITHOUT ROWID;

        -- A bucket that a provider reports: each import's telling is kept, the live one counts.
        CREATE TABLE bucket (
            id INTEGER PRIMARY KEY, import INTEGER NOT NULL, line INTEGER NOT NULL, key INTEGER NOT NULL, live INTEGER NOT NULL DEFAULT 0,
            day INTEGER NOT NULL, t INTEGER NOT NULL, until INTEGER NOT NULL, subject INTEGER NOT NULL, model INTEGER NOT NULL,
            tier INTEGER NOT NULL, status INTEGER NOT NULL, requests INTEGER NOT NULL, {TokenDefinitions},
            cost INTEGER, currency INTEGER NOT NULL, unpriced INTEGER NOT NULL, claimed INTEGER) STRICT;
        CREATE INDEX bucket_key ON bucket (key);
        CREATE INDEX bucket_import ON bucket (import);
        CREATE INDEX bucket_day ON bucket (day) WHERE live = 1;

        CREATE TABLE charge (
            id INTEGER PRIMARY KEY, import INTEGER NOT NULL, line INTEGER NOT NULL, key INTEGER NOT NULL, live INTEGER NOT NULL DEFAULT 0,
            format TEXT NOT NULL, level INTEGER NOT NULL, issuer TEXT NOT NULL, account TEXT, provider TEXT NOT NULL, publisher TEXT,
            model INTEGER, model_name TEXT, service TEXT NOT NULL, item TEXT, from_day INTEGER NOT NULL, to_day INTEGER NOT NULL,
            billing_from INTEGER NOT NULL, billing_to INTEGER NOT NULL, category INTEGER NOT NULL,
            billed INTEGER NOT NULL, effective INTEGER NOT NULL, currency TEXT NOT NULL, subject INTEGER NOT NULL, dimensions TEXT NOT NULL) STRICT;
        CREATE INDEX charge_key ON charge (key);
        CREATE INDEX charge_import ON charge (import);
        CREATE INDEX charge_days ON charge (from_day, to_day) WHERE live = 1;

        -- The rollup that the cube is loaded from; day is the day number in the payer's calendar.
        CREATE TABLE day (
            day INTEGER NOT NULL, subject INTEGER NOT NULL, model INTEGER NOT NULL, tier INTEGER NOT NULL, currency INTEGER NOT NULL,
            requests INTEGER NOT NULL, {TokenDefinitions}, cost INTEGER NOT NULL, unpriced INTEGER NOT NULL,
            PRIMARY KEY (day, subject, model, tier, currency)) STRICT, WITHOUT ROWID;

        -- What an import declares to be complete for, settling time taken off.
        CREATE TABLE coverage (
            import INTEGER NOT NULL, format TEXT NOT NULL, level INTEGER NOT NULL, issuer TEXT NOT NULL, account TEXT,
            from_day INTEGER NOT NULL, to_day INTEGER NOT NULL, final INTEGER NOT NULL) STRICT;
        CREATE INDEX coverage_import ON coverage (import);

        -- The windows a snapshot speaks for. replaces: lines of older tellings in it that it lacks no longer count.
        CREATE TABLE snapshot_window (
            import INTEGER NOT NULL, family TEXT NOT NULL, level INTEGER NOT NULL, issuer TEXT NOT NULL, account TEXT,
            from_day INTEGER NOT NULL, to_day INTEGER NOT NULL, replaces INTEGER NOT NULL) STRICT;
        CREATE INDEX snapshot_window_import ON snapshot_window (import);

        -- Import `other` told of requests that import `owner` holds: undoing the owner replays the other.
        CREATE TABLE overlap (owner INTEGER NOT NULL, other INTEGER NOT NULL, PRIMARY KEY (owner, other)) STRICT, WITHOUT ROWID;

        -- Days to be summed anew when the import is done: a restated request takes its old figures with it.
        CREATE TABLE stale_day (import INTEGER NOT NULL, day INTEGER NOT NULL, PRIMARY KEY (import, day)) STRICT, WITHOUT ROWID;

        CREATE TABLE quarantine (
            import INTEGER NOT NULL, line INTEGER NOT NULL, "column" TEXT NOT NULL, found TEXT NOT NULL, expected TEXT NOT NULL,
            PRIMARY KEY (import, line)) STRICT, WITHOUT ROWID;

        -- Frames of the archived file: where each begins and which line is its first.
        CREATE TABLE archive_frame (
            import INTEGER NOT NULL, frame INTEGER NOT NULL, position INTEGER NOT NULL, first_line INTEGER NOT NULL,
            PRIMARY KEY (import, frame)) STRICT, WITHOUT ROWID;

        -- A month of the spend store. closed: answers come from closed_row, as they were.
        CREATE TABLE segment (month INTEGER PRIMARY KEY, version INTEGER NOT NULL, closed INTEGER NOT NULL DEFAULT 0) STRICT;
        CREATE TABLE closed_row (
            month INTEGER NOT NULL, day INTEGER NOT NULL, subject INTEGER NOT NULL, model INTEGER NOT NULL, provider TEXT NOT NULL, canonical TEXT, publisher TEXT,
            issuer TEXT, account TEXT, department TEXT, application TEXT, function TEXT, currency TEXT NOT NULL, metered_currency TEXT NOT NULL,
            parts INTEGER NOT NULL, marks INTEGER NOT NULL, attributed INTEGER NOT NULL, accrued INTEGER NOT NULL, attributed_unpriced INTEGER NOT NULL,
            effective INTEGER NOT NULL, billed INTEGER NOT NULL, metered INTEGER NOT NULL, metered_unpriced INTEGER NOT NULL, requests INTEGER NOT NULL,
            {TokenDefinitions}) STRICT;
        CREATE INDEX closed_row_month ON closed_row (month);
        """;
}
