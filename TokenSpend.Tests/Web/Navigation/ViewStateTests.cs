using CsCheck;
using TokenSpend.Core.Primitives;
using TokenSpend.Core.Spend;
using TokenSpend.Web.Navigation;

namespace TokenSpend.Tests.Web.Navigation;

public sealed class ViewStateTests
{
    private static readonly DateOnly Today = new(2026, 11, 24);

    private static readonly Gen<PeriodChoice> Periods = Gen.OneOf(
        Gen.Int[0, 4].Select(preset => PeriodChoice.Of((PeriodPreset)preset)),
        Gen.Select(Gen.Int[730_000, 740_000], Gen.Int[1, 500])
            .Select(days => PeriodChoice.Between(new Period(DateOnly.FromDayNumber(days.Item1), DateOnly.FromDayNumber(days.Item1 + days.Item2)))));

    private static readonly Gen<string?> Values = Gen.OneOf(Gen.Const((string?)null), Gen.String[1, 12].Where(text => text.Length > 0).Select(text => (string?)text),
        OneOf<string?>("Sales & Ops", "研发中心", "a=b", "x,y", "50 %", "<img src=x onerror=alert(1)>", "+", "#"));

    private static readonly Gen<ViewState> Views =
        from period in Periods
        from values in Values.Array[1, 3]
        from dimension in OneOf(DimensionNames.Offered.ToArray())
        from filtered in Gen.Bool
        from groups in Gen.Shuffle(Enum.GetValues<Dimension>(), 2)
        from grouped in Gen.Bool
        from measure in Gen.Enum<Measure>()
        from scope in Gen.Enum<Scope>()
        from currency in OneOf(null, "USD", "CNY")
        from compare in Gen.Bool
        from sort in OneOf(null, "-cost", "key0")
        select new ViewState(period, filtered ? [new Filter(dimension, values.Distinct().ToArray())] : [], grouped ? groups : [], measure, scope, currency, null, compare, sort);

    private static Gen<T> OneOf<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(at => values[at]);

    [Fact]
    public void Every_view_reads_back_from_its_own_address() => Views.Sample(view =>
    {
        var again = ViewState.Parse(view.Print());
        return again == view
            && again.Period == view.Period && again.By.SequenceEqual(view.By) && again.Measure == view.Measure && again.Scope == view.Scope
            && again.Where.Zip(view.Where).All(pair => pair.First.Dimension == pair.Second.Dimension && pair.First.Values.SequenceEqual(pair.Second.Values));
    });

    [Fact]
    public void An_address_that_nobody_made_opens_the_default_instead_of_failing() => Gen.String.Sample(text =>
    {
        var view = ViewState.Parse("?" + text + "&by=nonsense&measure=7&from=yesterday&currency=dollars");
        return view.By.Count == 0 && view.Measure == Measure.Attributed && view.Currency is null;
    });

    [Fact]
    public void The_default_view_leaves_the_address_clean() => Assert.Equal("", ViewState.Default.Print());

    [Fact]
    public void An_address_is_short_and_readable()
    {
        var view = ViewState.Default.In(new Period(new(2026, 10, 1), new(2026, 11, 1))).With(Dimension.Department, "Sales") with { By = [Dimension.Application, Dimension.Model] };
        Assert.Equal("?from=2026-10-01&to=2026-11-01&dept=Sales&by=application,model", view.Print());
    }

    [Fact]
    public void Both_spellings_of_a_dimension_are_read() =>
        Assert.Equal(ViewState.Parse("?dept=Sales"), ViewState.Parse("?department=Sales"));

    [Fact]
    public void An_empty_value_means_unassigned() =>
        Assert.Equal([null], ViewState.Parse("?dept=").Where[0].Values);

    [Fact]
    public void The_question_to_the_cube_holds_what_the_address_holds()
    {
        var query = ViewState.Parse("?period=last-month&provider=openai&measure=billed&scope=all&currency=usd").Query(Today, Dimension.Model);
        Assert.Equal(new Period(new(2026, 10, 1), new(2026, 11, 1)), query.Days);
        Assert.Equal((Measure.Billed, Scope.All, "USD"), (query.Measure, query.Scope, query.Currency));
        Assert.Equal("openai", Assert.Single(query.Where).Values[0]);
    }

    [Fact]
    public void A_drill_filters_by_the_row_and_moves_to_what_comes_next()
    {
        var view = ViewState.Default.Drill([Dimension.Department], ["Sales"]);
        Assert.Equal("?dept=Sales&by=application", view.Print());
        Assert.Equal("?dept=Sales&app=crm&by=model", view.Drill([Dimension.Application], ["crm"]).Print());
        Assert.Equal("?dept=&by=application", ViewState.Default.Drill([Dimension.Department], [null]).Print());
    }

    [Fact]
    public void A_drill_into_a_day_or_month_narrows_the_period()
    {
        Assert.StartsWith("?from=2026-11-03&to=2026-11-04", ViewState.Default.Drill([Dimension.Day], ["2026-11-03"]).Print(), StringComparison.Ordinal);
        Assert.StartsWith("?from=2026-02-01&to=2026-03-01", ViewState.Default.Drill([Dimension.Month], ["2026-02"]).Print(), StringComparison.Ordinal);
    }

    [Fact]
    public void Adding_and_removing_a_filter_gives_the_view_before()
    {
        var view = ViewState.Parse("?dept=Sales&model=gpt-5");
        Assert.Equal(view, view.With(Dimension.Department, "Legal").Without(Dimension.Department, "Legal"));
        Assert.Equal(view, view.With(Dimension.Department, "Sales"));
    }
}
