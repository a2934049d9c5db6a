using System.Runtime.InteropServices;

namespace TokenSpend.Core.Storage;

/// <summary>One import's sums for the day rollup. They lie in chunks, so that growing moves nothing but a small index.</summary>
internal sealed class DayDeltas
{
    private const int ChunkSize = 4096;

    private readonly Dictionary<DayKey, int> _numbers = [];
    private readonly List<DayDelta[]> _chunks = [];

    public int Count => _numbers.Count;

    public IReadOnlyCollection<DayKey> Keys => _numbers.Keys;

    /// <summary>The key's sum; nothing yet for a new key.</summary>
    public ref DayDelta this[DayKey key]
    {
        get
        {
            ref var number = ref CollectionsMarshal.GetValueRefOrAddDefault(_numbers, key, out var isKnown);
            if (!isKnown)
            {
                number = _numbers.Count - 1;
                if (number / ChunkSize == _chunks.Count) _chunks.Add(new DayDelta[ChunkSize]);
            }
            return ref _chunks[number / ChunkSize][number % ChunkSize];
        }
    }

    public void Clear()
    {
        _numbers.Clear();
        _chunks.Clear();
    }
}
