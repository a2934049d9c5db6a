using TokenSpend.Core.Primitives;
using TokenSpend.Core.Usage;

namespace TokenSpend.Core.Ingestion.Mapping;

/// <summary>Turns the records of one file into outcomes, by a profile. One thread uses it.</summary>
internal sealed class MappedLine(MappingProfile profile, MappedColumns columns, Gateway gateway, ReadContext context)
{
    private readonly UsageLine _line = new();

    public LineOutcome Read(CsvRow record)
    {
        var row = new MappedRow(record, profile, columns);
        if (!profile.IsLog && row.IsTotal) return new IgnoredLine(row.Line, "total-row");
        if (!row.Counts) return new IgnoredLine(row.Line, "not-counted");
        return profile.IsLog ? Request(row) : profile.IsBill ? Billed(row) : Bucket(row);
    }

    /// <summary>One request of a log; ends as every gateway's log does.</summary>
    private LineOutcome Request(MappedRow row)
    {
        _line.Reset();
        var scratch = LineScratch.For(context);
        foreach (var (name, value) in row.Tags()) scratch.Tag(scratch.Utf8(name), scratch.Utf8(value), 1);
        var request = new RequestFields(_line, scratch, gateway)
        {
            Id = profile.Identity == IdentityKind.EventWithId ? scratch.Utf8(row.Text(MappedField.Id)) : default,
            Model = scratch.Utf8(row.Text(MappedField.Model)),
            Issuer = scratch.Utf8(row.Text(MappedField.Issuer)),
            Account = scratch.Utf8(row.Text(MappedField.Account)),
            ApiBase = scratch.Utf8(row.Text(MappedField.ApiBase)),
            Project = scratch.Utf8(row.Text(MappedField.Project)),
            Key = scratch.Utf8(row.Text(MappedField.Key)),
            User = scratch.Utf8(row.Text(MappedField.User)),
        };
        request.NameProvider(scratch.Utf8(row.Text(MappedField.Provider)));
        var tokens = MappedTokens.Of(row, profile);
        _line.Status = MappedStatus.Of(row.Text(MappedField.Status));
        if (row.Time(MappedField.At) is { } at) _line.AtMs = (long)(at.Utc - DateTime.UnixEpoch).TotalMilliseconds;
        else row.Fail(MappedField.At, "", MappedTime.Expected(profile.Dates), 0);
        if (IsUsd(row)) _line.ClaimedNanoUsd = row.Nanos(MappedField.Claimed);
        if (row.Problem is { } why) return new RejectedLine(row.Line, why);
        if ((tokens?.Total ?? 0) == 0 && _line.Status == RequestStatus.Ok) return new IgnoredLine(row.Line, "no-usage");
        _line.Tokens = tokens ?? default;
        request.Finish();
        return _line.ToOutcome(row.Line);
    }

    /// <summary>A claim is shown in US dollars; one in another currency is left out.</summary>
    private static bool IsUsd(MappedRow row) => row.Text(MappedField.Currency) is null || row.Currency() == "USD";

    /// <summary>One line of a usage report. Lines of one bucket count together.</summary>
    private LineOutcome Bucket(MappedRow row)
    {
        var (from, to) = Span(row);
        var (tokens, requests) = (MappedTokens.Of(row, profile), row.Count(MappedField.Requests));
        if (tokens is null && requests is null) return new IgnoredLine(row.Line, "no-usage");
        var issuer = Provider(row.Required(MappedField.Issuer));
        return new AcceptedLine(row.Line, new UsageRecord
        {
            At = from,
            To = to,
            Provider = row.Text(MappedField.Provider) is { } named ? Provider(named) : issuer,
            Model = row.Required(MappedField.Model),
            Subject = Subject(row, issuer),
            Tokens = tokens ?? default,
            Requests = requests ?? 0,
            Dimensions = row.Dimensions(),
        });
    }

    private AcceptedLine Billed(MappedRow row)
    {
        var (days, period) = Days(row);
        var billed = row.Nanos(MappedField.Billed) ?? row.Fail(MappedField.Billed, "", NumberText.ExpectedMoney(profile.Numbers), 0L);
        var issuer = Provider(row.Required(MappedField.Issuer));
        var provider = row.Text(MappedField.Provider) is { } named ? Provider(named) : issuer;
        var charge = new Charge
        {
            Issuer = issuer,
            Account = row.Text(MappedField.Account),
            Provider = provider,
            Model = row.Text(MappedField.Model),
            Service = row.Text(MappedField.Service) ?? context.Providers.Find(provider)?.Title ?? provider,
            Item = row.Text(MappedField.Item),
            Days = days,
            BillingPeriod = period,
            Category = MappedCategory.Of(row.Text(MappedField.Category), billed),
            Billed = billed,
            Effective = billed,
            Currency = row.Currency(),
            Subject = Subject(row, issuer),
            Dimensions = row.Dimensions(),
        };
        // A bucket is a day's; a month's tokens would all stand on its first day.
        if (charge.Model is null || charge.Category != ChargeCategory.Usage || days.Days != 1 || MappedTokens.Of(row, profile) is not { Total: > 0 } tokens) return new AcceptedLine(row.Line, charge);
        var bucket = new UsageRecord
        {
            At = Midnight(days.From), To = Midnight(days.To), Provider = provider, Model = charge.Model, Subject = charge.Subject, Tokens = tokens,
            Requests = row.Count(MappedField.Requests) ?? 0, Dimensions = charge.Dimensions,
        };
        return new AcceptedLine(row.Line, [bucket], [charge]);
    }

    private Subject Subject(MappedRow row, string issuer) => new()
    {
        Source = context.Source,
        Level = profile.Level,
        Issuer = issuer,
        Account = row.Text(MappedField.Account),
        Project = row.Text(MappedField.Project),
        Key = KeyText.Hint(row.Text(MappedField.Key)),
        User = row.Text(MappedField.User),
        Tags = TagText.Declared(row.Tags(), context.TagKeys),
    };

    private string Provider(string name) => context.Providers.Id(name);

    /// <summary>The days of a bucket, as instants: those that the line names, else the day of its time.</summary>
    private (DateTime From, DateTime To) Span(MappedRow row)
    {
        if (row.Time(MappedField.At) is not { } at) return row.Fail(MappedField.At, "", MappedTime.Expected(profile.Dates), (DateTime.UnixEpoch, DateTime.UnixEpoch));
        if (row.Text(MappedField.Until) is null) return (Midnight(at.Day), Midnight(at.Day.AddDays(1)));
        if (row.Time(MappedField.Until) is not { } until) return default;
        var to = until.IsDay ? Midnight(until.Day.AddDays(1)) : until.Utc;
        return to > at.Utc ? (at.Utc, to) : row.Fail(MappedField.Until, row.Text(MappedField.Until), "a time after the start", (at.Utc, at.Utc));
    }

    /// <summary>The days that a charge is for, and its billing period: each tells the other where the line has only one.</summary>
    private (Period Days, Period Billing) Days(MappedRow row)
    {
        var month = BillingMonth(row);
        if (row.Text(MappedField.At) is null)
            return month is { } only ? (only, only) : row.Fail(MappedField.At, "", MappedTime.Expected(profile.Dates), default((Period, Period)));
        if (row.Time(MappedField.At) is not { } at) return default;
        var days = new Period(at.Day, at.Day.AddDays(1));
        if (row.Text(MappedField.Until) is not null)
        {
            if (row.Time(MappedField.Until) is not { } until) return default;
            var end = until.IsDay || until.Local.TimeOfDay > TimeSpan.Zero || until.Day == at.Day ? until.Day.AddDays(1) : until.Day;
            if (end <= at.Day) return row.Fail(MappedField.Until, row.Text(MappedField.Until), "a time that is not before the start", default((Period, Period)));
            days = new Period(at.Day, end);
        }
        return (days, month ?? Month.Containing(at.Day).Days);
    }

    /// <summary>"2026-10", "202610", "2026/10" or "2026年10月".</summary>
    private static Period? BillingMonth(MappedRow row)
    {
        if (row.Text(MappedField.Month) is not { } text) return null;
        var digits = new string([.. text.Where(char.IsAsciiDigit)]);
        if (digits.Length == 5 && text.Length > 5) digits = digits.Insert(4, "0");
        if (digits.Length is >= 6 and <= 8 && Month.TryParse($"{digits[..4]}-{digits[4..6]}", out var month) && month.Year is >= 2000 and <= 2099) return month.Days;
        return row.Fail(MappedField.Month, text, "a month such as 2026-10", (Period?)null);
    }

    private DateTime Midnight(DateOnly day)
    {
        var local = day.ToDateTime(TimeOnly.MinValue);
        return DateTime.SpecifyKind(local - columns.Zone.GetUtcOffset(local), DateTimeKind.Utc);
    }
}
