using Microsoft.Extensions.Localization;
using TokenSpend.Core.Alerts;
using TokenSpend.Core.Budgets;
using TokenSpend.Core.Ingestion;
using TokenSpend.Core.Ingestion.Mapping;
using TokenSpend.Core.Operations;
using TokenSpend.Core.Pricing;
using TokenSpend.Core.Spend;
using TokenSpend.Core.Storage;
using TokenSpend.Core.Usage;
using TokenSpend.Web.Components.Pages.Prices;
using TokenSpend.Web.Components.Pages.Savings;
using TokenSpend.Web.Mail;
using TokenSpend.Web.Mail.Posting;
using TokenSpend.Web.Navigation;
using TokenSpend.Web.Resources;

namespace TokenSpend.Web.Text;

/// <summary>Words for values of the contracts. Their keys are made here and nowhere else, so that a test can list them.</summary>
public static class Words
{
    public static string Of(this IStringLocalizer<Texts> text, Dimension dimension) => text[$"Dimension.{dimension}"];

    public static string Of(this IStringLocalizer<Texts> text, Measure measure) => text[$"Measure.{measure}"];

    public static string Hint(this IStringLocalizer<Texts> text, Measure measure) => text[$"MeasureHint.{measure}"];

    public static string Of(this IStringLocalizer<Texts> text, Scope scope) => text[$"Scope.{scope}"];

    public static string Of(this IStringLocalizer<Texts> text, PeriodPreset preset) => text[$"Period.{preset}"];

    public static string Of(this IStringLocalizer<Texts> text, AlertKind kind) => text[$"AlertKind.{kind}"];

    public static string Of(this IStringLocalizer<Texts> text, AlertSeverity severity) => text[$"AlertSeverity.{severity}"];

    public static string Of(this IStringLocalizer<Texts> text, AlertState state) => text[$"AlertState.{state}"];

    /// <summary>What became of a message.</summary>
    public static string Of(this IStringLocalizer<Texts> text, OutboxState state) => text[$"AlertMessage.{state}"];

    /// <summary>What became of an attempt to deliver, and what to do.</summary>
    public static string Of(this IStringLocalizer<Texts> text, DeliveryAnswer answer) =>
        text[$"Delivery.{answer.Code}", [.. answer.Arguments.Concat(["", ""]).Take(Math.Max(2, answer.Arguments.Count))]];

    /// <summary>Who did something, by the name under which it was recorded.</summary>
    public static string OfPerson(this IStringLocalizer<Texts> text, string name) => name == Viewer.Everyone ? text["Person.Everyone"] : name;

    public static string Of(this IStringLocalizer<Texts> text, MailSecurity security) => text[$"MailSecurity.{security}"];

    /// <param name="template">One of <see cref="WebhookRequest.Templates"/>.</param>
    public static string OfTemplate(this IStringLocalizer<Texts> text, string template) => text[$"WebhookTemplate.{template}"];

    /// <summary>A currency as an adjective in a sentence; one that has no name here goes by its code.</summary>
    public static string CurrencyName(this IStringLocalizer<Texts> text, string currency) => currency switch
    {
        "USD" => text["Currency.Dollar"],
        "CNY" => text["Currency.Yuan"],
        "EUR" => text["Currency.Euro"],
        "GBP" => text["Currency.Pound"],
        _ => text["Currency.ByCode", currency],
    };

    public static string Of(this IStringLocalizer<Texts> text, ImportState state) => text[$"ImportState.{state}"];

    /// <summary>Why a file could not be imported, and what to do.</summary>
    public static string Of(this IStringLocalizer<Texts> text, ImportProblem problem) =>
        text[$"ImportProblem.{problem.Code}", problem.Arguments.Cast<object>().ToArray()];

    /// <summary>Why lines were rightly passed over; a reason without words here goes by its code.</summary>
    public static string OfIgnored(this IStringLocalizer<Texts> text, string reason) => IgnoredReasons.Contains(reason) ? text[$"IgnoredReason.{reason}"] : reason;

    public static string OfLevel(this IStringLocalizer<Texts> text, SourceLevel level) => text[$"Level.{level}"];

    public static string Of(this IStringLocalizer<Texts> text, DayState state) => text[$"DayState.{state}"];

    /// <summary>One sign for a cell of the calendar.</summary>
    public static string LetterOf(this IStringLocalizer<Texts> text, DayState state) => text[$"DayState.{state}.Letter"];

    public static string Of(this IStringLocalizer<Texts> text, SeriesKind kind) => text[$"SeriesKind.{kind}"];

    public static string Of(this IStringLocalizer<Texts> text, ArrivalRhythm rhythm) => text[$"ArrivalRhythm.{rhythm}"];

    /// <summary>What its number means.</summary>
    public static string NumberOf(this IStringLocalizer<Texts> text, ArrivalRhythm rhythm) => text[$"ArrivalRhythm.{rhythm}.Number"];

    /// <param name="kind">The contract's name.</param>
    public static string OfTokens(this IStringLocalizer<Texts> text, string kind) => text[$"TokenKind.{kind}"];

    /// <summary>How a request is served, and priced.</summary>
    public static string Of(this IStringLocalizer<Texts> text, ServiceTier tier) => text[$"Tier.{tier}"];

    /// <summary>A price of another unit than a token: "5.00 per 1,000 requests".</summary>
    public static string Of(this IStringLocalizer<Texts> text, PriceUnit unit, string price) => text[$"PriceUnit.{unit}", price];

    /// <summary>What is expected of a price instead, and what to do.</summary>
    public static string Of(this IStringLocalizer<Texts> text, PriceProblem problem) => text[$"PriceProblem.{problem.Code}", problem.Found];

    private static readonly string[] IgnoredReasons =
    [
        "no-usage", "no-model-call", "no-spans", "no-observations", "nothing-in-it", "repeated", "repeated-message", "sum-of-calls", "total-row", "empty-day", "older-telling", "refund", "not-consumption",
        "priced-by-request", "billed-by-image", "billed-by-character", "billed-by-second", "billed-by-byte", "billed-by-session", "billed-by-call",
    ];

    /// <summary>A key of a row: its name, or what its absence means for the dimension.</summary>
    public static string Key(this IStringLocalizer<Texts> text, Dimension dimension, string? key) => key ?? dimension switch
    {
        Dimension.Department or Dimension.Application or Dimension.Function => text["Key.Unassigned"],
        _ => text["Key.Unknown"],
    };

    /// <summary>A column of a file of budgets, or a field of one.</summary>
    public static string BudgetField(this IStringLocalizer<Texts> text, string field) => field.Length > 0 ? text[$"BudgetField.{field}"] : text["BudgetField.line"];

    /// <summary>What would have been right, and what to do.</summary>
    public static string Of(this IStringLocalizer<Texts> text, BudgetProblem problem) => text[$"BudgetProblem.{problem.Code}", problem.Arguments.Cast<object>().ToArray()];

    public static string Of(this IStringLocalizer<Texts> text, MappedField field) => text[$"MapField.{field}"];

    /// <summary>What kind of file it is.</summary>
    public static string Of(this IStringLocalizer<Texts> text, SourceLevel level) => text[$"MapLevel.{level}"];

    public static string Hint(this IStringLocalizer<Texts> text, SourceLevel level) => text[$"MapLevelHint.{level}"];

    public static string Of(this IStringLocalizer<Texts> text, IdentityKind kind) => text[$"MapIdentity.{kind}"];

    public static string Of(this IStringLocalizer<Texts> text, DateStyle style) => text[$"MapDates.{style}"];

    public static string Of(this IStringLocalizer<Texts> text, NumberStyle style) => text[$"MapNumbers.{style}"];

    public static string Of(this IStringLocalizer<Texts> text, MoneyUnit unit) => text[$"MapMoney.{unit}"];

    public static string Of(this IStringLocalizer<Texts> text, GuessReason reason) => text[$"MapReason.{reason}"];

    /// <summary>Why a mapping cannot be used yet, and what to do.</summary>
    public static string Of(this IStringLocalizer<Texts> text, ProfileFault fault) => text[$"MapFault.{fault.Code}", fault.Found];

    /// <summary>Every key that this file can ask for.</summary>
    public static IEnumerable<string> Keys =>
    [
        .. Enum.GetValues<Dimension>().Select(value => $"Dimension.{value}"),
        .. Enum.GetValues<Measure>().SelectMany(value => new[] { $"Measure.{value}", $"MeasureHint.{value}" }),
        .. Enum.GetValues<Scope>().Select(value => $"Scope.{value}"),
        .. Enum.GetValues<PeriodPreset>().Select(value => $"Period.{value}"),
        .. Enum.GetValues<ImportState>().Select(value => $"ImportState.{value}"),
        .. Enum.GetValues<AlertKind>().Select(value => $"AlertKind.{value}"),
        .. Enum.GetValues<AlertSeverity>().Select(value => $"AlertSeverity.{value}"),
        .. Enum.GetValues<AlertState>().Select(value => $"AlertState.{value}"),
        .. Enum.GetValues<OutboxState>().Select(value => $"AlertMessage.{value}"),
        .. DeliveryAnswer.Codes.Select(code => $"Delivery.{code}"),
        .. Enum.GetValues<MailSecurity>().Select(value => $"MailSecurity.{value}"),
        .. WebhookRequest.Templates.Select(template => $"WebhookTemplate.{template}"),
        .. BudgetColumns.All.Concat([BudgetChange.Created, BudgetChange.Deleted, "line"]).Select(name => $"BudgetField.{name}"),
        .. BudgetProblem.Codes.Select(code => $"BudgetProblem.{code}"),
        .. SavingsText.Keys,
        .. SavingThresholds.Keys,
        .. IgnoredReasons.Select(reason => $"IgnoredReason.{reason}"),
        .. Enum.GetValues<SourceLevel>().Select(value => $"Level.{value}"),
        .. TokenKindInfo.All.Select(kind => $"TokenKind.{kind.Name}"),
        .. Enum.GetValues<PriceUnit>().Select(value => $"PriceUnit.{value}"),
        .. PriceProblem.Codes.Select(code => $"PriceProblem.{code}"),
        .. Enum.GetValues<ServiceTier>().Select(value => $"Tier.{value}"),
        .. Enum.GetValues<DayState>().Where(state => state != DayState.Outside).SelectMany(state => new[] { $"DayState.{state}", $"DayState.{state}.Letter" }),
        .. Enum.GetValues<SeriesKind>().Select(kind => $"SeriesKind.{kind}"),
        .. Enum.GetValues<ArrivalRhythm>().Select(rhythm => $"ArrivalRhythm.{rhythm}"),
        .. new[] { ArrivalRhythm.DayOfMonth, ArrivalRhythm.EveryDays }.Select(rhythm => $"ArrivalRhythm.{rhythm}.Number"),
        .. MappedFields.All.Select(value => $"MapField.{value}"),
        .. Enum.GetValues<SourceLevel>().SelectMany(level => new[] { $"MapLevel.{level}", $"MapLevelHint.{level}" }),
        .. Enum.GetValues<IdentityKind>().Where(kind => kind != IdentityKind.Snapshot).Select(kind => $"MapIdentity.{kind}"),
        .. Enum.GetValues<DateStyle>().Select(style => $"MapDates.{style}"),
        .. Enum.GetValues<NumberStyle>().Select(style => $"MapNumbers.{style}"),
        .. Enum.GetValues<MoneyUnit>().Select(unit => $"MapMoney.{unit}"),
        .. Enum.GetValues<GuessReason>().Select(reason => $"MapReason.{reason}"),
        .. ProfileFault.Codes.Select(code => $"MapFault.{code}"),
        .. ImportProblem.Codes.Select(code => $"ImportProblem.{code}"),
    ];
}
