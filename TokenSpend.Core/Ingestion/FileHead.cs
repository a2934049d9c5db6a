using System.Text.Json;

namespace TokenSpend.Core.Ingestion;

/// <summary>The first part of a file, decoded: what detection looks at.</summary>
public sealed class FileHead
{
    /// <param name="text">Up to 64 KiB of decoded text without BOM.</param>
    public FileHead(string text)
    {
        Text = text;
        FirstLine = text.Split('\n', 2)[0].TrimEnd('\r');
        Columns = SplitHeader(FirstLine);
    }

    public string Text { get; }
    public string FirstLine { get; }

    /// <summary>Names in the first line read as a CSV header, trimmed; the separator is the one of comma, semicolon, tab that occurs most.</summary>
    public IReadOnlyList<string> Columns { get; }

    public char Separator => new[] { ',', ';', '\t' }.MaxBy(c => FirstLine.Count(x => x == c));

    public bool StartsAsJson => Text.AsSpan().TrimStart() is ['{' or '[', ..];

    public bool HasColumns(params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
            if (!Columns.Contains(name, StringComparer.OrdinalIgnoreCase)) return false;
        return true;
    }

    /// <summary>True if the first line is a JSON object that has all of these properties at its top.</summary>
    public bool FirstLineHas(params ReadOnlySpan<string> properties)
    {
        if (FirstLine.AsSpan().TrimStart() is not ['{', ..]) return false;
        try
        {
            using var line = JsonDocument.Parse(FirstLine);
            foreach (var name in properties)
                if (!line.RootElement.TryGetProperty(name, out _)) return false;
            return true;
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            // The second: an escape for half a surrogate pair.
            return false;
        }
    }

    /// <summary>True if it starts as JSON and has all of these property names, at any depth but not inside of text.</summary>
    public bool HasNames(params ReadOnlySpan<string> properties)
    {
        if (!StartsAsJson) return false;
        foreach (var name in properties)
            if (!Text.Contains($"\"{name}\"", StringComparison.Ordinal)) return false;
        return true;
    }

    /// <summary>How surely it is a log of one JSON object a line with these properties at its top.</summary>
    /// <returns>Maybe where they are there, but not so in the first line: it may be damaged, longer than the head, or part of a document.</returns>
    public Match AsLinesWith(params ReadOnlySpan<string> properties) =>
        FirstLineHas(properties) ? Match.Sure : HasNames(properties) ? Match.Maybe : Match.No;

    /// <summary>What a refusal shows the user: the header's names, or the first properties, cut short.</summary>
    public string Describe() => string.IsNullOrWhiteSpace(Text)
        ? "nothing: the file is empty"
        : FirstLine.Length <= 300 ? FirstLine : FirstLine[..300] + "…";

    private string[] SplitHeader(string line)
    {
        var separator = Separator;
        return [.. line.Split(separator).Select(name => name.Trim().Trim('"').Trim())];
    }
}
