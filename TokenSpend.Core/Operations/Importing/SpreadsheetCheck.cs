using System.Globalization;
using System.IO.Compression;
using System.Xml;
using TokenSpend.Core.Ingestion;

namespace TokenSpend.Core.Operations.Importing;

/// <summary>Looks a spreadsheet through before it is read: the library that reads it holds cells whole, and makes every cell of a row up to its last.</summary>
internal static class SpreadsheetCheck
{
    /// <exception cref="FormatException">It unpacks without end, or holds what no bill does.</exception>
    public static void Look(Stream package, FileStream packed)
    {
        using (var zip = ZipPackage.Read(package))
            foreach (var entry in zip.Entries.Where(entry => entry.FullName.EndsWith(".xml", StringComparison.OrdinalIgnoreCase)))
            {
                using var unpacked = new UnpackedStream(entry.Open(), packed);
                using var content = new PartsStream(unpacked);
                Look(content, entry.FullName);
            }
        package.Position = 0;
    }

    private static void Look(Stream content, string name)
    {
        try
        {
            using var xml = XmlReader.Create(content, new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit });
            var seen = new Seen(name);
            while (xml.Read()) seen.Take(xml);
        }
        catch (XmlException error)
        {
            throw SourceFile.Damaged(error);
        }
    }

    private static FormatException Refused(string why) =>
        new($"The spreadsheet cannot be read: {why}. Delete what is empty and save it anew, or save it as CSV, and import that.");

    /// <summary>What was counted in one part of the package. Whatever is no sheet and no list of texts is small, and counts nothing.</summary>
    private sealed class Seen(string name)
    {
        private long _rows;
        private long _lastRow;
        private long _columns;
        private long _cells;
        private long _texts;
        private int _parts;
        private bool _inCell;

        public void Take(XmlReader xml)
        {
            if (_inCell && ++_parts > Limits.MostSpreadsheetParts) throw Refused($"a cell of {name} has more than {Limits.MostSpreadsheetParts} parts");
            if (xml.LocalName is "c" or "si") (_inCell, _parts) = (xml.NodeType == XmlNodeType.Element && !xml.IsEmptyElement, 0);
            if (xml.NodeType != XmlNodeType.Element) return;
            switch (xml.LocalName)
            {
                case "dimension":
                    Reach(xml.GetAttribute("ref")?.Split(':')[^1]);
                    break;
                case "row":
                    _lastRow = Math.Max(++_rows, long.TryParse(xml.GetAttribute("r"), NumberStyles.None, CultureInfo.InvariantCulture, out var row) ? row : 0);
                    if (_lastRow > Limits.MostSpreadsheetRows) throw Refused($"{name} has more than {Limits.MostSpreadsheetRows} rows");
                    break;
                case "c":
                    _cells++;
                    Reach(xml.GetAttribute("r"));
                    var made = _lastRow * _columns;
                    if (made > Limits.MostSparseCells && _cells < made / 100) throw Refused($"{name} has {_lastRow} rows and {_columns} columns, and hardly anything in them");
                    break;
                case "si" when ++_texts > Limits.MostSpreadsheetTexts:
                    throw Refused($"{name} has more than {Limits.MostSpreadsheetTexts} texts");
            }
        }

        /// <param name="cell">Such as AA12, of column 27; null where none is named.</param>
        private void Reach(string? cell)
        {
            long column = 0;
            foreach (var c in cell ?? "")
            {
                if (!char.IsAsciiLetter(c) || column > Limits.MostSpreadsheetColumns) break;
                column = column * 26 + (char.ToUpperInvariant(c) - 'A' + 1);
            }
            _columns = Math.Max(_columns, column);
            if (_columns > Limits.MostSpreadsheetColumns) throw Refused($"{name} has more than {Limits.MostSpreadsheetColumns} columns");
        }
    }

    /// <summary>XML whose texts and tags have an end.</summary>
    private sealed class PartsStream(Stream xml) : ForwardStream
    {
        private long _sincePart;

        public override int Read(Span<byte> buffer)
        {
            var read = xml.Read(buffer);
            for (var rest = (ReadOnlySpan<byte>)buffer[..read]; !rest.IsEmpty;)
            {
                var next = rest.IndexOf((byte)'<');
                _sincePart += next < 0 ? rest.Length : next;
                if (_sincePart > Limits.LongestSpreadsheetPart)
                    throw Refused($"a cell is longer than {Limits.LongestSpreadsheetPart >> 10} KB");
                if (next < 0) break;
                _sincePart = 0;
                rest = rest[(next + 1)..];
            }
            return read;
        }
    }
}
