using System.Globalization;
using Microsoft.AspNetCore.Components;
using TokenSpend.Core.Operations;
using TokenSpend.Core.Primitives;
using TokenSpend.Core.Spend;
using TokenSpend.Web.Navigation;
using TokenSpend.Web.Text;

namespace TokenSpend.Web.Components.Pages.Imports.Calendar;

/// <summary>What is lacking in words, then payer by day. Never by colour alone: each day has a letter, what is provisional a pattern.</summary>
public sealed partial class CoverageSheet
{
    private static readonly DayState[] Shown = [.. Enum.GetValues<DayState>().Where(state => state != DayState.Outside)];

    [Parameter, EditorRequired] public required CoverageCalendar Of { get; set; }
    [Parameter, EditorRequired] public required ViewState View { get; set; }

    [Inject] private Writing Writing { get; set; } = null!;

    private sealed record Cell(string Look, string Letter, string? Link, string Words);

    private sealed record Row(string Payer, IReadOnlyList<Cell> Cells);

    private sealed record MonthTable(string Name, IReadOnlyList<DateOnly> Days, IReadOnlyList<Row> Rows);

    private List<MonthTable> _months = [];
    private List<(string Payer, List<(string Words, string Link)> What)> _lacking = [];

    private string Headline
    {
        get
        {
            var days = Of.Payers.Sum(payer => payer.Days.Count(day => day.IsLacking));
            var period = Writing.Days.Range(Of.Days);
            var awaited = Of.Payers.Count(payer => payer.Days.Any(day => day.State == DayState.NotYet));
            return days switch
            {
                0 when awaited > 0 => Text["Coverage.HeadlineAwaited", period, Figures.Count(awaited).Text],
                0 => Text["Coverage.HeadlineWhole", period],
                1 => Text["Coverage.HeadlineOne", period],
                _ => Text["Coverage.Headline", Figures.Count(days).Text, period],
            };
        }
    }

    protected override void OnParametersSet()
    {
        // The newest month is what a reader comes for.
        _months = [.. Month.In(Of.Days).Reverse().Select(Table)];
        _lacking = [.. Of.Payers.Select(payer => (Text.Key(Dimension.Payer, payer.Payer.Label), Runs(payer).ToList())).Where(payer => payer.Item2.Count > 0)];
    }

    private MonthTable Table(Month month)
    {
        var days = month.Days.Intersect(Of.Days)!.Value;
        var skip = days.From.DayNumber - Of.Days.From.DayNumber;
        return new MonthTable(Writing.Days.Long(month), [.. Enumerable.Range(0, days.Days).Select(days.From.AddDays)],
            [.. Of.Payers.Select(payer => new Row(Text.Key(Dimension.Payer, payer.Payer.Label), [.. payer.Days.Skip(skip).Take(days.Days).Select(day => ToCell(payer, day))]))]);
    }

    private Cell ToCell(PayerCoverage payer, CoverageDay day)
    {
        var look = Look(day.State, day.IsProvisional, day.LacksLog);
        return day.State == DayState.Outside
            ? new Cell(look, "", null, "")
            : new Cell(look, Text.LetterOf(day.State), Link(payer, new Period(day.Day, day.Day.AddDays(1))),
                $"{Text.Key(Dimension.Payer, payer.Payer.Label)}, {Writing.Days.Weekday(day.Day)}: {Words(day)}");
    }

    private string Words(CoverageDay day) => string.Join(Text["Coverage.Comma"], new[]
    {
        Text.Of(day.State), day.IsProvisional ? Text["Coverage.Provisional"].Value : null, day.LacksLog ? Text["Coverage.LacksLog"].Value : null,
    }.OfType<string>());

    private static bool IsListed(CoverageDay day) => day.IsLacking || day.State == DayState.NotYet;

    /// <summary>Days in a row that lack the same thing, as one.</summary>
    private IEnumerable<(string, string)> Runs(PayerCoverage payer)
    {
        for (var at = 0; at < payer.Days.Count;)
        {
            var start = payer.Days[at];
            var end = at + 1;
            if (IsListed(start))
            {
                while (end < payer.Days.Count && IsListed(payer.Days[end]) && Lack(payer.Days[end]) == Lack(start)) end++;
                var days = new Period(start.Day, payer.Days[end - 1].Day.AddDays(1));
                yield return (Text["Coverage.LackOf", Writing.Days.Range(days), Lack(start)], Link(payer, days));
            }
            at = end;
        }
    }

    private string Lack(CoverageDay day) => day.LacksLog ? Text["Coverage.LacksLog"] : Text.Of(day.State);

    private static string Link(PayerCoverage payer, Period days) =>
        Links.Explore((ViewState.Default.In(days) with { By = [days.Days == 1 ? Dimension.Model : Dimension.Day] }).Only(Dimension.Payer, payer.Payer.Label));

    private static string Look(DayState state, bool provisional, bool lacksLog) => string.Create(CultureInfo.InvariantCulture,
        $"cell {state.ToString().ToLowerInvariant()}{(provisional ? " provisional" : "")}{(lacksLog ? " lacks-log" : "")}");

    private static bool IsWeekend(DateOnly day) => day.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday;
}
