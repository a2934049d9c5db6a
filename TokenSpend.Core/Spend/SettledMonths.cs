using TokenSpend.Core.Ledger;
using TokenSpend.Core.Ledger.Settlement;
using TokenSpend.Core.Primitives;
using TokenSpend.Core.Usage;

namespace TokenSpend.Core.Spend;

/// <summary>Settlement as segments of its own beside the months that it adjusts: the metered cost is then what the contract makes of it.</summary>
/// <remarks>Computed as a whole from all months each time. Adjustments of a closed month are left out: its figures stay.</remarks>
public static class SettledMonths
{
    /// <param name="segments">Day segments, one for each month.</param>
    /// <param name="nobody">Id of the subject that gets what no usage is there for.</param>
    public static IReadOnlyList<MonthSegment> Of(IReadOnlyList<MonthSegment> segments, IReadOnlyList<SettlementTerm> terms, int nobody)
    {
        ArgumentNullException.ThrowIfNull(segments);
        if (terms.Count == 0 || segments.Count == 0) return [];
        // The month of the newest usage may still go on: no minimum is due in it.
        var over = segments.Max(segment => segment.Month).Add(-1);
        var closed = segments.Where(segment => segment.State == SegmentState.Closed).Select(segment => segment.Month).ToHashSet();
        var ledgers = new SortedDictionary<Month, OpenLedger>();
        foreach (var contract in terms.GroupBy(term => term.Payer, StringComparer.Ordinal))
        {
            var usage = Usage(segments, contract.Key);
            var lines = SettlementRun.Of([.. contract], usage.Select((row, key) => row.Facts with { Key = key }), over);
            foreach (var line in lines.Where(line => !closed.Contains(line.Month) && (line.Parts.Count > 0 || line.Unspread != 0)))
            {
                if (!ledgers.TryGetValue(line.Month, out var ledger)) ledgers[line.Month] = ledger = new OpenLedger();
                foreach (var part in line.Parts) ledger.Add(usage[(int)part.Key], part.Amount);
                if (line.Unspread != 0) ledger.Add(line, nobody);
            }
        }
        return [.. ledgers.Select(month => MonthSegment.Open(month.Value.Of(month.Key)))];
    }

    private sealed record Metered(SettlementUsage Facts, LedgerRow Row, Payer Payer, LedgerModel Model);

    private static List<Metered> Usage(IReadOnlyList<MonthSegment> segments, string payer)
    {
        var usage = new List<Metered>();
        foreach (var segment in segments)
        {
            var keys = segment.Keys();
            foreach (var (row, _) in segment.Read())
            {
                if (!row.Parts.HasFlag(LedgerParts.Usage) || keys.Payers[row.Payer] is not { Label: { } label } own || !SettlementTerm.Covers(payer, label)) continue;
                var model = keys.Models[row.Model];
                usage.Add(new(new SettlementUsage(DateOnly.FromDayNumber(row.Day), 0, model.Model ?? "", row.Tokens.Total, row.Metered, row.MeteredCurrency), row, own, model));
            }
        }
        // The order must not rest on that of the segments.
        return [.. usage.OrderBy(row => row.Row.Day).ThenBy(row => row.Row.Subject).ThenBy(row => row.Model.Id).ThenBy(row => row.Payer.Account, StringComparer.Ordinal)
            .ThenBy(row => row.Facts.Currency, StringComparer.Ordinal).ThenBy(row => row.Facts.Cost).ThenBy(row => row.Facts.Tokens)];
    }

    /// <summary>The adjustments of one month.</summary>
    private sealed class OpenLedger
    {
        private readonly List<Payer> _payers = [];
        private readonly List<LedgerModel> _models = [];
        private readonly List<LedgerRow> _rows = [];

        public MonthLedger Of(Month month) => new(month, _payers, _models, _rows);

        public void Add(Metered usage, long amount) => Add(usage.Row.Day, usage.Row.Subject, usage.Payer, usage.Model, usage.Facts.Currency, amount);

        public void Add(SettlementLine line, int nobody)
        {
            var (issuer, account) = line.Term.Payer.Split(" / ", 2) is [var first, var second] ? (first, second) : (line.Term.Payer, (string?)null);
            Add(line.Month.Days.To.DayNumber - 1, nobody, new Payer(issuer, account), new LedgerModel(-1, issuer, null, null), line.Term.Currency, line.Unspread);
        }

        private void Add(int day, int subject, Payer payer, LedgerModel model, string currency, long amount) => _rows.Add(new LedgerRow
        {
            Day = day, Hour = -1, Subject = subject, Model = Code(_models, model), Payer = Code(_payers, payer),
            Currency = "", MeteredCurrency = currency, Parts = LedgerParts.Usage, Metered = amount,
        });

        private static int Code<T>(List<T> list, T value)
        {
            var code = list.IndexOf(value);
            if (code >= 0) return code;
            list.Add(value);
            return list.Count - 1;
        }
    }
}
