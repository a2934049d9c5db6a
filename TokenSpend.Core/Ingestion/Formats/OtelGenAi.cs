using System.Buffers;
using System.Text.Json;
using TokenSpend.Core.Usage;

namespace TokenSpend.Core.Ingestion.Formats;

/// <summary>OpenTelemetry traces in OTLP JSON, with the attributes of the GenAI conventions.</summary>
/// <remarks>
/// A collector's file exporter writes one export of many spans a line. Only calls of a model count: agent, tool and workflow spans
/// repeat the sums of the calls below them, and so do wrappers around a call. Each span is a line of the balance.
/// </remarks>
public sealed class OtelGenAi : IDocumentFormat
{
    private const string Usage = "gen_ai.usage.";

    public FormatInfo Info { get; } = new(
        "otel-genai", "OpenTelemetry GenAI spans (OTLP JSON)", "JSON with resourceSpans and gen_ai attributes",
        "as the conventions say: input contains cache reads and writes, output contains reasoning",
        IdentityKind.EventWithId, SourceLevel.Detail, CoverageRule.None, "Etc/UTC", SettlingDays: 0,
        Evidence.PublicDocumentation, "the OTLP JSON encoding and the GenAI semantic conventions, older names too",
        ["resourceSpans.resource.attributes", "scopeSpans.spans", "traceId", "spanId", "parentSpanId", "startTimeUnixNano", "status.code", "gen_ai.operation.name",
            "gen_ai.provider.name", "gen_ai.system", "gen_ai.request.model", "gen_ai.response.model", "gen_ai.usage.*", "server.address", "user.id", "enduser.id", "service.name", "deployment.environment.name"]);

    private readonly Gateway _gateway;

    public OtelGenAi() => _gateway = new Gateway(Info);

    public Match Detect(FileHead head) => head.HasNames("resourceSpans")
        ? head.Text.Contains("\"gen_ai.", StringComparison.Ordinal) ? Match.Sure : Match.Maybe
        : Match.No;

    public IEnumerable<LineOutcome> Read(TextReader content, ReadContext context)
    {
        var line = new UsageLine();
        var (repeats, leaves) = (new RepeatsOnALine(), new LeafCalls());
        foreach (var export in JsonPieces.Read(content))
        {
            if (export.Utf8.IsEmpty)
            {
                yield return new BlankLine(export.Line);
                continue;
            }
            var (spans, rejected) = Spans(export);
            leaves.Next();
            foreach (var span in spans) leaves.Note(span.Trace + span.Id, span.Parent is null ? null : span.Trace + span.Parent);
            foreach (var span in spans) leaves.Mark(span.Trace + span.Id, IsModelCall(span) && HasUsage(span));
            if (spans.Count + rejected.Count == 0) yield return new IgnoredLine(export.Line, "no-spans");
            foreach (var outcome in rejected.Concat(spans.Select(span => repeats.Check(Outcome(span, leaves, line, context)))).OrderBy(outcome => outcome.Line)) yield return outcome;
        }
    }

    private static (List<OtelSpan> Spans, List<LineOutcome> Rejected) Spans(JsonPiece export)
    {
        var (spans, rejected) = (new List<OtelSpan>(), new List<LineOutcome>());
        if (JsonPieces.ListIn(export, "resourceSpans") is not { } resources)
        {
            rejected.Add(Bad(export, "an export: JSON with resourceSpans"));
            return (spans, rejected);
        }
        foreach (var resource in resources)
        {
            try
            {
                using var json = OtelSpan.Parse(resource);
                var attributes = OtelSpan.AttributesOf(JsonText.Child(json.RootElement, "resource"));
                foreach (var scope in JsonPieces.ListIn(resource, "scopeSpans") ?? [])
                    foreach (var piece in JsonPieces.ListIn(scope, "spans") ?? [])
                        if (OtelSpan.Read(piece, attributes) is { } span) spans.Add(span);
                        else rejected.Add(Bad(piece, "a span with spanId"));
            }
            catch (Exception error) when (error is JsonException or InvalidOperationException)
            {
                rejected.Add(Bad(resource, "spans whose attributes are lists of keys and values in text"));
            }
        }
        return (spans, rejected);
    }

    private LineOutcome Outcome(OtelSpan span, LeafCalls leaves, UsageLine line, ReadContext context)
    {
        if (!IsModelCall(span)) return new IgnoredLine(span.Line, "no-model-call");
        if (leaves.IsAboveACall(span.Trace + span.Id)) return new IgnoredLine(span.Line, "sum-of-calls");
        if (!HasUsage(span) && !span.Failed) return new IgnoredLine(span.Line, "no-usage");
        line.Reset();
        var scratch = LineScratch.For(context);
        foreach (var (name, value) in span.Resource) scratch.Tag(scratch.Utf8(name), scratch.Utf8(value), 1);
        foreach (var (name, value) in span.Attributes) scratch.Tag(scratch.Utf8(name), scratch.Utf8(value), 2);
        scratch.Tag("env"u8, scratch.Utf8(span.Resource.GetValueOrDefault("deployment.environment.name") ?? span.Resource.GetValueOrDefault("deployment.environment")), 0);
        var request = new RequestFields(line, scratch, _gateway)
        {
            Id = scratch.Utf8($"{span.Trace}/{span.Id}"),
            Model = scratch.Utf8(span["gen_ai.response.model", "gen_ai.request.model"]),
            ApiBase = scratch.Utf8(span["server.address"]),
            Project = scratch.Utf8(span.Resource.GetValueOrDefault("service.name")),
            User = scratch.Utf8(span["user.id", "enduser.id"]),
        };
        request.NameProvider(scratch.Utf8(span["gen_ai.provider.name", "gen_ai.system"]));
        if (request.At("startTimeUnixNano", scratch.Utf8(span.Start)) && (!HasUsage(span) || request.Usage("gen_ai.usage", UsageOf(span))))
        {
            if (span.Failed) line.Status = RequestStatus.Failed;
            request.Finish();
        }
        return line.ToOutcome(span.Line);
    }

    /// <summary>Older instrumentation names no operation; then a model and its tokens make a call.</summary>
    private static bool IsModelCall(OtelSpan span) => span["gen_ai.operation.name"] is { } operation
        ? !operation.StartsWith("invoke_", StringComparison.Ordinal) && !operation.StartsWith("create_", StringComparison.Ordinal) && !operation.StartsWith("execute_", StringComparison.Ordinal)
        : span["gen_ai.request.model", "gen_ai.response.model"] is not null || HasUsage(span);

    private static bool HasUsage(OtelSpan span) => span.Attributes.Keys.Any(name => name.StartsWith(Usage, StringComparison.Ordinal) && name.EndsWith("tokens", StringComparison.Ordinal));

    private static ReadOnlySpan<byte> UsageOf(OtelSpan span)
    {
        var json = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(json))
        {
            writer.WriteStartObject();
            foreach (var (name, value) in span.Attributes)
                if (name.StartsWith(Usage, StringComparison.Ordinal)) writer.WriteString(name, value);
            writer.WriteEndObject();
        }
        return json.WrittenSpan;
    }

    private static RejectedLine Bad(JsonPiece piece, string expected) =>
        new(piece.Line, Rejection.Of(piece.Line, "", System.Text.Encoding.UTF8.GetString(piece.Utf8.Span[..Math.Min(piece.Utf8.Length, 400)]), expected));
}
