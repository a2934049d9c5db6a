using System.IO.Compression;
using System.Text;
using MiniExcelLibs;
using Parquet.Schema;
using Parquet.Serialization;
using TokenSpend.Core.Operations;
using TokenSpend.Core.Operations.Importing;
using TokenSpend.Core.Storage;

namespace TokenSpend.Tests.Operations;

/// <summary>However a file is packed and encoded, it tells the same.</summary>
public sealed class PackingTests : IDisposable
{
    /// <summary>The sample without its ragged lines: a spreadsheet cannot hold those.</summary>
    private static readonly Lazy<byte[]> Plain = new(() =>
        Encoding.UTF8.GetBytes(string.Concat(File.ReadLines(Path.Combine(Golden.SourceFolder, "Samples", "focus", "focus-1.0.csv")).Take(6).Select(line => line + "\n"))));

    private readonly TestPlace _place = new();

    private string Sample => _place.Write("plain.csv", Encoding.UTF8.GetString(Plain.Value));

    public static TheoryData<string> Packings => ["gz", "two-gz", "zst", "zip", "zip-of-gz", "gz-of-zip", "xlsx", "gz-of-xlsx", "parquet", "utf-16", "utf-16-big", "utf-8-mark", "crlf"];

    [Theory, MemberData(nameof(Packings))]
    public async Task A_packed_file_tells_what_the_plain_one_tells(string packing)
    {
        var plain = await _place.ImportAsync(Sample);
        var packed = await _place.ImportAsync(await PackAsync(packing));
        Assert.Equal((0, plain.Accepted + plain.Duplicates, plain.Rejected), (packed.Accepted, packed.Duplicates, packed.Rejected));
    }

    [Theory, InlineData("gz"), InlineData("zst"), InlineData("zip"), InlineData("xlsx"), InlineData("parquet")]
    public async Task A_packed_file_that_was_cut_off_is_refused_and_nothing_of_it_is_left(string packing)
    {
        var whole = await File.ReadAllBytesAsync(await PackAsync(packing));
        var cut = _place.Write("cut", "");
        await File.WriteAllBytesAsync(cut, whole[..(whole.Length * 3 / 4)]);
        var refused = await Assert.ThrowsAsync<ImportFailedException>(() => _place.ImportAsync(cut));
        Assert.Contains("damaged or cut off", refused.Message, StringComparison.Ordinal);
        Assert.Empty((await _place.QueryAsync(Core.Spend.Measure.Billed, Core.Spend.Scope.All)).Rows);
    }

    [Fact]
    public async Task A_file_in_the_encoding_of_chinese_consoles_reads_as_in_utf_8()
    {
        var sample = Directory.EnumerateFiles(Path.Combine(Golden.SourceFolder, "Samples", "alibaba-bill"), "*.csv").First();
        SourceText.Decode(Stream.Null);
        var gb = _place.Write("gb.csv", "");
        await File.WriteAllBytesAsync(gb, Encoding.GetEncoding("GB18030").GetBytes(await File.ReadAllTextAsync(sample)));
        var plain = await _place.ImportAsync(sample);
        Assert.Equal(plain.Accepted, (await _place.ImportAsync(gb)).Duplicates);
    }

    [Fact]
    public async Task Each_file_of_a_zip_is_an_import_of_its_own_and_the_zip_goes_when_the_last_is_done()
    {
        var zip = Zip(("bills/october.csv", Plain.Value), ("log.ndjson", Encoding.UTF8.GetBytes(LogLines.Line("r1", new DateTime(2026, 10, 1, 8, 0, 0, DateTimeKind.Utc), "openai", "gpt-5", 100, 0, 10))), ("__MACOSX/._log.ndjson", [1]));
        var requests = new ImportRequest(zip, "all.zip", OwnsPath: true).Each();
        Assert.Equal(["all.zip/bills/october.csv", "all.zip/log.ndjson"], requests.Select(request => request.File));

        List<long> ids = [];
        foreach (var request in requests) ids.Add(await _place.Imports.EnqueueAsync(request, CancellationToken.None));
        Assert.Equal("focus", (await _place.Imports.RunAsync(ids[0], CancellationToken.None))!.Format);
        Assert.True(File.Exists(zip));
        Assert.Equal("litellm-spend", (await _place.Imports.RunAsync(ids[1], CancellationToken.None))!.Format);
        Assert.False(File.Exists(zip));
    }

    [Fact]
    public async Task A_bomb_is_refused()
    {
        var bomb = _place.Write("bomb.zst", "");
        await using (var file = File.Create(bomb))
        await using (var packed = new ZstdSharp.CompressionStream(file))
        {
            var line = LogLines.Line("r1", new DateTime(2026, 10, 1, 8, 0, 0, DateTimeKind.Utc), "openai", "gpt-5", 100, 0, 10) + "\n";
            var lines = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat(line, 10_000)));
            for (var i = 0; i < 60; i++) packed.Write(lines);
        }
        var refused = await Assert.ThrowsAsync<ImportFailedException>(() => _place.ImportAsync(bomb));
        Assert.Contains("times its size", refused.Message, StringComparison.Ordinal);
    }

    private async Task<string> PackAsync(string packing)
    {
        var path = _place.Write("packed." + packing, "");
        var text = Encoding.UTF8.GetString(Plain.Value);
        switch (packing)
        {
            case "gz": await File.WriteAllBytesAsync(path, Gzip(Plain.Value)); break;
            case "two-gz": await File.WriteAllBytesAsync(path, [.. Gzip(Plain.Value[..1000]), .. Gzip(Plain.Value[1000..])]); break;
            case "zst": await File.WriteAllBytesAsync(path, new ZstdSharp.Compressor().Wrap(Plain.Value).ToArray()); break;
            case "zip": return Zip(("focus.csv", Plain.Value));
            case "zip-of-gz": return Zip(("focus.csv.gz", Gzip(Plain.Value)));
            case "gz-of-zip": await File.WriteAllBytesAsync(path, Gzip(await File.ReadAllBytesAsync(Zip(("focus.csv", Plain.Value))))); break;
            case "xlsx": await File.WriteAllBytesAsync(path, await SpreadsheetAsync()); break;
            case "gz-of-xlsx": await File.WriteAllBytesAsync(path, Gzip(await SpreadsheetAsync())); break;
            case "parquet": await File.WriteAllBytesAsync(path, await ParquetAsync()); break;
            case "utf-16": await File.WriteAllTextAsync(path, text, Encoding.Unicode); break;
            case "utf-16-big": await File.WriteAllTextAsync(path, text, Encoding.BigEndianUnicode); break;
            case "utf-8-mark": await File.WriteAllTextAsync(path, text, new UTF8Encoding(true)); break;
            case "crlf": await File.WriteAllTextAsync(path, text.Replace("\n", "\r\n", StringComparison.Ordinal)); break;
        }
        return path;
    }

    private string Zip(params (string Name, byte[] Content)[] entries)
    {
        var path = _place.Write("packed.zip", "");
        using var file = File.Create(path);
        using var zip = new ZipArchive(file, ZipArchiveMode.Create);
        foreach (var (name, content) in entries)
        {
            using var entry = zip.CreateEntry(name).Open();
            entry.Write(content);
        }
        return path;
    }

    private static byte[] Gzip(byte[] content)
    {
        var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest)) gzip.Write(content);
        return packed.ToArray();
    }

    private static List<string[]> Cells()
    {
        using var parser = new CsvHelper.CsvParser(new StringReader(Encoding.UTF8.GetString(Plain.Value)), System.Globalization.CultureInfo.InvariantCulture);
        List<string[]> rows = [];
        while (parser.Read()) rows.Add([.. parser.Record!]);
        return rows;
    }

    private static async Task<byte[]> SpreadsheetAsync()
    {
        var file = new MemoryStream();
        await file.SaveAsAsync(Cells().Select(row => row.Select((cell, at) => (Name: $"C{at:D3}", cell)).ToDictionary(cell => cell.Name, cell => (object)cell.cell)), printHeader: false);
        return file.ToArray();
    }

    private static async Task<byte[]> ParquetAsync()
    {
        var rows = Cells();
        var schema = new ParquetSchema(rows[0].Select(name => new DataField<string>(name)).ToArray<Field>());
        List<IDictionary<string, object?>> data = [.. rows.Skip(1).Select(row => row.Zip(rows[0]).ToDictionary(cell => cell.Second, cell => (object?)cell.First))];
        var file = new MemoryStream();
        await ParquetSerializer.SerializeUntypedAsync(data!, schema, file);
        return file.ToArray();
    }

    public void Dispose() => _place.Dispose();
}
