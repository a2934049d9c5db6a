using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using TokenSpend.Core.Storage;

namespace TokenSpend.Core.Operations;

/// <content>The line of a file that told of a request.</content>
public sealed partial class Imports
{
    private const int MostShown = 20_000;

    /// <summary>A result of a JSON document starts at its line and may go on over the next ones.</summary>
    private const int MostLines = 400;

    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Where a stored request comes from, out of the archive.</summary>
    /// <returns>Null: there is no such request, or its file is kept no longer.</returns>
    public async Task<OriginalLine?> OriginalAsync(Viewer viewer, RequestKey key, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(viewer);
        using var connection = _database.OpenRead();
        if (StoredRequests.Read(connection, key) is not { } stored || Publication.Hidden(connection, except: 0).Contains(stored.Import)) return null;
        if (await JobAsync(stored.Import, cancellation) is not { Archive: { } archive } job || !File.Exists(Path.Combine(_database.DataDirectory, archive))) return null;
        return await Task.Run(() => Original(job, stored.Position), cancellation);
    }

    private OriginalLine? Original(ImportJob job, int line)
    {
        var lines = ArchiveReader.Lines(_database, job, [1, .. Enumerable.Range(line, MostLines)]);
        if (!lines.TryGetValue(line, out var text)) return null;
        var header = lines.GetValueOrDefault(1, "");
        var isJson = text.TrimStart() is ['{' or '[', ..] || header.TrimStart() is ['{' or '[', ..];
        if (isJson) text = ReadableJson(text) ?? ReadableJson(string.Join('\n', Enumerable.Range(line, MostLines).TakeWhile(lines.ContainsKey).Select(number => lines[number]))) ?? text;
        return new OriginalLine(job.Id, job.File, line, isJson || line == 1 ? null : header, text.Length > MostShown ? text[..MostShown] : text, text.Length > MostShown);
    }

    /// <summary>The first value of a text; null where it does not begin with one.</summary>
    private static string? ReadableJson(string text)
    {
        var reader = new Utf8JsonReader(Encoding.UTF8.GetBytes(text), new JsonReaderOptions { AllowTrailingCommas = true, AllowMultipleValues = true });
        try
        {
            using var value = JsonDocument.ParseValue(ref reader);
            return JsonSerializer.Serialize(value, Readable);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
