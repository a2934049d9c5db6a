using TokenSpend.Core.Ingestion;

namespace TokenSpend.Core.Operations;

/// <summary>What an import set aside.</summary>
/// <param name="Header">The file's first line: the header of a CSV.</param>
/// <param name="Text">Line number → the line as it stands in the file.</param>
public sealed record RejectedLines(string File, string Header, IReadOnlyList<Rejection> Rejections, IReadOnlyDictionary<int, string> Text);
