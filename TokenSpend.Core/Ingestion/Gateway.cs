using System.Text;
using TokenSpend.Core.Usage;

namespace TokenSpend.Core.Ingestion;

/// <summary>What all requests of one format share, as UTF-8.</summary>
internal sealed class Gateway(FormatInfo info)
{
    private readonly byte[] _family = Encoding.UTF8.GetBytes(info.Family);
    private readonly byte[] _level = Encoding.UTF8.GetBytes(info.Level.ToString());

    public ReadOnlySpan<byte> Family => _family;

    public ReadOnlySpan<byte> Level => _level;
}
