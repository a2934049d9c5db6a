using System.IO.Hashing;

namespace TokenSpend.Core.Ingestion;

/// <summary>Numbers for the distinct byte keys of one import, from 0 up in the order met. Found by hash, confirmed by bytes, no strings made.</summary>
/// <remarks>One thread adds; others may read keys that were handed to them with a row.</remarks>
public sealed class LocalIds
{
    private readonly Dictionary<ulong, int> _byHash = [];
    private readonly List<byte[]> _keys = [];

    public int Count => _keys.Count;

    public byte[] Key(int id)
    {
        lock (_keys) return _keys[id];
    }

    /// <param name="isNew">True when this call gave the number out.</param>
    public int Of(ReadOnlySpan<byte> key, out bool isNew)
    {
        // A different key with the same hash probes on from the next hash value.
        for (var hash = XxHash3.HashToUInt64(key); ; hash++)
        {
            if (!_byHash.TryGetValue(hash, out var id))
            {
                lock (_keys)
                {
                    id = _keys.Count;
                    _keys.Add(key.ToArray());
                }
                _byHash.Add(hash, id);
                isNew = true;
                return id;
            }
            if (key.SequenceEqual(_keys[id]))
            {
                isNew = false;
                return id;
            }
        }
    }
}
