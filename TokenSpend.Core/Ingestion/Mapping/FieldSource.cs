namespace TokenSpend.Core.Ingestion.Mapping;

/// <summary>Where a field's value comes from: a column, or one and the same value for every line.</summary>
/// <param name="Columns">Spellings of one column (or paths of a JSON object); the first that a table has is read, of JSON the first that is filled.</param>
/// <param name="Constant">Where no column has a value; null: then it is missing.</param>
public sealed record FieldSource(IReadOnlyList<string> Columns, string? Constant = null)
{
    public static FieldSource Of(params string[] columns) => new(columns);

    public static FieldSource Always(string value) => new([], value);

    public bool Equals(FieldSource? other) => other is not null && Constant == other.Constant && Columns.SequenceEqual(other.Columns);

    public override int GetHashCode() => HashCode.Combine(Constant, Columns.Count);
}
