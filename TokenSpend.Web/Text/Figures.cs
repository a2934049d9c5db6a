using System.Globalization;
using Microsoft.Extensions.Localization;
using TokenSpend.Core.Primitives;
using TokenSpend.Core.Spend;
using TokenSpend.Web.Resources;

namespace TokenSpend.Web.Text;

/// <summary>Numbers as readers of both languages write them. The only place that turns a figure into text.</summary>
/// <remarks>Money: to the cent below 10,000, whole from there; compact in tiles. Minus is "−", never a hyphen.</remarks>
public sealed class Figures(IStringLocalizer<Texts> text, CultureInfo culture)
{
    private const decimal WholeFrom = 10_000m;
    private const decimal SmallestCent = 0.005m;
    private static readonly NumberFormatInfo Numbers = new() { NegativeSign = "−", NumberGroupSeparator = ",", NumberDecimalSeparator = "." };

    private static readonly Dictionary<string, string> Symbols = new(StringComparer.Ordinal)
    {
        ["USD"] = "$", ["CNY"] = "¥", ["EUR"] = "€", ["GBP"] = "£",
    };

    private bool Chinese => culture.TwoLetterISOLanguageName == "zh";

    /// <summary>"$1,234.50", "¥18,400", "CHF 12.00".</summary>
    public string Money(long nanos, string currency) => WithCurrency(Rounded(Nano.ToDecimal(nanos)), currency);

    /// <summary>For tiles and axes: "$1.84 M", "¥184 万"; below a thousand (ten thousand in Chinese) as <see cref="Money"/>.</summary>
    public string Compact(long nanos, string currency) =>
        WithCurrency(Short(Nano.ToDecimal(nanos)) ?? Rounded(Nano.ToDecimal(nanos)), currency);

    /// <summary>Every digit, for hovering: "1,234.567891234 USD".</summary>
    public static string Exact(long nanos, string currency) =>
        $"{Nano.ToDecimal(nanos).ToString("#,##0.00#######", Numbers)} {currency}";

    /// <summary>The cost of a row, for a column whose header names the currency.</summary>
    public Figure Cost(SpendFigures figures, string currency) => figures switch
    {
        { Cost: null } => new(text["Figure.Unknown"], FigureLook.Unknown, text["Figure.UnknownWhy", CountCompact(figures.UnpricedTokens)]),
        { Cost: 0, UnpricedTokens: 0 } => new("0", FigureLook.Zero, null),
        { Cost: { } cost, UnpricedTokens: > 0 } =>
            new("≥ " + Rounded(Nano.ToDecimal(cost)), FigureLook.LowerBound, text["Figure.LowerBoundWhy", Exact(cost, currency), CountCompact(figures.UnpricedTokens)]),
        { Cost: { } cost } => new(Rounded(Nano.ToDecimal(cost)), FigureLook.Value, Exact(cost, currency)),
    };

    /// <summary>"1,234,567"; 0 has its own look.</summary>
    public static Figure Count(long count) => new(count.ToString("#,##0", Numbers), count == 0 ? FigureLook.Zero : FigureLook.Value);

    /// <summary>Requests or tokens of a row. "–" where only a bill tells of it: that names an amount, not who used how much.</summary>
    /// <param name="count">One of the figures' own counts.</param>
    public Figure Used(SpendFigures figures, long count) => figures is { Cost: not (null or 0), Requests: 0, Tokens.Total: 0 }
        ? NotApplicable with { Hint = text["Figure.OnlyBilled"] }
        : Count(count);

    /// <summary>"1.23 M", "123 万"; small counts in full.</summary>
    public string CountCompact(long count) => Short(count) ?? count.ToString("#,##0", Numbers);

    /// <summary>"12.4 %"; "–" where the whole is 0 or the part unknown.</summary>
    public Figure Share(long? part, long? whole)
    {
        if (part is not { } known || whole is not { } all || all == 0) return NotApplicable;
        var share = known * 100m / all;
        return known == 0 ? new("0", FigureLook.Zero) : new(Percent(share), FigureLook.Value);
    }

    /// <summary>"12.4 %" of a percentage; below 0.1 "&lt; 0.1 %", so that little does not read as nothing.</summary>
    public string Percent(decimal percent) => percent is > 0 and < 0.05m
        ? "< " + WithPercent("0.1")
        : WithPercent(percent.ToString(Math.Abs(percent) < 99.95m ? "0.0" : "#,##0", Numbers));

    /// <summary>"64 %": for sentences.</summary>
    public string WholePercent(decimal percent) => WithPercent(percent.ToString("#,##0", Numbers));

    public static Figure NotApplicable { get; } = new("–", FigureLook.NotApplicable);

    /// <summary>How a figure moved, in per cent of what it was.</summary>
    /// <param name="now">Null: unknown.</param>
    /// <param name="before">Null: unknown.</param>
    public Change Change(long? now, long? before, string? hint = null) => (now, before) switch
    {
        (null, _) or (_, null) => new(Trending.None, "–", hint),
        (0, 0) => new(Trending.None, "–", hint),
        ({ } value, 0) => new(Trending.New, text["Change.New"], hint ?? value.ToString(Numbers)),
        (0, _) => new(Trending.Ended, text["Change.Ended"], hint),
        ({ } value, { } was) => Moved((value - (decimal)was) * 100m / Math.Abs((decimal)was), hint),
    };

    /// <summary>Difference of two shares: "+1.2 pp".</summary>
    public Change Points(decimal? now, decimal? before)
    {
        if (now is not { } value || before is not { } was) return new(Trending.None, "–");
        var points = Math.Round(value - was, 1, MidpointRounding.AwayFromZero);
        return points == 0
            ? new(Trending.Same, text["Change.Same"])
            : new(points > 0 ? Trending.Up : Trending.Down, text["Change.Points", Signed(points, "0.0")]);
    }

    /// <summary>"+$1,234" or "−¥20".</summary>
    public string Difference(long nanos, string currency) => nanos > 0 ? "+" + Compact(nanos, currency) : Compact(nanos, currency);

    /// <summary>"812 kB", "48.0 MB" of 1,000-based units, as file managers write.</summary>
    public static string Bytes(long bytes) => bytes switch
    {
        < 1_000 => $"{bytes} B",
        < 1_000_000 => $"{(bytes / 1_000m).ToString("0", Numbers)} kB",
        < 1_000_000_000 => $"{(bytes / 1_000_000m).ToString("0.0", Numbers)} MB",
        _ => $"{(bytes / 1_000_000_000m).ToString("0.00", Numbers)} GB",
    };

    private Change Moved(decimal percent, string? hint)
    {
        var rounded = Math.Round(percent, 1, MidpointRounding.AwayFromZero);
        if (rounded == 0) return new(Trending.Same, text["Change.Same"], hint);
        // Past tenfold a percentage says nothing that a reader can picture.
        if (rounded >= 900) return new(Trending.Up, text["Change.Times", (1 + percent / 100m).ToString("#,##0", Numbers)], hint);
        return new(rounded > 0 ? Trending.Up : Trending.Down, WithPercent(Signed(rounded, Math.Abs(rounded) < 100 ? "0.0" : "0")), hint);
    }

    private static string Signed(decimal value, string format) => (value > 0 ? "+" : "") + value.ToString(format, Numbers);

    private string WithPercent(string number) => Chinese ? number + "%" : number + "\u00A0%";

    private static string Rounded(decimal value) => Math.Abs(value) switch
    {
        0 => "0.00",
        < SmallestCent => value > 0 ? "< 0.01" : "> −0.01",
        < WholeFrom => value.ToString("#,##0.00", Numbers),
        _ => value.ToString("#,##0", Numbers),
    };

    /// <summary>Null where the number is short enough in full.</summary>
    private string? Short(decimal value)
    {
        (decimal From, string Unit)[] units = Chinese
            ? [(1_0000_0000m, "亿"), (1_0000m, "万")]
            : [(1_000_000_000m, "B"), (1_000_000m, "M"), (1_000m, "K")];
        foreach (var (from, unit) in units)
            // 999.95 K is shown as 1.00 M: the unit is chosen after rounding to three digits. Below the least unit all digits are there.
            if (Math.Abs(value) >= (unit == units[^1].Unit ? from : from * 0.9995m))
                return $"{ThreeDigits(value / from)}\u00A0{unit}";
        return null;
    }

    private static string ThreeDigits(decimal value) => value.ToString(
        Math.Abs(value) switch { < 9.995m => "0.00", < 99.95m => "0.0", _ => "#,##0" }, Numbers);

    /// <summary>What stands before an amount: "$", or "CHF " with its space.</summary>
    public static string Symbol(string currency) => Symbols.TryGetValue(currency, out var symbol) ? symbol : currency + "\u00A0";

    private static string WithCurrency(string number, string currency)
    {
        var mark = Symbol(currency);
        return number switch
        {
            ['−', ..] => "−" + mark + number[1..],
            ['<' or '>', ' ', ..] => $"{number[..2]}{WithCurrency(number[2..], currency)}",
            _ => mark + number,
        };
    }
}
