namespace TokenSpend.Core.Ingestion;

/// <summary>What kind of value a <see cref="JsonScan"/> stands before. Literal: true or false.</summary>
public enum JsonAhead : byte { Nothing, Object, List, Text, Number, Literal, Null }
