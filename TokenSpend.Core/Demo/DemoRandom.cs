namespace TokenSpend.Core.Demo;

/// <summary>SplitMix64: the same numbers on every machine and runtime, which <see cref="Random"/> does not promise.</summary>
/// <remarks>Source: Steele, Lea, Flood, "Fast splittable pseudorandom number generators" (2014).</remarks>
internal struct DemoRandom
{
    private ulong _state;

    /// <summary>A stream of its own for each combination: days can be made in any order and in parallel.</summary>
    public DemoRandom(int a, int b, int c)
    {
        _state = 0x5EED;
        _state = Next() ^ (uint)a;
        _state = Next() ^ (uint)b;
        _state = Next() ^ (uint)c;
    }

    public ulong Next()
    {
        var z = _state += 0x9E3779B97F4A7C15;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }

    /// <summary>0 to <paramref name="bound"/> − 1.</summary>
    public int Below(int bound) => (int)(((Next() >> 32) * (uint)bound) >> 32);

    public bool Chance(int perMille) => Below(1000) < perMille;

    /// <summary>Per mille around 1000, from 300 to 1698: a hill, not a plain.</summary>
    public int Around() => 300 + Below(700) + Below(700);
}
