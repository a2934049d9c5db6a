using System.Text;
using TokenSpend.Core.Usage;

namespace TokenSpend.Core.Ingestion.Mapping;

/// <summary>A format made of a mapping profile.</summary>
public sealed class MappedFormat : IDocumentFormat
{
    /// <summary>Of a JSON file so many values are looked at: the first may be damaged.</summary>
    private const int ValuesLookedAt = 3;

    private readonly MappedColumns _columns;
    private readonly Gateway _gateway;

    public MappedFormat(MappingProfile profile)
    {
        Profile = profile;
        _columns = new MappedColumns(profile);
        Info = new FormatInfo(
            profile.Name, profile.Title, DetectedByOf(profile), SemanticsOf(profile), profile.Identity, profile.Level,
            profile.IsLog ? CoverageRule.None : profile.Level == SourceLevel.FinalBill ? CoverageRule.BillingPeriods : CoverageRule.SpanOfUsage,
            profile.Zone, profile.SettlingDays, profile.Evidence, profile.RestsOn, [.. profile.Columns])
        {
            // Names are chosen by users: two profiles with one first word tell of different facts.
            Family = profile.Name,
        };
        _gateway = new Gateway(Info);
    }

    public MappingProfile Profile { get; }

    public FormatInfo Info { get; }

    public Match Detect(FileHead head) => !Mentions(head) ? Match.No : Profile.Content == ProfileContent.Json ? DetectJson(head) : DetectTable(head);

    public IEnumerable<LineOutcome> Read(TextReader content, ReadContext context)
    {
        var reader = new MappedLine(Profile, _columns, _gateway, context);
        return Profile.Content == ProfileContent.Json ? ReadJson(content, reader) : CsvTable.Read(content, [], row => reader.Read(row));
    }

    private IEnumerable<LineOutcome> ReadJson(TextReader content, MappedLine reader)
    {
        var repeats = new RepeatsOnALine();
        foreach (var piece in JsonPieces.Read(content, Profile.Records))
        {
            if (piece.Utf8.IsEmpty)
            {
                yield return new BlankLine(piece.Line);
                continue;
            }
            var text = Encoding.UTF8.GetString(piece.Utf8.Span);
            if (JsonLines.Row(piece.Line, text, JsonPaths.MaxDepth) is not { } row)
            {
                yield return new RejectedLine(piece.Line, Rejection.Of(piece.Line, "", text, $"one JSON object, at most {JsonPaths.MaxDepth} levels deep"));
                continue;
            }
            var outcome = reader.Read(row);
            yield return repeats.Check(row.Problem is { } why ? new RejectedLine(piece.Line, why) : outcome);
        }
    }

    private bool Mentions(FileHead head) => Profile.Mentions.Count == 0 || Profile.Mentions.Any(word => head.Text.Contains(word, StringComparison.OrdinalIgnoreCase));

    private Match DetectTable(FileHead head) => !head.StartsAsJson && Profile.RecognisedBy.All(spellings => spellings.Any(name => HasColumn(head, name))) ? Match.Sure : Match.No;

    /// <summary>As <see cref="CsvTable"/> finds it: "应付金额(元)" is also 应付金额.</summary>
    private static bool HasColumn(FileHead head, string name) => head.Columns.Any(column => column.StartsWith(name, StringComparison.OrdinalIgnoreCase)
        && (column.Length == name.Length || column[name.Length..].TrimStart() is ['(' or '（', ..]));

    /// <returns>Maybe where the names are there but no whole value is: the head may end inside of the first.</returns>
    private Match DetectJson(FileHead head)
    {
        if (!head.StartsAsJson || !Profile.RecognisedBy.All(spellings => spellings.Any(path => head.Text.Contains(path.Split('.')[^1] + "\"", StringComparison.Ordinal)))) return Match.No;
        var seen = 0;
        try
        {
            foreach (var piece in JsonPieces.Read(new StringReader(head.Text), Profile.Records))
            {
                if (JsonLines.Row(piece.Line, Encoding.UTF8.GetString(piece.Utf8.Span), JsonPaths.MaxDepth) is not { } row) continue;
                if (Profile.RecognisedBy.All(spellings => spellings.Any(path => Has(row, path)))) return Match.Sure;
                if (++seen == ValuesLookedAt) return Match.No;
            }
        }
        catch (FormatException)
        {
            // The head ends inside of a value.
        }
        return seen == 0 ? Match.Maybe : Match.No;
    }

    private static bool Has(CsvRow row, string path) => row.Has(path) || row.Starting(path + ".").Any();

    private static string DetectedByOf(MappingProfile profile) =>
        (profile.Content == ProfileContent.Json ? "JSON with " : "header with ") + string.Join(", ", profile.RecognisedBy.Select(spellings => spellings[0]))
        + (profile.Mentions.Count == 0 ? "" : "; mentions " + string.Join(" or ", profile.Mentions));

    private static string SemanticsOf(MappingProfile profile)
    {
        if (!profile.CountsTokens) return "";
        if (profile.Fields.ContainsKey(MappedField.Quantity)) return "one kind of tokens a line, by the words of its item";
        var input = profile.InputContainsCached ? "input contains cached tokens" : "input is without cached tokens";
        var output = profile.OutputContainsReasoning ? "output contains reasoning" : "output is without reasoning";
        return $"{input}; {output}";
    }
}
