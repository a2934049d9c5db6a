namespace TokenSpend.Core.Storage;

/// <summary>What became of pushes that were acknowledged before they were imported.</summary>
/// <remarks>Created by the migration ApiKeys; like <see cref="FactSchema"/> this text stays as it is.</remarks>
internal static class PushSchema
{
    public const string V1 = """
        -- id begins with its time, so that old ones are cheap to find.
        CREATE TABLE push (id TEXT PRIMARY KEY, report TEXT NOT NULL) STRICT, WITHOUT ROWID;
        """;
}
