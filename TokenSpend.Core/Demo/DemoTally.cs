namespace TokenSpend.Core.Demo;

/// <summary>What the providers metered, by their own days: the bills are written from it.</summary>
internal sealed class DemoTally
{
    private readonly Dictionary<(DateOnly Day, int Model), long[]> _sums = [];

    /// <summary>Adds a request, unless the gateway answered it or it failed before the provider read it: then there is nothing to bill.</summary>
    public void Add(in DemoRequest request)
    {
        if (request.Status == DemoStatus.Answered || request.Tokens.Prompt == 0) return;
        var sums = Of(DemoTraffic.LocalDay(request), request.Model);
        for (var kind = 0; kind < DemoTokens.Kinds.Length; kind++) sums[kind] += request.Tokens.Of(kind);
        sums[^1]++;
    }

    /// <summary>Sums do not depend on the order in which parts are added.</summary>
    public void Add(DemoTally other)
    {
        foreach (var ((day, model), more) in other._sums)
        {
            var sums = Of(day, model);
            for (var i = 0; i < sums.Length; i++) sums[i] += more[i];
        }
    }

    public long Tokens(DateOnly day, int model, int kind) => _sums.TryGetValue((day, model), out var sums) ? sums[kind] : 0;

    public long Requests(DateOnly day, int model) => _sums.TryGetValue((day, model), out var sums) ? sums[^1] : 0;

    private long[] Of(DateOnly day, int model)
    {
        if (!_sums.TryGetValue((day, model), out var sums)) _sums[(day, model)] = sums = new long[DemoTokens.Kinds.Length + 1];
        return sums;
    }
}
