using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using TokenSpend.Core.Ingestion;
using TokenSpend.Core.Primitives;
using TokenSpend.Core.Usage;

namespace TokenSpend.Tests.Ingestion;

/// <summary>The samples of Samples/[format]/ and how a test reads them: without database, as the import would.</summary>
public static class SampleFile
{
    public static ReadContext Context { get; } = new("sample", new ProviderNames(
    [
        new("aws", "Amazon Web Services", "亚马逊云", "Etc/UTC", ["AWS", "Amazon Web Services, Inc."]),
        new("azure", "Microsoft", "微软", "Etc/UTC", ["Microsoft"]),
        new("openai", "OpenAI", "OpenAI", "Etc/UTC", []),
        new("anthropic", "Anthropic", "Anthropic", "Etc/UTC", []),
        new("google", "Google", "谷歌云", "America/Los_Angeles", ["gemini", "google-ai-studio", "gcp.gemini"]),
        new("cohere", "Cohere", "Cohere", "Etc/UTC", []),
        new("alibaba", "Alibaba Cloud", "阿里云", "Asia/Shanghai", []),
    ]), new HashSet<string> { "app", "team", "env", "cost_center" });

    /// <summary>Relative to TokenSpend.Tests, with "/".</summary>
    public static IEnumerable<string> All => Directory.EnumerateFiles(Path.Combine(Golden.SourceFolder, "Samples"), "*", SearchOption.AllDirectories)
        .Where(file => !file.EndsWith(".golden.json", StringComparison.Ordinal))
        .Select(file => Path.GetRelativePath(Golden.SourceFolder, file).Replace('\\', '/'))
        .Where(path => ShippedFormats.Find(FormatOf(path)) is not null)
        .Order(StringComparer.Ordinal);

    public static string FormatOf(string path) => path.Split('/')[1];

    public static string Text(string path) => File.ReadAllText(Path.Combine(Golden.SourceFolder, path));

    public static FileHead Head(string text) => new(text[..Math.Min(text.Length, 64 * 1024)]);

    public static IEnumerable<LineOutcome> Read(IUsageFormat format, string text, ReadContext? context = null) => format switch
    {
        IDocumentFormat document => document.Read(new StringReader(text), context ?? Context),
        ILineFormat lines => ReadLines(lines, text, context ?? Context),
        _ => throw new InvalidOperationException($"{format.Info.Name} is neither a document nor lines."),
    };

    private static IEnumerable<LineOutcome> ReadLines(ILineFormat format, string text, ReadContext context)
    {
        var line = new UsageLine();
        var lines = text.Split('\n');
        var count = lines[^1].Length == 0 ? lines.Length - 1 : lines.Length;
        for (var i = 0; i < count; i++)
        {
            line.Reset();
            format.Read(Encoding.UTF8.GetBytes(lines[i].TrimEnd('\r')), line, context);
            yield return line.Outcome switch
            {
                UsageLine.Kind.Blank => new BlankLine(i + 1),
                UsageLine.Kind.Ignored => new IgnoredLine(i + 1, line.Reason),
                UsageLine.Kind.Rejected => new RejectedLine(i + 1, line.Why! with { Line = i + 1 }),
                _ => new AcceptedLine(i + 1, line.ToRecord()),
            };
        }
    }

    /// <summary>One line of JSON per outcome, without what is empty.</summary>
    public static string Print(IEnumerable<LineOutcome> outcomes) => string.Concat(outcomes.Select(outcome => Line(outcome) + "\n"));

    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static string Line(LineOutcome outcome)
    {
        var fields = new Dictionary<string, object?> { [outcome.GetType().Name] = outcome.Line };
        switch (outcome)
        {
            case IgnoredLine ignored: fields["reason"] = ignored.Reason; break;
            case RejectedLine rejected: fields["message"] = rejected.Why.Message; break;
            case DeclaredWindow window: fields["window"] = $"{window.Days} {window.Issuer} {window.Account}".TrimEnd(); break;
            case AcceptedLine accepted:
                if (accepted.Records.Count > 0) fields["records"] = accepted.Records.Select(Fields);
                if (accepted.Charges.Count > 0) fields["charges"] = accepted.Charges.Select(Fields);
                break;
        }
        return JsonSerializer.Serialize(fields, Plain);
    }

    private static Dictionary<string, object?> Fields(UsageRecord record) => Filled(new()
    {
        ["at"] = record.At.ToString("O"),
        ["to"] = record.To?.ToString("O"),
        ["provider"] = record.Provider,
        ["model"] = record.Model,
        ["subject"] = Names(record.Subject),
        ["tokens"] = TokenKindInfo.All.Where(kind => record.Tokens[kind.Kind] != 0).ToDictionary(kind => kind.Name, kind => record.Tokens[kind.Kind]),
        ["requests"] = record.Requests,
        ["tier"] = record.Tier.ToString(),
        ["status"] = record.Status.ToString(),
        ["id"] = record.Id,
        ["dimensions"] = record.Dimensions,
        ["claimed"] = record.ClaimedNanoUsd is { } claimed ? Nano.Format(claimed) : null,
    });

    private static Dictionary<string, object?> Fields(Charge charge) => Filled(new()
    {
        ["issuer"] = charge.Issuer,
        ["account"] = charge.Account,
        ["provider"] = charge.Provider,
        ["publisher"] = charge.Publisher,
        ["model"] = charge.Model,
        ["service"] = charge.Service,
        ["item"] = charge.Item,
        ["days"] = charge.Days.ToString(),
        ["billingPeriod"] = charge.BillingPeriod.ToString(),
        ["category"] = charge.Category.ToString(),
        ["billed"] = Nano.Format(charge.Billed),
        ["effective"] = Nano.Format(charge.Effective),
        ["currency"] = charge.Currency,
        ["subject"] = Names(charge.Subject),
        ["dimensions"] = charge.Dimensions,
    });

    private static string Names(Subject subject)
    {
        var names = new[] { subject.Source, subject.Level.ToString(), subject.Issuer, subject.Account, subject.ApiBase, subject.Project, subject.Key, subject.User };
        return string.Join(" / ", names.Select(name => name ?? "-").Concat(subject.Tags.OrderBy(tag => tag.Key).Select(tag => $"{tag.Key}={tag.Value}")));
    }

    private static Dictionary<string, object?> Filled(Dictionary<string, object?> fields)
    {
        foreach (var (name, value) in fields.ToList())
            if (value is null or "") fields.Remove(name);
        return fields;
    }
}
