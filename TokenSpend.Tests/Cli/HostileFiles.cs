using System.Globalization;
using System.IO.Compression;
using System.Text;
using TokenSpend.Tests.Operations;

namespace TokenSpend.Tests.Cli;

/// <summary>Files that nobody exports: each is written into a folder, most of them packed or made of one repeated piece.</summary>
internal static class HostileFiles
{
    private const int Megabyte = 1 << 20;

    private const string CostHeader = "start_time,end_time,start_time_iso,end_time_iso,amount_value,amount_currency,quantity,quantity_unit,line_item,user_id,api_key_id,project_id,organization_id,project_name,organization_name,user_email,api_source";

    private static readonly DateTime At = new(2026, 10, 5, 8, 0, 0, DateTimeKind.Utc);

    /// <summary>A line of a cost export, with the amount as it is written.</summary>
    private static string Cost(string amount, string project = "proj_a", string start = "1790812800", string end = "1790899200") =>
        $"{start},{end},2026-10-01T00:00:00+00:00,2026-10-02T00:00:00+00:00,{amount},usd,1,tokens,\"gpt-5, input\",user_1,key_a,{project},org-demo,Help desk,Demo Ltd,a@example.com,";

    private static string Log(string id, string input = "100") =>
        LogLines.Line(id, At, "openai", "gpt-5", 77, 0, 5).Replace("\"prompt_tokens\":77", $"\"prompt_tokens\":{input}", StringComparison.Ordinal);

    /// <summary>What each file is, how it is to end (1 refused, 3 done with rejected lines, 0 done), and a word of the answer.</summary>
    public static readonly IReadOnlyDictionary<string, (Action<string> Write, int Exit, string Says)> All = new Dictionary<string, (Action<string>, int, string)>
    {
        ["newlines.gz"] = (path => Gzip(path, "\n", 2_000), 1, "empty"),
        ["line-then-newlines.gz"] = (path => Gzip(path, "\n", 2_000, Log("r1") + "\n"), 1, "blank lines"),
        ["header-then-newlines.gz"] = (path => Gzip(path, "\n", 2_000, CostHeader + "\n" + Cost("1.5") + "\n"), 1, "blank lines"),
        ["blanks-in-a-zip.zip"] = (path => Zip(path, ("log.ndjson", file => Repeat(file, " ", 2_000, Log("r1") + "\n"))), 1, "longer than"),
        ["zip-in-a-zip.zip"] = (path => Zip(path, ("inner.zip", file => InnerZip(file, 2_000))), 1, "longer than"),
        ["zeros.zst"] = (path => Zstandard(path, "\0", 2_000, Log("r1") + "\n"), 1, "longer than"),
        ["long-line.ndjson"] = (path => Plain(path, file => Repeat(file, "x", 100, Log("r1")[..^1] + ",\"messages\":\"", "\"}\n" + Log("r2"))), 1, "Line 1 is longer than 64 MB"),
        ["long-line-of-a-table.csv"] = (path => Plain(path, file => Repeat(file, "1,2,", 100, CostHeader + "\n", "\n" + Cost("1.5"))), 1, "Line 2"),
        ["long-cell.csv"] = (path => Plain(path, file => Repeat(file, "x", 100, CostHeader + "\n" + Cost("1.5") + "\n\"", "\"\n")), 1, "Line 3"),
        ["long-header.csv"] = (path => Plain(path, file => Repeat(file, "column,", 100, CostHeader + ",", "\n" + Cost("1.5"))), 1, "Line 1"),
        ["ten-thousand-columns.csv"] = (TenThousandColumns, 0, "2,000 accepted"),
        ["deep.ndjson"] = (path => File.WriteAllText(path, $"{Log("r1")}\n{Log("r2")[..^1]},\"metadata\":{new string('[', 100_000)}{new string(']', 100_000)}}}\n"), 3, "levels deep"),
        ["deep.json"] = (path => File.WriteAllText(path, "{\"object\":\"page\",\"data\":[{\"object\":\"bucket\",\"start_time\":1,\"results\":" + string.Concat(Enumerable.Repeat("{\"results\":[", 100_000))), 1, "levels deep"),
        ["nul-bytes.ndjson"] = (path => File.WriteAllText(path, $"{Log("r1")}\n\0\0\0\n{Log("r2").Replace("search", "se\0rch", StringComparison.Ordinal)}\n"), 3, "1 accepted"),
        ["nul-bytes.csv"] = (path => File.WriteAllText(path, $"{CostHeader}\n{Cost("1.5", "pro\0j")}\n{Cost("1\0.5")}\n\0\n"), 3, "1 accepted"),
        ["huge-numbers.ndjson"] = (path => File.WriteAllLines(path, [Log("r1"), Log("r2", "1e400"), Log("r3", "1" + new string('0', 30)), Log("r4", "9223372036854775807"), Log("r5", "-5"), Log("r6", "1e3")]), 3, "rejected"),
        ["huge-numbers.csv"] = (path => File.WriteAllLines(path, [CostHeader, Cost("1.5"), Cost("1e400"), Cost(new string('9', 30)), Cost("9223372036.9"), Cost("-1e-400")]), 3, "rejected"),
        ["sums-that-overflow.csv"] = (path => File.WriteAllLines(path, [CostHeader, .. Enumerable.Range(0, 40).Select(line => Cost("9000000000", $"p{line}"))]), 1, "more than can be counted"),
        ["first-and-last-years.csv"] = (path => File.WriteAllLines(path, [CostHeader, Cost("1.5"), Cost("1.5", "p", "-62135596800", "-62135510400"), Cost("1.5", "p", "253402214400", "253402300799"), Cost("1.5", "p", "9999999999999999")]), 3, "1 accepted"),
        ["first-and-last-years.ndjson"] = (path => File.WriteAllLines(path, [Log("r1"), Log("r2").Replace("2026-10-05", "0001-01-01", StringComparison.Ordinal), Log("r3").Replace("2026-10-05", "9999-12-31", StringComparison.Ordinal)]), 3, "1 accepted"),
        ["quote-never-closed.csv"] = (path => Plain(path, file => Repeat(file, Cost("1.5").Replace("\"", "", StringComparison.Ordinal) + "\n", 1_000, CostHeader + "\n" + Cost("1.5") + "\n\"")), 1, "every quote that opens to close"),
        ["two-million-buckets.json"] = (TwoMillionBuckets, 0, "200,000 accepted"),
        ["long-cell.xlsx"] = (path => Sheet(path, file => Repeat(file, "x", 500, Row("<c r=\"A1\" t=\"inlineStr\"><is><t>"), "</t></is></c></row></sheetData></worksheet>")), 1, "longer than 256 KB"),
        ["far-column.xlsx"] = (path => Sheet(path, file => Repeat(file, "", 0, Row("<c r=\"ZZZZZZ1\"><v>1</v></c></row></sheetData></worksheet>"))), 1, "more than 1000 columns"),
        ["last-row.xlsx"] = (path => Sheet(path, file => Repeat(file, "", 0, Row($"{HeaderCells}<c r=\"ALL1\"><v>1</v></c></row><row r=\"1048576\"><c r=\"A1048576\"><v>1</v></c></row></sheetData></worksheet>"))), 1, "hardly anything"),
        ["cells-far-apart.xlsx"] = (path => Sheet(path, file => Repeat(file, "<row><c r=\"ALL1\"><v>1</v></c></row>", 30, Row($"{HeaderCells}</row>"), "</sheetData></worksheet>")), 1, "hardly anything"),
        ["many-texts.xlsx"] = (path => Sheet(path, file => Repeat(file, "", 0, Row("<c r=\"A1\" t=\"s\"><v>7</v></c></row></sheetData></worksheet>")),
            ("xl/sharedStrings.xml", file => Repeat(file, "<si><t>a</t></si>", 1_000, "<sst xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\">", "</sst>"))), 1, "texts"),
        ["many-parts.xlsx"] = (path => Sheet(path, file => Repeat(file, "<r><rPr><b/></rPr><t>a</t></r>", 500, Row("<c r=\"A1\" t=\"inlineStr\"><is>"), "</is></c></row></sheetData></worksheet>")), 1, "parts"),
        ["entities.xlsx"] = (path => Sheet(path, file => Repeat(file, "", 0, "<!DOCTYPE x [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;\">]><worksheet>&b;</worksheet>")), 1, "damaged"),
    };

    private static string HeaderCells => string.Concat(CostHeader.Split(',').Select((name, at) => $"<c r=\"{(char)('A' + at)}1\" t=\"inlineStr\"><is><t>{name}</t></is></c>"));

    private static string Row(string cells) => $"<?xml version=\"1.0\"?><worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><sheetData><row r=\"1\">{cells}";

    private static void TenThousandColumns(string path)
    {
        using var file = new StreamWriter(path);
        file.WriteLine(CostHeader + string.Concat(Enumerable.Range(0, 10_000).Select(column => $",c{column}")));
        var rest = new string(',', 10_000);
        for (var line = 0; line < 2_000; line++) file.WriteLine(Cost("1.5", $"p{line}") + rest);
    }

    /// <summary>Minutes; every tenth has a result.</summary>
    private static void TwoMillionBuckets(string path)
    {
        using var file = new StreamWriter(path, append: false, new UTF8Encoding(false), Megabyte);
        file.Write("{\"object\":\"page\",\"data\":[");
        const long first = 1_640_995_200;
        const string Result = "{\"object\":\"organization.usage.completions.result\",\"input_tokens\":10,\"output_tokens\":1,\"num_model_requests\":1,\"model\":\"gpt-5\"}";
        for (var bucket = 0; bucket < 2_000_000; bucket++)
            file.Write(string.Create(CultureInfo.InvariantCulture, $"{(bucket == 0 ? "" : ",")}{{\"object\":\"bucket\",\"start_time\":{first + bucket * 60L},\"end_time\":{first + bucket * 60L + 60},\"results\":[{(bucket % 10 == 0 ? Result : "")}]}}"));
        file.Write("],\"has_more\":false}");
    }

    /// <summary>A piece again and again, so many megabytes of it.</summary>
    private static void Repeat(Stream file, string piece, int megabytes, string before = "", string after = "")
    {
        file.Write(Encoding.UTF8.GetBytes(before));
        if (megabytes > 0)
        {
            var block = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat(piece, Megabyte / Encoding.UTF8.GetByteCount(piece))));
            for (var i = 0; i < megabytes; i++) file.Write(block);
        }
        file.Write(Encoding.UTF8.GetBytes(after));
    }

    private static void Plain(string path, Action<Stream> write)
    {
        using var file = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.None, Megabyte);
        write(file);
    }

    /// <summary>Members one after the other, as gzip allows: one is packed and repeated.</summary>
    private static void Gzip(string path, string piece, int megabytes, string before = "")
    {
        using var file = File.Create(path);
        file.Write(Packed(stream => Repeat(stream, "", 0, before)));
        var member = Packed(stream => Repeat(stream, piece, 100));
        for (var i = 0; i < megabytes / 100; i++) file.Write(member);

        static byte[] Packed(Action<Stream> write)
        {
            using var packed = new MemoryStream();
            using (var gzip = new GZipStream(packed, CompressionLevel.SmallestSize, leaveOpen: true)) write(gzip);
            return packed.ToArray();
        }
    }

    private static void Zstandard(string path, string piece, int megabytes, string before)
    {
        using var file = File.Create(path);
        using var zstd = new ZstdSharp.CompressionStream(file, 1);
        Repeat(zstd, piece, megabytes, before);
    }

    private static void Zip(string path, params (string Name, Action<Stream> Write)[] entries)
    {
        using var zip = ZipFile.Open(path, ZipArchiveMode.Create);
        foreach (var (name, write) in entries)
        {
            using var entry = zip.CreateEntry(name, CompressionLevel.Fastest).Open();
            write(entry);
        }
    }

    private static void InnerZip(Stream file, int megabytes)
    {
        using var inner = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true);
        using var entry = inner.CreateEntry("log.ndjson", CompressionLevel.Fastest).Open();
        Repeat(entry, " ", megabytes, Log("r1") + "\n");
    }

    private static void Sheet(string path, Action<Stream> sheet, params (string Name, Action<Stream> Write)[] more) => Zip(path,
    [
        ("[Content_Types].xml", file => Repeat(file, "", 0, "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"/>")),
        ("_rels/.rels", file => Repeat(file, "", 0, "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"r1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>")),
        ("xl/workbook.xml", file => Repeat(file, "", 0, "<workbook xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\" xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"><sheets><sheet name=\"a\" sheetId=\"1\" r:id=\"r1\"/></sheets></workbook>")),
        ("xl/_rels/workbook.xml.rels", file => Repeat(file, "", 0, "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"r1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet\" Target=\"worksheets/sheet1.xml\"/></Relationships>")),
        ("xl/worksheets/sheet1.xml", sheet),
        .. more,
    ]);
}
