using System.Diagnostics;
using System.Globalization;
using TokenSpend.Core.Budgets;
using TokenSpend.Core.Primitives;
using TokenSpend.Core.Spend;

namespace TokenSpend.Bench;

/// <summary>How long it takes to see where 500 budgets stand, as after each import.</summary>
internal static class BudgetBench
{
    private const int Budgets = 500;
    private const int Repeats = 9;

    public static int Run(int dayRows)
    {
        var year = new SyntheticYear(dayRows);
        var (cube, _, _) = CubeBench.Load(year, year.Lookups);
        var asked = 0;
        var spend = new SpendAnswers(query => { asked++; return cube.Query(query, query.Currency is { } currency ? To(currency) : null); }, To);
        Budget[] budgets = [.. Enumerable.Range(0, Budgets).Select(BudgetOf)];
        var month = SyntheticYear.First.Add(11);
        Console.WriteLine($"rows {cube.Segments.Sum(segment => segment.Count):N0}, {Budgets} budgets");
        foreach (var (name, today) in new[] { ("mid-month", month.First.AddDays(19)), ("second day", month.First.AddDays(1)) })
        {
            // The first pays for compiling and for the names of dimensions.
            var first = Time(() => BudgetStandings.Of(budgets, month, today, spend));
            asked = 0;
            var found = 0;
            var times = Enumerable.Range(0, Repeats).Select(_ => Time(() => found = BudgetStandings.Of(budgets, month, today, spend).Count)).Order().ToList();
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{name,-12} {found} standings, {asked / Repeats} questions: first {first:F0}, p50 {times[Repeats / 2]:F0}, worst {times[^1]:F0} ms"));
        }
        return 0;
    }

    private static Budget BudgetOf(int at) => new()
    {
        Name = $"budget {at}", Owner = "owner@example.com", Currency = (at % 3) switch { 0 => "USD", 1 => "EUR", _ => null },
        Amounts = [new BudgetAmount(SyntheticYear.First, 5_000_000_000_000)],
        Where = (at % 7) switch
        {
            0 => [],
            1 => [Is(Dimension.Department, $"department-{at % 8}")],
            2 => [Is(Dimension.Application, $"application-{at % 25}")],
            3 => [Is(Dimension.Model, $"model-{at % 40}")],
            4 => [Is(Dimension.Department, $"department-{at % 8}"), Is(Dimension.Model, $"model-{at % 40}")],
            5 => [Is(Dimension.Key, $"key-{at * 5}")],
            _ => [Is(Dimension.Department, $"department-{at % 8}"), Is(Dimension.Application, $"application-{at % 25}"), Is(Dimension.Model, $"model-{at % 40}")],
        },
    };

    private static Filter Is(Dimension dimension, string value) => new(dimension, [value]);

    private static ConvertMoney To(string target) => (amount, day) => new Converted(new Money(Nano.DivideHalfEven((Int128)amount.Nanos * 9, 10), target), 0.9m, day);

    private static double Time(Action act)
    {
        var watch = Stopwatch.StartNew();
        act();
        return watch.Elapsed.TotalMilliseconds;
    }
}
