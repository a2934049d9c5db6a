using TokenSpend.Core.Usage;

namespace TokenSpend.Core.Ingestion.Mapping;

/// <summary>Guesses for the file as a whole, and the draft that they and the fields make.</summary>
internal sealed class GuessedStyles(FirstRows rows, List<GuessedField> fields, (NumberStyle Style, GuessedChoice Why) numbers, Func<string, string?> publisherOf)
{
    private static readonly string[] Currencies = ["USD", "CNY", "EUR", "GBP", "JPY", "HKD", "SGD", "INR", "KRW", "AUD", "CAD", "CHF", "BRL", "TWD", "SEK", "NOK", "DKK", "PLN"];
    private static readonly (string Sign, string Code)[] Signs = [("人民币", "CNY"), ("元", "CNY"), ("¥", "CNY"), ("￥", "CNY"), ("$", "USD"), ("€", "EUR"), ("£", "GBP")];

    private readonly List<GuessedChoice> _choices = [];

    public static bool IsCurrency(string text) => Currencies.Contains(text) || text is "人民币" or "元" or "美元" or "RMB";

    /// <summary>By what most numbers show: "1.234,56", "0,5" and "1.234.567" have a decimal comma, "1,234.56", "0.5" and "12,345,678" a point; "1,234" tells nothing.</summary>
    public static (NumberStyle Style, GuessedChoice Why) Numbers(FirstRows rows)
    {
        var votes = rows.Columns.SelectMany(rows.Values).Select(text => (Text: text, Style: StyleOf(text))).Where(vote => vote.Style is not null).ToLookup(vote => vote.Style!.Value, vote => vote.Text);
        var style = votes[NumberStyle.Comma].Count() > votes[NumberStyle.Point].Count() ? NumberStyle.Comma : NumberStyle.Point;
        var example = votes[style].FirstOrDefault();
        return (style, new("numbers", example is null ? GuessReason.Usual : GuessReason.Values, example));
    }

    private static NumberStyle? StyleOf(string text)
    {
        if (text.Length > 40 || !text.Any(char.IsAsciiDigit) || text.Any(c => !char.IsAsciiDigit(c) && c is not (',' or '.' or '-' or ' ' or '¥' or '￥' or '$' or '€'))) return null;
        var (comma, point) = (text.LastIndexOf(','), text.LastIndexOf('.'));
        if (comma < 0 && point < 0) return null;
        var (last, separator) = (Math.Max(comma, point), comma > point ? NumberStyle.Comma : NumberStyle.Point);
        var other = separator == NumberStyle.Comma ? NumberStyle.Point : NumberStyle.Comma;
        if (comma >= 0 && point >= 0) return separator;
        // Twice the same: it groups thousands. A date such as 31.10.2026 does not.
        if (text.Count(c => c == text[last]) > 1) return text.Length - last - 1 == 3 ? other : null;
        return text.Length - last - 1 != 3 || text[..last].TrimStart('-') == "0" ? separator : null;
    }

    public MappingGuess Build()
    {
        var level = Level();
        var isBill = level is SourceLevel.CostReport or SourceLevel.FinalBill;
        var isLog = level is SourceLevel.PrimaryLog;
        // A log's money is what it thinks; a usage report has none.
        if (!isBill && fields.Find(guess => guess.Field == MappedField.Billed) is { } money)
        {
            fields.Remove(money);
            if (isLog) fields.Add(money with { Field = MappedField.Claimed });
        }
        if (isBill || !isLog) fields.RemoveAll(guess => guess.Field is MappedField.Id or MappedField.Status or MappedField.ApiBase);
        if (isLog) fields.RemoveAll(guess => guess.Field is MappedField.Until or MappedField.Month or MappedField.Requests or MappedField.Service or MappedField.Category);
        if (level == SourceLevel.UsageReport) fields.RemoveAll(guess => guess.Field is MappedField.Month or MappedField.Service or MappedField.Currency);
        var sources = fields.ToDictionary(guess => guess.Field, guess => FieldSource.Of(guess.Column));
        if (isBill && !sources.ContainsKey(MappedField.Currency) && Currency() is { } currency) sources[MappedField.Currency] = FieldSource.Always(currency);
        if (!isLog && Issuer() is { } issuer) sources[MappedField.Issuer] = FieldSource.Always(issuer);
        _choices.Add(numbers.Why);
        var draft = new MappingProfile
        {
            Name = "",
            Title = "",
            Evidence = Evidence.RealFile,
            RestsOn = "",
            Level = level,
            Identity = Identity(isLog),
            Content = rows.Content,
            Records = rows.Records,
            RecognisedBy = rows.RecognisedBy(sources.Values),
            Fields = sources,
            Zone = Zone(),
            Dates = Dates(),
            Numbers = numbers.Style,
            TokensPer = TokensPer(),
            InputContainsCached = InputContainsCached(),
            SettlingDays = isLog ? 0 : level == SourceLevel.FinalBill ? 3 : 1,
        };
        return new MappingGuess(draft, fields, _choices);
    }

    private string? Column(MappedField field) => fields.Find(guess => guess.Field == field)?.Column;

    private IEnumerable<string> Values(MappedField field) => Column(field) is { } column ? rows.Values(column) : [];

    /// <summary>A bill names amounts; a log has ids or times of day; what is left counts tokens by the day.</summary>
    private SourceLevel Level()
    {
        var tokens = fields.Find(guess => MappedFields.Tokens.Contains(guess.Field));
        var timed = Values(MappedField.At).Any(text => MappedTimeOf(text) is { IsDay: false, Local.TimeOfDay.Ticks: not 0 });
        var (level, why) = (Column(MappedField.Billed), tokens?.Column) switch
        {
            (_, { } column) when Column(MappedField.Id) is { } id && timed => (SourceLevel.PrimaryLog, id),
            ({ } money, _) when Column(MappedField.Month) is not null || Column(MappedField.Service) is not null || tokens is null => (SourceLevel.FinalBill, money),
            (_, { } column) when timed && Column(MappedField.Until) is null && Column(MappedField.Requests) is null => (SourceLevel.PrimaryLog, Column(MappedField.At)),
            ({ } money, _) => (SourceLevel.CostReport, money),
            (_, { } column) => (SourceLevel.UsageReport, column),
            _ => (timed ? SourceLevel.PrimaryLog : SourceLevel.UsageReport, null),
        };
        _choices.Add(new("level", why is null ? GuessReason.Usual : GuessReason.NameAndValues, why));
        return level;
    }

    private IdentityKind Identity(bool isLog)
    {
        var ids = Values(MappedField.Id).ToList();
        var (identity, why) = !isLog ? (IdentityKind.Snapshot, null) : ids.Count > 0 && ids.Distinct().Count() == ids.Count ? (IdentityKind.EventWithId, Column(MappedField.Id)) : (IdentityKind.EventWithoutId, null);
        _choices.Add(new("identity", why is null ? GuessReason.Usual : GuessReason.NameAndValues, why));
        return identity;
    }

    private MappedTime? MappedTimeOf(string text) =>
        Enum.GetValues<DateStyle>().Select(style => MappedTime.TryParse(text, style, TimeZoneInfo.Utc, out var time) ? time : (MappedTime?)null).FirstOrDefault(time => time is not null);

    /// <summary>A date past the 12th tells month from day; without one the reason is <see cref="GuessReason.Usual"/>, and the user is to look.</summary>
    private DateStyle Dates()
    {
        var texts = Values(MappedField.At).Concat(Values(MappedField.Until)).ToList();
        var readable = texts.Count(MappingGuess.IsTime);
        foreach (var style in (ReadOnlySpan<DateStyle>)[DateStyle.YearFirst, DateStyle.DayFirst, DateStyle.MonthFirst])
        {
            if (texts.Count(text => MappedTime.TryParse(text, style, TimeZoneInfo.Utc, out _)) is var read && (read == 0 || read < readable)) continue;
            var telling = style == DateStyle.YearFirst ? texts[0] : texts.Find(text => MappingGuess.IsTime(text) && !MappedTime.TryParse(text, style == DateStyle.DayFirst ? DateStyle.MonthFirst : DateStyle.DayFirst, TimeZoneInfo.Utc, out _));
            _choices.Add(new("dates", telling is null ? GuessReason.Usual : GuessReason.Values, telling ?? texts[0]));
            return style;
        }
        _choices.Add(new("dates", GuessReason.Usual, texts.FirstOrDefault()));
        return DateStyle.YearFirst;
    }

    private string Zone()
    {
        var column = Column(MappedField.At) ?? Column(MappedField.Month) ?? "";
        if (column.Contains("utc", StringComparison.OrdinalIgnoreCase) || Values(MappedField.At).Any(text => text.EndsWith('Z')))
        {
            _choices.Add(new("zone", GuessReason.NameAndValues, column));
            return "Etc/UTC";
        }
        var chinese = rows.Columns.FirstOrDefault(name => name.Any(c => c is >= '\u4e00' and <= '\u9fff'));
        _choices.Add(new("zone", chinese is null ? GuessReason.Usual : GuessReason.Name, chinese));
        return chinese is null ? "Etc/UTC" : "Asia/Shanghai";
    }

    private string? Currency()
    {
        var column = Column(MappedField.Billed) ?? "";
        var named = Currencies.FirstOrDefault(code => column.Contains(code, StringComparison.OrdinalIgnoreCase))
            ?? Signs.FirstOrDefault(sign => column.Contains(sign.Sign, StringComparison.Ordinal)).Code;
        var written = named is null ? Signs.FirstOrDefault(sign => Values(MappedField.Billed).Any(text => text.Contains(sign.Sign, StringComparison.Ordinal))).Code : null;
        if ((named ?? written) is null) return null;
        _choices.Add(new("currency", named is null ? GuessReason.Values : GuessReason.Name, named is null ? Values(MappedField.Billed).First() : column));
        return named ?? written;
    }

    /// <summary>Who made the models, where all are of one house.</summary>
    private string? Issuer()
    {
        var publishers = Values(MappedField.Model).Select(publisherOf).OfType<string>().Distinct().ToList();
        if (publishers is not [var only] || Column(MappedField.Provider) is not null) return null;
        _choices.Add(new("issuer", GuessReason.Values, Values(MappedField.Model).First()));
        return only;
    }

    private int TokensPer()
    {
        var column = fields.Find(guess => MappedFields.Tokens.Contains(guess.Field) || guess.Field == MappedField.Quantity)?.Column ?? "";
        var per = column.Contains("百万", StringComparison.Ordinal) || column.Contains("(M", StringComparison.OrdinalIgnoreCase) ? 1_000_000
            : column.Contains('万', StringComparison.Ordinal) ? 10_000
            : column.Contains('千', StringComparison.Ordinal) || column.Contains("(K", StringComparison.OrdinalIgnoreCase) ? 1_000 : 1;
        _choices.Add(new("tokensPer", per == 1 ? GuessReason.Usual : GuessReason.Name, per == 1 ? null : column));
        return per;
    }

    private bool InputContainsCached()
    {
        if (Column(MappedField.Input) is not { } input || Column(MappedField.CacheRead) is not { } cached) return true;
        var (at, of) = (rows.Columns.ToList().IndexOf(input), rows.Columns.ToList().IndexOf(cached));
        var telling = rows.Rows.FirstOrDefault(row => row[at] is { } whole && row[of] is { } part
            && NumberText.TryCount(whole, numbers.Style, 1, out var all) && NumberText.TryCount(part, numbers.Style, 1, out var some) && some > all);
        _choices.Add(new("inputContainsCached", telling is null ? GuessReason.Usual : GuessReason.Values, telling is null ? null : $"{telling[of]} > {telling[at]}"));
        return telling is null;
    }
}
