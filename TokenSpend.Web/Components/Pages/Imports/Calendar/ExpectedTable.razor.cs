using System.Globalization;
using Microsoft.AspNetCore.Components;
using TokenSpend.Core.Alerts;
using TokenSpend.Core.Operations;
using TokenSpend.Core.Spend;
using TokenSpend.Core.Usage;
using TokenSpend.Web.Text;

namespace TokenSpend.Web.Components.Pages.Imports.Calendar;

/// <summary>When each series of files is expected, why, and by whom it was said.</summary>
public sealed partial class ExpectedTable
{
    private const string Learned = "";

    [Parameter, EditorRequired] public required IReadOnlyList<ExpectedFile> Of { get; set; }

    /// <summary>Why the last change was refused; null: it was not.</summary>
    [Parameter] public string? Failure { get; set; }

    /// <summary>Null: as learned.</summary>
    [Parameter] public EventCallback<(FileSeries Series, ArrivalRule? Rule)> OnSave { get; set; }

    [Inject] private Writing Writing { get; set; } = null!;

    private FileSeries? _edited;
    private string _rhythm = Learned;
    private string _number = "";

    private string Name(ExpectedFile file) => file.Series.Issuer is null ? file.Series.Name
        : $"{Text.Key(Dimension.Payer, new Payer(file.Series.Issuer, file.Series.Account).Label)} · {file.Series.Name}";

    private string Reason(ExpectedFile file) => file switch
    {
        { Rule: { Rhythm: ArrivalRhythm.NotExpected } } => Text["Expected.SetNone"],
        { Rule: { Rhythm: ArrivalRhythm.DayOfMonth } rule } => Text["Expected.SetDay", Ordinal(rule.Number)],
        { Rule: { } rule } => Text["Expected.SetEvery", rule.Number],
        { Next: null } or { Habit: null } => Text["Expected.TooFew"],
        { Habit: { FirstDay: { } first, LastDay: { } last } habit } => first == last
            ? Text["Expected.LearnedDay", habit.Files, Ordinal(first)]
            : Text["Expected.LearnedDays", habit.Files, Ordinal(first), Ordinal(last)],
        { Habit.EveryDays: 1 } => Text["Expected.LearnedDaily"],
        _ => Text["Expected.LearnedEvery", file.Habit!.Files, file.Habit.EveryDays],
    };

    /// <summary>"3rd" in English; in Chinese the number alone.</summary>
    private static string Ordinal(int day) => CultureInfo.CurrentUICulture.TwoLetterISOLanguageName == "zh" ? $"{day}" : (day % 10, day) switch
    {
        (_, 11 or 12 or 13) => $"{day}th",
        (1, _) => $"{day}st",
        (2, _) => $"{day}nd",
        (3, _) => $"{day}rd",
        _ => $"{day}th",
    };

    private void Edit(ExpectedFile file)
    {
        _edited = file.Series;
        _rhythm = file.Rule?.Rhythm.ToString() ?? Learned;
        _number = file.Rule is { Number: > 0 } rule ? $"{rule.Number}" : "";
    }

    private async Task SaveAsync()
    {
        var number = int.TryParse(_number.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var typed) ? typed : 0;
        ArrivalRule? rule = Enum.TryParse<ArrivalRhythm>(_rhythm, out var rhythm) ? new ArrivalRule(rhythm, rhythm == ArrivalRhythm.NotExpected ? 0 : number) : null;
        await OnSave.InvokeAsync((_edited!, rule));
        // A number that is none stays to be mended.
        if (rule is null or { IsValid: true }) _edited = null;
    }
}
