using System.Globalization;
using System.Runtime.InteropServices;
using TokenSpend.Core.Ingestion;
using TokenSpend.Core.Usage;

namespace TokenSpend.Core.Operations.Importing;

/// <summary>Sums of what a file holds, duplicates included, and what became of lines that gave nothing.</summary>
/// <remarks>
/// A file of which more than half of the first 1,000 lines are bad is refused as a whole, at the 501st of them: it was taken
/// for what it is not, and whoever closes a month on the few lines that happened to fit would close on a wrong figure.
/// A short file has fewer bad lines than that: they can be looked at one by one, and its good ones are wanted, be it one. It
/// is refused only if none is good: *done* would be a lie about a file that gave nothing. Blank lines do not count; lines
/// that are rightly ignored are not bad.
/// </remarks>
public sealed class ImportTally
{
    /// <summary>By these lines a file is judged.</summary>
    private const int JudgedLines = 1_000;

    /// <summary>Rejections that a refusal quotes.</summary>
    private const int Quoted = 3;

    private readonly (string File, string Format)? _refusable;
    private readonly Dictionary<string, long> _ignoredBy = [];
    private readonly Dictionary<string, (long? Billed, long? Effective, long? Metered)> _costs = [];
    private readonly Dictionary<int, int> _shared = [];
    private int _lastGood;
    private TokenCounts _tokens;
    private long _firstBlank;
    private long _lastBlank;
    private int _firstDay = int.MaxValue;
    private int _lastDay = int.MinValue;

    /// <summary>Takes whatever is good, however little: pushes, whose answer has the line balance, and what was taken before.</summary>
    public ImportTally()
    {
    }

    /// <param name="file">Name as the user knows it, for the refusal.</param>
    public ImportTally(string file, string format) => _refusable = (file, format);

    /// <summary>Rejections kept for the answer; the rest is in quarantine only.</summary>
    public const int RejectionsShown = 100;

    public long Lines { get; set; }
    public long Blank { get; private set; }
    public long Ignored { get; private set; }
    public long Rejected { get; private set; }
    public long Records { get; private set; }
    public long Charges { get; private set; }
    public long UnpricedTokens { get; private set; }
    public List<Rejection> FirstRejections { get; } = [];
    public IReadOnlyDictionary<string, long> IgnoredBy => _ignoredBy;

    /// <summary>Good lines by line of text, where there are several: records of a JSON document that stands in few lines.</summary>
    public IReadOnlyDictionary<int, int> Shared => _shared;

    public ref readonly TokenCounts Tokens => ref _tokens;

    public DateOnly? From => _lastDay < _firstDay ? null : DateOnly.FromDayNumber(_firstDay);
    public DateOnly? To => _lastDay < _firstDay ? null : DateOnly.FromDayNumber(_lastDay + 1);

    public IEnumerable<CurrencyCost> Cost => _costs.OrderBy(cost => cost.Key, StringComparer.Ordinal)
        .Select(cost => CurrencyCost.Of(cost.Key, cost.Value.Billed, cost.Value.Effective, cost.Value.Metered));

    /// <summary>Call after <see cref="Lines"/> counted the line.</summary>
    /// <exception cref="FormatException">There are blank lines without end.</exception>
    public void AddBlank()
    {
        Blank++;
        // In a row as long as no other line comes between.
        if (Lines != _lastBlank + 1) _firstBlank = Lines;
        _lastBlank = Lines;
        if (_lastBlank - _firstBlank >= Limits.MostBlankLines)
            throw new FormatException($"From line {_firstBlank} on there are more than {Limits.MostBlankLines} blank lines; expected data. Export it again.");
    }

    /// <param name="line">Of the text.</param>
    public void AddGood(int line)
    {
        if (line == _lastGood) _shared[line] = _shared.GetValueOrDefault(line, 1) + 1;
        _lastGood = line;
    }

    public void AddIgnored(string reason, long lines = 1)
    {
        Ignored += lines;
        _ignoredBy[reason] = _ignoredBy.GetValueOrDefault(reason) + lines;
    }

    /// <summary>Call after <see cref="Lines"/> counted the line.</summary>
    /// <exception cref="ImportFailedException">With this one most of the file's first lines are bad.</exception>
    public void AddRejected(Rejection why)
    {
        Rejected++;
        if (FirstRejections.Count < RejectionsShown) FirstRejections.Add(why);
        if (Rejected > JudgedLines / 2 && Lines - Blank <= JudgedLines) Refuse();
    }

    /// <summary>Call when all was read.</summary>
    /// <exception cref="ImportFailedException">There are lines in it, and not one is good.</exception>
    public void RefuseIfAllBad()
    {
        if (Rejected > 0 && Rejected == Lines - Blank) Refuse();
    }

    private void Refuse()
    {
        if (_refusable is not var (file, format)) return;
        throw ImportFile.Failed("mostly-bad", file,
            Rejected.ToString(CultureInfo.InvariantCulture), (Lines - Blank).ToString(CultureInfo.InvariantCulture), format,
            string.Join(' ', FirstRejections.Take(Quoted).Select(why => why.Message)));
    }

    /// <exception cref="FormatException">The file's figures add up to more than can be counted.</exception>
    public void Add(in UsageRow row, string currency)
    {
        try
        {
            Sum(in row, currency);
        }
        catch (OverflowException error)
        {
            throw TooMuch(error);
        }
    }

    /// <inheritdoc cref="Add(in UsageRow, string)"/>
    public void Add(Charge charge)
    {
        ArgumentNullException.ThrowIfNull(charge);
        try
        {
            Sum(charge);
        }
        catch (OverflowException error)
        {
            throw TooMuch(error);
        }
    }

    private FormatException TooMuch(OverflowException error) =>
        new($"Until line {Lines} the figures add up to more than can be counted (9,223,372,036 of a currency, 9 × 10^18 tokens); expected a real bill. Check the amounts and their decimal sign.", error);

    private void Sum(in UsageRow row, string currency)
    {
        Records++;
        _tokens += row.Tokens;
        UnpricedTokens = checked(UnpricedTokens + row.UnpricedTokens);
        Day(row.Day, row.Day);
        if (row.Cost is not { } metered || currency.Length == 0) return;
        ref var cost = ref CollectionsMarshal.GetValueRefOrAddDefault(_costs, currency, out _);
        cost.Metered = checked((cost.Metered ?? 0) + metered);
    }

    private void Sum(Charge charge)
    {
        Charges++;
        Day(charge.Days.From.DayNumber, Math.Max(charge.Days.From.DayNumber, charge.Days.To.DayNumber - 1));
        var cost = _costs.GetValueOrDefault(charge.Currency);
        _costs[charge.Currency] = cost with
        {
            Billed = checked((cost.Billed ?? 0) + charge.Billed),
            Effective = checked((cost.Effective ?? 0) + charge.Effective),
        };
    }

    private void Day(int first, int last)
    {
        _firstDay = Math.Min(_firstDay, first);
        _lastDay = Math.Max(_lastDay, last);
    }
}
