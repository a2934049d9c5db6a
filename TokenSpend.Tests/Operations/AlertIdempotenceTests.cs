using CsCheck;
using TokenSpend.Core.Alerts;
using TokenSpend.Core.Budgets;
using TokenSpend.Core.Operations;
using TokenSpend.Core.Primitives;
using TokenSpend.Core.Storage;

namespace TokenSpend.Tests.Operations;

/// <summary>Whatever is imported, undone and evaluated, in whatever order: one alert a cause and one mail an alert.</summary>
public sealed class AlertIdempotenceTests
{
    private const long Amount = 100;

    /// <summary>Files of a gateway by the dollars that they cost: together they break the budget, two of them reach 80 %.</summary>
    private static readonly int[] Dollars = [50, 40, 30];

    private enum Act { Import, Undo, Evaluate }

    private static readonly Gen<(Act Act, int File)[]> Stories = Gen.Select(Gen.Frequency((3, Gen.Const(Act.Import)), (2, Gen.Const(Act.Undo)), (3, Gen.Const(Act.Evaluate))), Gen.Int[0, Dollars.Length - 1]).Array[4, 14];

    [Fact]
    public void Any_order_of_imports_undos_and_evaluations_leaves_one_alert_a_cause_and_one_mail_an_alert() =>
        Stories.Sample(story => HoldsAsync(story).GetAwaiter().GetResult(), iter: 12, threads: 1);

    [Fact]
    public Task Imported_evaluated_undone_evaluated_imported_again_and_evaluated_is_one_alert_and_one_mail() => HoldsAsync(
        (Act.Import, 0), (Act.Import, 1), (Act.Evaluate, 0), (Act.Evaluate, 0), (Act.Undo, 1), (Act.Evaluate, 0), (Act.Import, 1), (Act.Evaluate, 0), (Act.Import, 1), (Act.Evaluate, 0));

    /// <summary>Acts on real files and a real database, and compares after each evaluation with what plain sums say.</summary>
    private static async Task HoldsAsync(params (Act Act, int File)[] story)
    {
        using var place = new TestPlace();
        var budgets = new BudgetBook(place.Database, place.Spend, place.Clock);
        var alerts = new AlertBook(place.Database, place.Clock);
        using var evaluation = new AlertEvaluation(place.Database, alerts, new AlertGathering(place.Database, place.Company, place.Spend, budgets, alerts), place.Clock);
        await budgets.SaveAsync(Viewer.Everything, new Budget
        {
            Name = "Company", Currency = "USD", Owner = "owner@example.com", WatchRunRate = false, Amounts = [new BudgetAmount(new Month(2026, 1), Amount * Nano.PerUnit)],
        }, CancellationToken.None);
        string[] paths = [.. Dollars.Select((dollars, file) => place.Write($"log-{file}", Log(file, dollars)))];
        Stack<long>[] live = [.. Dollars.Select(_ => new Stack<long>())];
        SortedSet<int> raised = [];
        foreach (var (act, file) in story)
        {
            place.Clock.Now += TimeSpan.FromMinutes(1);
            switch (act)
            {
                case Act.Import:
                    live[file].Push((await place.ImportAsync(paths[file])).Import!.Value);
                    break;
                case Act.Undo when live[file].TryPop(out var import):
                    await place.UndoAsync(import);
                    break;
                case Act.Evaluate:
                    await evaluation.EvaluateAsync(CancellationToken.None);
                    var share = ShareOf(Dollars.Where((_, at) => live[at].Count > 0).Sum());
                    if (share is { } reached) raised.Add(reached);
                    await AssertAsync(place, alerts, raised, share);
                    break;
            }
        }
    }

    private static async Task AssertAsync(TestPlace place, AlertBook alerts, SortedSet<int> raised, int? holds)
    {
        var all = (await alerts.ListAsync(Viewer.Everything, null, CancellationToken.None)).Where(alert => alert.Kind == AlertKind.BudgetShare).ToList();
        Assert.Equal(raised, all.Select(alert => int.Parse(alert.Snapshot.Text(AlertFigures.Threshold)!, System.Globalization.CultureInfo.InvariantCulture)).Order());
        Assert.Equal(holds is { } share ? [$"{share}"] : [], all.Where(alert => alert.State == AlertState.Open).Select(alert => alert.Snapshot.Text(AlertFigures.Threshold)));
        await using var db = place.Database.Edit();
        Assert.Equal(all.Select(alert => alert.Id).Order(), db.Outbox.AsEnumerable().SelectMany(message => message.AlertIds).Order());
    }

    private static int? ShareOf(int dollars) => dollars >= Amount ? 100 : dollars * 100 >= Amount * 80 ? 80 : null;

    /// <summary>A million tokens of output of gpt-5 cost ten dollars.</summary>
    private static string Log(int file, int dollars) => string.Concat(Enumerable.Range(0, dollars / 10).Select(request =>
        LogLines.Line($"{file}-{request}", new DateTime(2026, 11, 2 + file, 9, request, 0, DateTimeKind.Utc), "openai", "gpt-5", 0, 0, 1_000_000) + "\n"));
}
