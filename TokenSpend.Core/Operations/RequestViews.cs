using TokenSpend.Core.Storage;
using TokenSpend.Core.Usage;

namespace TokenSpend.Core.Operations;

/// <summary>One request.</summary>
/// <param name="Model">As the log names it.</param>
/// <param name="Cost">Metered, nano units; null: unknown.</param>
/// <param name="Currency">"" where nothing is priced.</param>
/// <param name="Unpriced">Tokens without a price.</param>
/// <param name="IsDetail">Of a trace or client log: it adds no money.</param>
/// <param name="Import">That holds it, with the line of its file.</param>
public sealed record RequestView(
    RequestKey Key, DateTime AtUtc, string Provider, string Model, string Subject, Owner Owner, RequestStatus Status, TokenCounts Tokens,
    long? Cost, string Currency, long Unpriced, string Source, bool IsDetail, long Import, int Line);

/// <summary>A page of single requests, the newest first.</summary>
/// <param name="Older">Where the next page begins; null: this is the last.</param>
public sealed record RequestPage(IReadOnlyList<RequestView> Rows, RequestKey? Older);

/// <summary>The line of an imported file that told of a request.</summary>
/// <param name="Line">As an editor counts, from 1.</param>
/// <param name="Header">First line of a CSV file; null: the line names its fields itself.</param>
/// <param name="Text">JSON in readable form, else as it is.</param>
/// <param name="IsCut">There is more than is shown.</param>
public sealed record OriginalLine(long Import, string File, int Line, string? Header, string Text, bool IsCut);
