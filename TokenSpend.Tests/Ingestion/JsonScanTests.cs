using System.Text;
using System.Text.Json;
using CsCheck;
using TokenSpend.Core.Ingestion;

namespace TokenSpend.Tests.Ingestion;

/// <summary>The framework's reader is the oracle: the same texts are JSON, and hold the same names and values.</summary>
public class JsonScanTests
{
    private const int MaxDepth = 6;

    private static readonly string[] Splinters =
    [
        "\"", "\\", ",", ":", "{", "}", "[", "]", "-", "+", ".", "0", "1", "9", "e", "E", "null", "true", "false", "tru", " ", "\t", "\r\n", "\0", "\u001f", "\u007f",
        "\\n", "\\u", "\\u00e9", "\\ud83d\\ude00", "\\ud800", "\\x", "\\\"", "//", "ü", "名", "0.1", "1e5", "-0", "01", "1.", ".5", "1e", "a", "a long run of plain text, longer than a vector of 32 bytes",
    ];

    private static readonly Gen<string> Scalar = OneOf(
        "null", "true", "false", "0", "-1", "12.50", "1e-7", "\"\"", "\"a\"", "\"ü\\u00fc\\n\"", "\"\\ud83d\\ude00\"", "\"\\ud800\"",
        "\"exactly thirty-one bytes of text\"", "\"a text that is longer than one vector of 32 bytes, \\\"quoted\\\" in its middle\"");

    private static readonly Gen<string> Blank = OneOf("", "", "", " ", "\n\t ");

    private static Gen<T> OneOf<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(i => values[i]);

    private static Gen<string> Json(int depth) => depth == 0 ? Scalar : Gen.Frequency(
        (2, Scalar),
        (2, Gen.Select(Blank, Json(depth - 1).Array[0, 4]).Select((blank, items) => $"[{blank}{string.Join(blank + ",", items)}{blank}]")),
        (3, Gen.Select(Blank, Gen.Select(Scalar.Where(name => name[0] == '"'), Json(depth - 1)).Array[0, 5])
            .Select((blank, items) => $"{{{string.Join("," + blank, items.Select(item => $"{item.Item1}{blank}:{blank}{item.Item2}"))}{blank}}}")));

    private static readonly Gen<string> Damaged = Gen.Select(Json(4), Gen.Select(Gen.Double[0, 1], Gen.Int[0, Splinters.Length - 1].Select(i => Splinters[i]), Gen.Int[0, 3]).Array[0, 3])
        .Select((text, damage) => damage.Aggregate(text, (json, at) =>
        {
            var from = (int)(at.Item1 * json.Length);
            return string.Concat(json.AsSpan(0, from), at.Item2, json.AsSpan(Math.Min(json.Length, from + at.Item3)));
        }));

    [Fact]
    public void Sound_text_is_walked_as_the_reader_walks_it() => Json(5).Sample(SameAsReader, iter: 20_000);

    [Fact]
    public void Damaged_text_is_refused_exactly_when_the_reader_refuses_it() => Damaged.Sample(SameAsReader, iter: 50_000);

    [Fact]
    public void Text_cut_anywhere_is_refused()
    {
        var utf8 = Encoding.UTF8.GetBytes(SampleFile.Text("Samples/litellm-spend/spend.ndjson").Split('\n')[0].TrimEnd());
        Assert.True(Skipped(utf8));
        for (var length = 0; length < utf8.Length; length++) Assert.False(Skipped(utf8.AsSpan(0, length)));
    }

    [Fact]
    public void Random_bytes_are_refused_exactly_when_the_reader_refuses_them() =>
        OneOf([.. "{}[]\",:\\u0aeE-+.1tfn \n\u00ff\u0001".Select(c => (byte)c)]).Array[0, 12]
            .Sample(bytes => Skipped(bytes) == Accepted(bytes), iter: 100_000);

    [Theory]
    [InlineData(MaxDepth, true)]
    [InlineData(MaxDepth + 1, false)]
    public void Deeper_than_allowed_is_a_fault(int depth, bool isFine) =>
        Assert.Equal(isFine, Skipped(Encoding.ASCII.GetBytes(new string('[', depth) + new string(']', depth))));

    private static bool SameAsReader(string json)
    {
        var utf8 = Encoding.UTF8.GetBytes(json);
        return Skipped(utf8) == Accepted(utf8) && Scanned(utf8) == Read(utf8);
    }

    private static bool Skipped(ReadOnlySpan<byte> utf8)
    {
        var scan = new JsonScan(utf8, MaxDepth);
        scan.Skip();
        return scan.End();
    }

    private static bool Accepted(ReadOnlySpan<byte> utf8)
    {
        var reader = new Utf8JsonReader(utf8, new JsonReaderOptions { MaxDepth = MaxDepth });
        try
        {
            while (reader.Read()) { }
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    /// <summary>Names and values in order; null if the text is refused.</summary>
    private static string? Scanned(ReadOnlySpan<byte> utf8)
    {
        var scan = new JsonScan(utf8, MaxDepth);
        var walked = new StringBuilder();
        Walk(ref scan, walked);
        return scan.End() ? walked.ToString() : null;
    }

    private static void Walk(ref JsonScan scan, StringBuilder walked)
    {
        if (scan.EnterObject())
        {
            walked.Append('{');
            while (scan.NextProperty(out var name))
            {
                walked.Append(Freed(ref scan, name)).Append(':');
                Walk(ref scan, walked);
            }
            walked.Append('}');
        }
        else if (scan.EnterList())
        {
            walked.Append('[');
            while (scan.NextItem()) Walk(ref scan, walked);
            walked.Append(']');
        }
        else walked.Append(Freed(ref scan, scan.Text())).Append(';');
    }

    private static string Freed(ref JsonScan scan, ReadOnlySpan<byte> text)
    {
        if (!scan.IsEscaped) return Encoding.UTF8.GetString(text);
        var room = new byte[text.Length];
        return scan.CopyUnescaped(room) is { } length ? Encoding.UTF8.GetString(room, 0, length) : "";
    }

    private static string? Read(ReadOnlySpan<byte> utf8)
    {
        var reader = new Utf8JsonReader(utf8, new JsonReaderOptions { MaxDepth = MaxDepth });
        var walked = new StringBuilder();
        try
        {
            while (reader.Read())
                walked.Append(reader.TokenType switch
                {
                    JsonTokenType.StartObject => "{",
                    JsonTokenType.EndObject => "}",
                    JsonTokenType.StartArray => "[",
                    JsonTokenType.EndArray => "]",
                    JsonTokenType.PropertyName => reader.GetString() + ":",
                    JsonTokenType.String => reader.GetString() + ";",
                    JsonTokenType.Null => ";",
                    _ => Encoding.UTF8.GetString(reader.ValueSpan) + ";",
                });
            return walked.ToString();
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            return null;
        }
    }
}
