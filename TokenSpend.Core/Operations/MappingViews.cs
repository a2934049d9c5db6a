using TokenSpend.Core.Ingestion;
using TokenSpend.Core.Ingestion.Mapping;
using TokenSpend.Core.Operations.Importing;
using TokenSpend.Core.Usage;

namespace TokenSpend.Core.Operations;

/// <summary>A profile as the list shows it.</summary>
/// <param name="IsShipped">It came with the application.</param>
/// <param name="Imports">Done imports that were read with it.</param>
public sealed record ProfileView(string Name, string Title, Evidence Evidence, string RestsOn, bool IsShipped, int Imports);

/// <summary>A file that is to be mapped.</summary>
/// <param name="Rows">Null: it has no columns.</param>
/// <param name="Guess">Null with <paramref name="Rows"/>.</param>
public sealed record MappingFile(long Import, string File, FirstRows? Rows, MappingGuess? Guess);

/// <summary>What a draft makes of a file.</summary>
/// <param name="Fault">Why the draft cannot read it yet; null with a report.</param>
/// <param name="IsPartial">The totals are those of the file's first part.</param>
public sealed record MappingPreview(ProfileFault? Fault, ImportReport? Report, IReadOnlyList<UnderstoodRow> Rows, bool IsPartial);

/// <summary>One of the first lines, as a draft understands it.</summary>
/// <param name="At">Instant or day, UTC; null where nothing was understood.</param>
/// <param name="InputTokens">Of all input kinds.</param>
/// <param name="OutputTokens">Of all output kinds.</param>
/// <param name="Nanos">Billed, or what a log claims; null: none.</param>
/// <param name="Ignored">Reason code; null: it counts.</param>
/// <param name="Why">Null: it was not rejected.</param>
public sealed record UnderstoodRow(int Line, DateTime? At, string? Model, long InputTokens, long OutputTokens, long? Nanos, string? Currency, string? Ignored, Rejection? Why)
{
    internal static UnderstoodRow Of(LineOutcome outcome) => outcome switch
    {
        RejectedLine rejected => Empty(outcome.Line) with { Why = rejected.Why },
        IgnoredLine ignored => Empty(outcome.Line) with { Ignored = ignored.Reason },
        AcceptedLine accepted => Of(accepted),
        _ => Empty(outcome.Line) with { Ignored = "blank" },
    };

    private static UnderstoodRow Empty(int line) => new(line, null, null, 0, 0, null, null, null, null);

    private static UnderstoodRow Of(AcceptedLine line)
    {
        var (record, charge) = (line.Records.FirstOrDefault(), line.Charges.FirstOrDefault());
        long Sum(bool input) => TokenKindInfo.All.Where(kind => kind.IsInput == input).Sum(kind => record?.Tokens[kind.Kind] ?? 0);
        return new(line.Line, charge?.Days.From.ToDateTime(TimeOnly.MinValue) ?? record?.At, charge?.Model ?? record?.Model, Sum(true), Sum(false),
            charge?.Billed ?? record?.ClaimedNanoUsd, charge?.Currency ?? (record?.ClaimedNanoUsd is null ? null : "USD"), null, null);
    }
}
