using TokenSpend.Core.Ledger;

namespace TokenSpend.Core.Spend;

/// <summary>A month added up over its subjects and owners: what a question about neither reads.</summary>
internal static class SegmentSummary
{
    /// <summary>Days of the longest month.</summary>
    private const int Days = 31;

    /// <returns>The segment itself where it would hardly become smaller, and where it has hours.</returns>
    public static MonthSegment Of(MonthSegment segment)
    {
        var (series, sources) = Series(segment.Series);
        if (segment.Hours is not null || sources.Count * 2 > series.Length) return segment;

        var (rows, cells) = Cells(segment, series, sources.Count);
        var days = Array.ConvertAll(cells, cell => (byte)(cell % Days));
        var start = new int[sources.Count + 1];
        for (var i = 0; i < cells.Length; i++) start[cells[i] / Days + 1] = i + 1;
        return new MonthSegment(
            segment.Month, segment.State, segment.Version, Keys(segment.Series, sources, start), days, hours: null,
            Sum(segment.Figures, rows, cells.Length), Sum(segment.Totals, series, sources.Count));
    }

    /// <summary>By series: the one that it becomes a part of; and of each of these a series that it is made of.</summary>
    private static (int[] Series, List<int> Sources) Series(SegmentSeries of)
    {
        var codes = new Dictionary<(int, int, byte, byte, LedgerParts, LedgerMarks), int>();
        var sources = new List<int>();
        var series = new int[of.Count];
        for (var s = 0; s < series.Length; s++)
        {
            var key = (of.Model[s], of.Payer[s], of.Currency[s], of.MeteredCurrency[s], of.Parts[s], of.Marks[s]);
            if (codes.TryGetValue(key, out series[s])) continue;
            codes.Add(key, series[s] = sources.Count);
            sources.Add(s);
        }
        return (series, sources);
    }

    /// <summary>By row: the row that it becomes a part of; and of each of these its series × day.</summary>
    private static (int[] Rows, int[] Cells) Cells(MonthSegment segment, int[] series, int count)
    {
        var rows = new int[segment.Count];
        var number = new int[count * Days];
        for (var s = 0; s < series.Length; s++)
            for (var r = segment.Series.Start[s]; r < segment.Series.Start[s + 1]; r++)
                number[rows[r] = series[s] * Days + segment.Days[r]] = 1;

        var cells = new List<int>();
        for (var cell = 0; cell < number.Length; cell++)
        {
            if (number[cell] == 0) continue;
            number[cell] = cells.Count;
            cells.Add(cell);
        }
        for (var r = 0; r < rows.Length; r++) rows[r] = number[rows[r]];
        return (rows, [.. cells]);
    }

    private static FigureColumns Sum(FigureColumns columns, int[] groups, int count)
    {
        var sums = new GroupSums([.. Enumerable.Range(0, FigureColumns.Count)]);
        sums.Add(columns, [.. Enumerable.Range(0, groups.Length)], groups, count);
        return new FigureColumns([.. sums.Close().Select(sum => Enumerable.Range(0, count).Select(group => sum[group]).ToArray())]);
    }

    private static SegmentSeries Keys(SegmentSeries of, List<int> sources, int[] start) => new()
    {
        Payers = of.Payers, Models = of.Models, Currencies = of.Currencies, Owners = of.Owners,
        Start = start,
        Subject = new int[sources.Count],
        Owner = new int[sources.Count],
        Model = [.. sources.Select(s => of.Model[s])],
        Payer = [.. sources.Select(s => of.Payer[s])],
        Currency = [.. sources.Select(s => of.Currency[s])],
        MeteredCurrency = [.. sources.Select(s => of.MeteredCurrency[s])],
        Parts = [.. sources.Select(s => of.Parts[s])],
        Marks = [.. sources.Select(s => of.Marks[s])],
    };
}
