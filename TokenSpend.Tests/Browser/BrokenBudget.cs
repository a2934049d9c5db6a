using Microsoft.Extensions.DependencyInjection;
using TokenSpend.Core.Alerts;
using TokenSpend.Core.Budgets;
using TokenSpend.Core.Operations;
using TokenSpend.Core.Primitives;
using TokenSpend.Core.Spend;
using TokenSpend.Tests.Mail;
using TokenSpend.Tests.Operations;

namespace TokenSpend.Tests.Browser;

/// <summary>One budget of a site and the alert that it broke, an import whose layout nobody knows, and a bill that restates and lacks lines; with names that leave little room.</summary>
internal sealed record BrokenBudget(long Budget, long Alert, long Unknown, long Restating)
{
    private const string Department = "Customer Relations, Field Service and Spare Parts of Northern Europe";

    /// <summary>Told to its owner and to a webhook where nobody answers.</summary>
    public static async Task<BrokenBudget> MakeAsync(IServiceProvider site)
    {
        var hook = new Webhook { Name = "Chat of the controllers of Northern Europe", Template = "generic", Address = $"http://127.0.0.1:{MailServer.FreePort()}/" };
        await site.GetRequiredService<Webhooks>().SaveAsync(Viewer.Everything, hook, CancellationToken.None);
        var (budget, problems) = await site.GetRequiredService<BudgetBook>().SaveAsync(Viewer.Everything, new Budget
        {
            Name = Department, Currency = "USD", Owner = "head-of-field-service@northern-europe.example.com", Watchers = ["controlling@northern-europe.example.com"],
            Where = [new Filter(Dimension.Department, [Department])], Amounts = [new BudgetAmount(new Month(2026, 8), 1_234_567 * Nano.PerUnit)],
        }, CancellationToken.None);
        Assert.Empty(problems);
        foreach (var month in new[] { new Month(2026, 10), new Month(2026, 11) }) await ImportAsync(site.GetRequiredService<Imports>(), month);
        await site.GetRequiredService<AlertEvaluation>().EvaluateAsync(CancellationToken.None);
        var alerts = await site.GetRequiredService<AlertBook>().ListAsync(Viewer.Everything, null, CancellationToken.None);
        return new BrokenBudget(budget!.Id, alerts.First(alert => alert.Snapshot.Number(AlertFigures.Budget) == budget.Id).Id, await UnknownAsync(site.GetRequiredService<Imports>()), await RestatingAsync(site.GetRequiredService<Imports>()));
    }

    private static async Task<long> UnknownAsync(Imports imports)
    {
        var path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        await File.WriteAllTextAsync(path, "Day of the Invoice,Name of the Language Model,Tokens In,Tokens Out,Invoiced Amount Before Taxes and Discounts (EUR)\n2026-10-01,claude-sonnet-4-5,1000,200,12.50\nnever,claude-sonnet-4-5,1,1,0.01\n");
        var id = await imports.EnqueueAsync(new ImportRequest(path, "invoices-of-the-northern-european-reseller-october.csv", OwnsPath: true), CancellationToken.None);
        await Assert.ThrowsAsync<ImportFailedException>(() => imports.RunAsync(id, CancellationToken.None));
        return id;
    }

    private static async Task<long> RestatingAsync(Imports imports)
    {
        const string Sku = "standard-input-tokens-of-the-large-model-in-the-northern-european-region";
        await ImportAsync(imports, "requests.ndjson", string.Concat(Enumerable.Range(0, 120).Select(number =>
            LogLines.Line($"r{number}", new DateTime(2026, 10, 5, 8, 0, 0, DateTimeKind.Utc).AddHours(number), "openai", "gpt-5", 1000, 200, 50, "key-of-the-field-service-assistant-of-northern-europe") + "\n")));
        await ImportAsync(imports, "openai-invoice-of-september-first-telling.csv", SnapshotBills.Of((Sku, "10"), ("output-tokens", "4"), ("cached-input-tokens", "2")));
        return await ImportAsync(imports, "openai-invoice-of-september-corrected.csv", SnapshotBills.Of((Sku, "12"), ("output-tokens", "4"), ("batch", "1.2.3")));
    }

    private static Task<long> ImportAsync(Imports imports, Month month) => ImportAsync(imports, $"north-{month}.csv", FocusBill.Of(month, "acct-north", (Department, "gpt-5", 1_600_000)));

    private static async Task<long> ImportAsync(Imports imports, string name, string content)
    {
        var path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        await File.WriteAllTextAsync(path, content);
        var id = await imports.EnqueueAsync(new ImportRequest(path, name, OwnsPath: true), CancellationToken.None);
        Assert.NotNull(await imports.RunAsync(id, CancellationToken.None));
        return id;
    }
}
