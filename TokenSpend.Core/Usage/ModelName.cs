using System.Text;

namespace TokenSpend.Core.Usage;

/// <summary>A provider and the model as a source names it; stored as provider, zero byte, model.</summary>
/// <param name="Provider">Id from the provider list, or the name as given.</param>
/// <param name="Model">As sent.</param>
public readonly record struct ModelName(string Provider, string Model)
{
    public byte[] ToBytes() => Encoding.UTF8.GetBytes($"{Provider}\0{Model}");

    public static ModelName Parse(ReadOnlySpan<byte> stored)
    {
        var cut = stored.IndexOf((byte)0);
        return new(Encoding.UTF8.GetString(stored[..cut]), Encoding.UTF8.GetString(stored[(cut + 1)..]));
    }
}
