using System.Runtime.CompilerServices;

namespace TokenSpend.Core.Spend;

/// <summary>Numbers the groups of a query as they appear: an array for few possible groups, a hash table for many.</summary>
internal sealed class GroupIndex
{
    private const long DenseLimit = 1 << 20;

    private readonly int[]? _dense;
    private int[] _slots = [];
    private long[] _keys = new long[64];

    /// <param name="bound">Keys lie below it.</param>
    public GroupIndex(long bound)
    {
        if (bound <= DenseLimit) _dense = new int[bound];
        else _slots = new int[1024];
    }

    public int Count { get; private set; }

    public ReadOnlySpan<long> Keys => _keys.AsSpan(0, Count);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Of(long key)
    {
        if (_dense is not { } dense) return OfHashed(key);
        var slot = dense[key];
        return slot > 0 ? slot - 1 : New(key);
    }

    private int New(long key)
    {
        _dense![key] = Append(key) + 1;
        return Count - 1;
    }

    private int OfHashed(long key)
    {
        var at = Hash(key);
        while (_slots[at] != 0)
        {
            if (_keys[_slots[at] - 1] == key) return _slots[at] - 1;
            at = (at + 1) & (_slots.Length - 1);
        }
        var group = Append(key);
        _slots[at] = group + 1;
        if (Count * 2 > _slots.Length) Grow();
        return group;
    }

    private int Append(long key)
    {
        if (Count == _keys.Length) Array.Resize(ref _keys, Count * 2);
        _keys[Count] = key;
        return Count++;
    }

    private int Hash(long key) => (int)((ulong)key * 0x9E3779B97F4A7C15 >> 40) & (_slots.Length - 1);

    private void Grow()
    {
        _slots = new int[_slots.Length * 4];
        for (var group = 0; group < Count; group++)
        {
            var at = Hash(_keys[group]);
            while (_slots[at] != 0) at = (at + 1) & (_slots.Length - 1);
            _slots[at] = group + 1;
        }
    }
}
