using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace TokenSpend.Core.Attribution;

/// <summary>Rules as YAML: a list, or a list under "rules", of mappings from column to text.</summary>
/// <remarks>Read by events and never deeper than this shape, so that no nesting or alias can exhaust memory or stack.</remarks>
internal static class RuleYaml
{
    public static List<RuleRow> Read(TextReader content, string file, IReadOnlyList<string> known, List<RuleProblem> problems)
    {
        var rows = new List<RuleRow>();
        try
        {
            var parser = new Parser(content);
            parser.Consume<StreamStart>();
            if (parser.Accept<StreamEnd>(out _)) return rows;
            parser.Consume<DocumentStart>();
            if (parser.TryConsume<MappingStart>(out _))
            {
                var key = parser.Consume<Scalar>();
                if (key.Value != "rules") problems.Add(At(file, "", key.Start, key.Value, "a list of rules, or a list under \"rules\""));
            }
            parser.Consume<SequenceStart>();
            while (!parser.TryConsume<SequenceEnd>(out _)) rows.Add(Row(parser, file, known, problems));
        }
        catch (YamlException error)
        {
            problems.Add(At(file, "", error.Start, error.InnerException?.Message ?? error.Message, "a list of rules, each with lines such as \"department: Sales\""));
        }
        return rows;
    }

    private static RuleRow Row(Parser parser, string file, IReadOnlyList<string> known, List<RuleProblem> problems)
    {
        var start = parser.Consume<MappingStart>();
        var cells = new Dictionary<string, RuleRow.Cell>();
        while (!parser.TryConsume<MappingEnd>(out _))
        {
            var key = parser.Consume<Scalar>();
            var value = parser.Consume<Scalar>();
            var column = key.Value.ToLowerInvariant();
            // An unquoted null, or nothing after the colon, is an empty cell.
            var text = value is { Style: ScalarStyle.Plain, Value: "null" or "~" } ? "" : value.Value.Trim();
            if (!known.Contains(column))
                problems.Add(At(file, column, key.Start, key.Value, "one of the fields " + string.Join(", ", known)));
            else if (!cells.TryAdd(column, new RuleRow.Cell(text, (int)value.Start.Line, (int)value.Start.Column)))
                problems.Add(At(file, column, key.Start, key.Value, "each field once"));
        }
        return new RuleRow(file, (int)start.Start.Line, cells, problems);
    }

    private static RuleProblem At(string file, string column, Mark mark, string found, string expected) =>
        new(file, (int)mark.Line, column, (int)mark.Column, RuleProblem.Cut(found), expected);
}
