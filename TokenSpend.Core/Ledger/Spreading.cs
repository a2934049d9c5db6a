using TokenSpend.Core.Primitives;

namespace TokenSpend.Core.Ledger;

/// <summary>Spreads amounts over the shape rows that caused them, to the nano.</summary>
internal sealed class Spreading(ShapeRows shape)
{
    private readonly LedgerRow[] _rows = shape.Rows;
    private readonly Dictionary<(int Row, string Currency), LedgerRow> _more = [];

    /// <summary>Shares in a currency other than the one that a row already has.</summary>
    public IEnumerable<LedgerRow> More => _more.OrderBy(pair => pair.Key.Row)
        .ThenBy(pair => pair.Key.Currency, StringComparer.Ordinal).Select(pair => pair.Value);

    /// <summary>Splits money by metered cost where all candidates are priced in one currency, else by tokens.</summary>
    /// <returns>False when nothing says who gets it: no candidate, or all weights 0.</returns>
    public bool Money(long amount, string currency, IReadOnlyList<int> candidates, bool accrued)
    {
        if (Split.LargestRemainder(amount, Weights(candidates), Keys(candidates)) is not { } parts) return false;
        for (var i = 0; i < parts.Length; i++) Give(candidates[i], parts[i], currency, accrued);
        return true;
    }

    /// <summary>Splits tokens that have no price by tokens.</summary>
    /// <returns>False when no candidate has tokens.</returns>
    public bool Unpriced(long tokens, IReadOnlyList<int> candidates)
    {
        if (Split.LargestRemainder(tokens, Tokens(candidates), Keys(candidates)) is not { } parts) return false;
        for (var i = 0; i < parts.Length; i++)
        {
            ref var row = ref _rows[candidates[i]];
            row = row with { AttributedUnpriced = checked(row.AttributedUnpriced + parts[i]) };
        }
        return true;
    }

    private void Give(int at, long part, string currency, bool accrued)
    {
        ref var row = ref _rows[at];
        if (row.Currency.Length == 0 || row.Currency == currency)
        {
            row = Added(row with { Currency = currency }, part, accrued);
            return;
        }
        if (part == 0) return;
        if (!_more.TryGetValue((at, currency), out var other))
            other = new LedgerRow
            {
                Day = row.Day, Hour = row.Hour, Subject = row.Subject, Model = row.Model, Payer = row.Payer,
                Currency = currency, MeteredCurrency = currency, Parts = LedgerParts.Attributed,
            };
        _more[(at, currency)] = Added(other, part, accrued);
    }

    private static LedgerRow Added(in LedgerRow row, long part, bool accrued) => row with
    {
        Attributed = checked(row.Attributed + part),
        Accrued = accrued ? checked(row.Accrued + part) : row.Accrued,
    };

    private long[] Weights(IReadOnlyList<int> candidates)
    {
        var metered = new long[candidates.Count];
        var currency = "";
        for (var i = 0; i < metered.Length; i++)
        {
            ref readonly var row = ref _rows[candidates[i]];
            if (row.MeteredUnpriced > 0) return Tokens(candidates);
            if (row.MeteredCurrency.Length > 0)
            {
                if (currency.Length == 0) currency = row.MeteredCurrency;
                else if (currency != row.MeteredCurrency) return Tokens(candidates);
            }
            metered[i] = row.Metered;
        }
        return metered;
    }

    private long[] Tokens(IReadOnlyList<int> candidates)
    {
        var tokens = new long[candidates.Count];
        for (var i = 0; i < tokens.Length; i++) tokens[i] = _rows[candidates[i]].Tokens.Total;
        return tokens;
    }

    private long[] Keys(IReadOnlyList<int> candidates)
    {
        var keys = new long[candidates.Count];
        for (var i = 0; i < keys.Length; i++) keys[i] = shape.Keys[candidates[i]];
        return keys;
    }
}
