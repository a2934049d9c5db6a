using System.Globalization;
using TokenSpend.Core.Primitives;

namespace TokenSpend.Core.Alerts;

/// <summary>Names of a snapshot's figures, and how they are written and read: invariant text, exact.</summary>
public static class AlertFigures
{
    public const string Budget = "budget";
    public const string Name = "name";
    /// <summary>yyyy-MM.</summary>
    public const string Month = "month";
    /// <summary>Day of the month, from 1; absent when the month has ended.</summary>
    public const string Day = "day";
    public const string Days = "days";
    /// <summary>ISO 4217; empty: the amounts are tokens.</summary>
    public const string Currency = "currency";
    /// <summary>Nano units or tokens, as all amounts of a budget.</summary>
    public const string Amount = "amount";
    public const string Actual = "actual";
    /// <summary>Percent, one decimal, cut off: 79.96 is not yet 80. Absent for a budget of 0.</summary>
    public const string Share = "share";
    /// <summary>Percent at which the alert is set.</summary>
    public const string Threshold = "threshold";
    public const string Accrued = "accrued";
    public const string RunRate = "runrate";
    public const string Breach = "breach";

    public const string Model = "model";
    public const string Key = "key";
    public const string Provider = "provider";
    /// <summary>yyyy-MM-dd, as all days.</summary>
    public const string First = "first";
    /// <summary>Nano units of the currency; absent: unknown.</summary>
    public const string Cost = "cost";
    public const string Requests = "requests";

    public const string Tokens = "tokens";
    public const string Models = "models";

    public const string Issuer = "issuer";
    public const string Account = "account";
    /// <summary>"bill" or "report".</summary>
    public const string What = "what";
    public const string Source = "source";
    public const string Expected = "expected";
    /// <summary>Last day that was covered.</summary>
    public const string Last = "last";

    public static string Of(long value) => value.ToString(CultureInfo.InvariantCulture);

    public static string Of(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>Part of a whole in percent with one decimal, cut off; null where the whole is 0.</summary>
    public static string? ShareOf(long part, long whole) => whole == 0 ? null
        : ((decimal)((Int128)part * 1000 / whole) / 10).ToString("0.0", CultureInfo.InvariantCulture);

    public static string? Text(this AlertSnapshot snapshot, string name)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        return snapshot.Figures.TryGetValue(name, out var text) && text.Length > 0 ? text : null;
    }

    /// <summary>Null: absent or unreadable, which is unknown.</summary>
    public static long? Number(this AlertSnapshot snapshot, string name) =>
        long.TryParse(snapshot.Text(name), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) ? value : null;

    public static decimal? Percent(this AlertSnapshot snapshot, string name) =>
        decimal.TryParse(snapshot.Text(name), NumberStyles.Number, CultureInfo.InvariantCulture, out var value) ? value : null;

    public static DateOnly? DayOf(this AlertSnapshot snapshot, string name) =>
        DateOnly.TryParseExact(snapshot.Text(name), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;

    public static Month? MonthOf(this AlertSnapshot snapshot) =>
        Primitives.Month.TryParse(snapshot.Text(Month), out var month) ? month : null;
}
