using System.IO.Compression;
using System.Text;
using MiniExcelLibs;
using TokenSpend.Core.Operations.Importing;
using TokenSpend.Tests.Ingestion;

namespace TokenSpend.Tests.Operations;

/// <summary>Files made of the samples by damage to their bytes; the same seed and number give the same file.</summary>
internal sealed class FuzzedFiles
{
    private readonly int _seed;
    private readonly List<(string Name, byte[] Bytes)> _samples = [];

    public FuzzedFiles(int seed)
    {
        _seed = seed;
        SourceText.Decode(Stream.Null);
        foreach (var path in SampleFile.All) _samples.Add((path, File.ReadAllBytes(Path.Combine(Golden.SourceFolder, path))));
        // A few in each packing: what is damaged then is the package.
        foreach (var (name, bytes) in _samples.Where((_, at) => at % 4 == 0).ToList())
            foreach (var packing in name.EndsWith(".csv", StringComparison.Ordinal) ? new[] { "gz", "zst", "zip", "xlsx" } : ["gz", "zst", "zip"])
                _samples.Add(($"{name}.{packing}", Pack(packing, name, bytes)));
    }

    /// <returns>What it was made of, and the damaged bytes.</returns>
    public (string Name, byte[] Bytes) Make(int number)
    {
        var random = new Random(unchecked(_seed * 1_000_003 + number));
        var (name, bytes) = _samples[random.Next(_samples.Count)];
        var text = random.Next(6) == 0 ? InAnotherEncoding(bytes, random) : bytes;
        for (var damage = random.Next(4); damage > 0; damage--) text = Damage(text, random);
        return (name, text);
    }

    private byte[] Damage(byte[] bytes, Random random)
    {
        if (bytes.Length == 0) return bytes;
        var (from, length) = (random.Next(bytes.Length), random.Next(1, 200));
        var to = Math.Min(bytes.Length, from + length);
        switch (random.Next(8))
        {
            case 0:
                var flipped = (byte[])bytes.Clone();
                for (var flip = random.Next(1, 8); flip > 0; flip--) flipped[random.Next(bytes.Length)] ^= (byte)(1 << random.Next(8));
                return flipped;
            case 1: return bytes[..from];
            case 2: return bytes[from..];
            case 3: return [.. bytes[..from], .. bytes[to..]];
            case 4: return [.. bytes[..to], .. Enumerable.Repeat(bytes[from..to], random.Next(1, 20)).SelectMany(piece => piece), .. bytes[to..]];
            case 5:
                var noise = new byte[length];
                random.NextBytes(noise);
                return [.. bytes[..from], .. noise, .. bytes[from..]];
            case 6:
                var other = _samples[random.Next(_samples.Count)].Bytes;
                return [.. bytes[..from], .. other[random.Next(other.Length)..]];
            default:
                // Whole lines in another order, as an editor may leave them.
                var lines = Encoding.Latin1.GetString(bytes).Split('\n');
                random.Shuffle(lines);
                return Encoding.Latin1.GetBytes(string.Join('\n', lines));
        }
    }

    private static byte[] InAnotherEncoding(byte[] bytes, Random random)
    {
        var text = Encoding.UTF8.GetString(bytes);
        var encoding = random.Next(4) switch
        {
            0 => Encoding.Unicode,
            1 => Encoding.BigEndianUnicode,
            2 => Encoding.GetEncoding("GB18030"),
            _ => Encoding.UTF8,
        };
        return [.. encoding.Preamble, .. encoding.GetBytes(text)];
    }

    private static byte[] Pack(string packing, string name, byte[] bytes)
    {
        using var packed = new MemoryStream();
        switch (packing)
        {
            case "gz":
                using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true)) gzip.Write(bytes);
                break;
            case "zst":
                using (var zstd = new ZstdSharp.CompressionStream(packed, leaveOpen: true)) zstd.Write(bytes);
                break;
            case "zip":
                using (var zip = new ZipArchive(packed, ZipArchiveMode.Create, leaveOpen: true))
                using (var entry = zip.CreateEntry(name.Split('/')[^1]).Open()) entry.Write(bytes);
                break;
            default:
                using (var csv = new CsvHelper.CsvParser(new StringReader(Encoding.UTF8.GetString(bytes)), new CsvHelper.Configuration.CsvConfiguration(System.Globalization.CultureInfo.InvariantCulture) { BadDataFound = null }))
                {
                    var rows = new List<string[]>();
                    while (csv.Read()) rows.Add(csv.Record!);
                    // The library wants rows of one width.
                    packed.SaveAs(rows.Select(row => Enumerable.Range(0, rows[0].Length).ToDictionary(at => $"c{at}", at => (object)row.ElementAtOrDefault(at)!)), printHeader: false);
                }
                break;
        }
        return packed.ToArray();
    }
}
