using System.Text;
using TokenSpend.Core.Demo;
using TokenSpend.Core.Ingestion;
using TokenSpend.Core.Primitives;
using TokenSpend.Core.Usage;
using TokenSpend.Tests.Ingestion;

namespace TokenSpend.Tests.Demo;

/// <summary>A demo company in a temporary folder, read back by the formats.</summary>
public sealed class DemoFolder : IDisposable
{
    public static readonly DateOnly Today = new(2026, 11, 24);

    private static readonly ProviderNames Providers = new(new Dictionary<string, string[]>
    {
        ["openai"] = [], ["anthropic"] = [], ["google"] = ["gemini", "Google Cloud"], ["alibaba"] = ["dashscope"], ["aws"] = ["AWS"], ["azure"] = ["Microsoft"],
    }.Select(pair => new ProviderNames.Entry(pair.Key, pair.Key, pair.Key, "Etc/UTC", pair.Value)));

    private static readonly HashSet<string> Tags = ["app", "team", "env", "department", "function"];

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("tokenspend-demo-");

    public DemoFolder()
    {
        Files = Write(Today, "a").Imports;
        foreach (var file in Files) Read(file);
    }

    public IReadOnlyList<DemoFile> Files { get; }

    /// <summary>Requests of the gateways.</summary>
    public List<UsageRecord> Requests { get; } = [];

    /// <summary>Buckets of usage reports.</summary>
    public List<UsageRecord> Buckets { get; } = [];

    public List<(string Format, Charge Charge)> Charges { get; } = [];

    /// <summary>Names of the formats that the files were known as.</summary>
    public HashSet<string> Formats { get; } = [];

    /// <summary>Lines that gave neither records nor charges, and files of no format.</summary>
    public List<string> Refused { get; } = [];

    public DemoFiles Write(DateOnly today, string name) => DemoCompany.Write(_folder.CreateSubdirectory(name), today, Price);

    public StreamReader Rules(string name) => new(Path.Combine(_folder.FullName, "a", "rules", name));

    public static string Relative(DirectoryInfo folder, string path) => Path.GetRelativePath(folder.FullName, path).Replace('\\', '/');

    public DirectoryInfo Folder => _folder;

    public void Dispose() => _folder.Delete(recursive: true);

    /// <summary>One price for all models but one: 2.00 in, 0.20 cached, 2.50 written, 8.00 out a million.</summary>
    private static (long Nanos, string Currency)? Price(string provider, string model, DateTime at, TokenCounts tokens)
    {
        if (model.Contains("atlas", StringComparison.Ordinal)) return null;
        var chinese = provider is "alibaba" or "baidu" or "iflytek" or "xiaomi" or "zhipu" or "moonshot";
        var nanos = tokens.Input * 2_000 + tokens.CacheRead * 200 + tokens.CacheWrite5m * 2_500 + (tokens.Output + tokens.Reasoning) * 8_000;
        return (nanos, chinese ? "CNY" : "USD");
    }

    private void Read(DemoFile file)
    {
        var encoding = file.Source == "alibaba" ? CodePagesEncodingProvider.Instance.GetEncoding("GB18030")! : Encoding.UTF8;
        var context = new ReadContext(file.Source, Providers, Tags);
        string head;
        using (var start = new StreamReader(file.File.FullName, encoding))
        {
            var buffer = new char[64 * 1024];
            head = new string(buffer, 0, start.ReadBlock(buffer));
        }
        var format = ShippedFormats.Detect(new FileHead(head));
        if (format is null)
        {
            Refused.Add(file.File.FullName);
            return;
        }
        Formats.Add(format.Info.Name);
        if (format is ILineFormat lines) ReadLines(file, lines, context);
        else ReadDocument(file, (IDocumentFormat)format, context, encoding);
    }

    private void ReadLines(DemoFile file, ILineFormat format, ReadContext context)
    {
        var line = new UsageLine();
        foreach (var text in System.IO.File.ReadLines(file.File.FullName))
        {
            line.Reset();
            format.Read(Encoding.UTF8.GetBytes(text), line, context);
            if (line.Outcome != UsageLine.Kind.Accepted)
            {
                Refused.Add($"{file.File.FullName}: {line.Why?.Message} {line.Reason}");
                continue;
            }
            Requests.Add(new UsageRecord
            {
                At = DateTime.UnixEpoch.AddMilliseconds(line.AtMs), Provider = Encoding.UTF8.GetString(line.Provider),
                Model = Encoding.UTF8.GetString(line.ModelKey[(line.Provider.Length + 1)..]), Subject = Subject.Parse(line.Subject.Canonical),
                Tokens = line.Tokens, Status = line.Status, ClaimedNanoUsd = line.ClaimedNanoUsd,
            });
        }
    }

    private void ReadDocument(DemoFile file, IDocumentFormat format, ReadContext context, Encoding encoding)
    {
        using var content = new StreamReader(file.File.FullName, encoding);
        foreach (var outcome in format.Read(content, context))
        {
            if (outcome is AcceptedLine accepted)
            {
                (format.Info.Level == SourceLevel.PrimaryLog ? Requests : Buckets).AddRange(accepted.Records);
                Charges.AddRange(accepted.Charges.Select(charge => (format.Info.Name, charge)));
            }
            else if (outcome is RejectedLine rejected) Refused.Add($"{file.File.FullName}: {rejected.Why.Message}");
            else if (outcome is IgnoredLine ignored) Refused.Add($"{file.File.FullName}: {ignored.Line} {ignored.Reason}");
        }
    }
}
