namespace TokenSpend.Core.Operations.Importing;

/// <summary>How a file is packed.</summary>
internal enum Packing { None, Gzip, Zstandard, Zip, Parquet, OldSpreadsheet }

/// <summary>Packings by their first bytes.</summary>
internal static class PackingInfo
{
    /// <summary>Bytes that must be seen to tell.</summary>
    public const int Longest = 8;

    public static Packing Of(ReadOnlySpan<byte> head) =>
        head.StartsWith((ReadOnlySpan<byte>)[0x1F, 0x8B]) ? Packing.Gzip
        : head.StartsWith((ReadOnlySpan<byte>)[0x28, 0xB5, 0x2F, 0xFD]) ? Packing.Zstandard
        : head.StartsWith("PK\x03\x04"u8) || head.StartsWith("PK\x05\x06"u8) ? Packing.Zip
        : head.StartsWith("PAR1"u8) ? Packing.Parquet
        // The compound file of Excel up to 2003.
        : head.StartsWith((ReadOnlySpan<byte>)[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]) ? Packing.OldSpreadsheet
        : Packing.None;
}
