using TokenSpend.Core.Alerts;
using TokenSpend.Core.Budgets;
using TokenSpend.Core.Operations;
using TokenSpend.Core.Primitives;
using TokenSpend.Core.Storage;

namespace TokenSpend.Tests.Operations;

public sealed class AlertEvaluationTests : IDisposable
{
    private static readonly DateTime November = new(2026, 11, 2, 9, 0, 0, DateTimeKind.Utc);

    private readonly TestPlace _place = new();
    private readonly BudgetBook _budgets;
    private readonly AlertBook _alerts;
    private readonly AlertEvaluation _evaluation;

    public AlertEvaluationTests()
    {
        _budgets = new BudgetBook(_place.Database, _place.Spend, _place.Clock);
        _alerts = new AlertBook(_place.Database, _place.Clock);
        _evaluation = Evaluation();
    }

    private AlertEvaluation Evaluation() => new(_place.Database, _alerts, new AlertGathering(_place.Database, _place.Company, _place.Spend, _budgets, _alerts), _place.Clock);

    private Task EvaluateAsync() => _evaluation.EvaluateAsync(CancellationToken.None);

    private Task<IReadOnlyList<Alert>> ListAsync(AlertState? state = null) => _alerts.ListAsync(Viewer.Everything, state, CancellationToken.None);

    private List<OutboxMessage> Outbox()
    {
        using var db = _place.Database.Edit();
        return [.. db.Outbox.OrderBy(message => message.Id)];
    }

    /// <summary>Requests of whole dollars: a million tokens of output of gpt-5 cost ten.</summary>
    private string Log(string name, int requests, DateTime? at = null, string model = "gpt-5") => _place.Write(name,
        string.Concat(Enumerable.Range(0, requests).Select(one => LogLines.Line($"{name}-{one}", (at ?? November).AddHours(one), "openai", model, 0, 0, 1_000_000) + "\n")));

    private async Task<Budget> BudgetAsync(long dollars, string name = "Company")
    {
        var saved = await _budgets.SaveAsync(Viewer.Everything, new Budget
        {
            Name = name, Currency = "USD", Owner = "owner@example.com", Watchers = ["watcher@example.com"], WatchRunRate = false, Amounts = [new BudgetAmount(new Month(2026, 1), dollars * Nano.PerUnit)],
        }, CancellationToken.None);
        Assert.Empty(saved.Problems);
        return saved.Budget!;
    }

    [Fact]
    public async Task A_bill_that_breaks_a_budget_raises_an_alert_with_its_figures_and_one_message_to_each()
    {
        var budget = await BudgetAsync(100);
        await _place.ImportAsync(Log("a", 9));
        await EvaluateAsync();
        var alert = Assert.Single(await ListAsync());
        Assert.Equal(($"budget-share:{budget.Id}:2026-11:80:100000000000", AlertState.Open, "90.0"), (alert.Cause, alert.State, alert.Snapshot.Text(AlertFigures.Share)));
        Assert.Equal([new AlertRow(null, 90 * Nano.PerUnit, "USD")], alert.Snapshot.Rows);
        Assert.Equal([("owner@example.com", alert.Id), ("watcher@example.com", alert.Id)], Outbox().Select(message => (message.Address!, message.AlertIds.Single())));
        Assert.Equal(2, (await _alerts.ListMessagesAsync(Viewer.Everything, alert.Id, CancellationToken.None)).Count);
    }

    [Fact]
    public async Task Two_budgets_broken_at_once_are_two_alerts_and_one_message_to_each()
    {
        await BudgetAsync(100);
        await BudgetAsync(130, "Everything");
        await _place.ImportAsync(Log("a", 11));
        await EvaluateAsync();
        Assert.Equal(["100", "80"], (await ListAsync()).Select(alert => alert.Snapshot.Text(AlertFigures.Threshold)));
        Assert.All(Outbox(), message => Assert.Equal(2, message.AlertIds.Count));
        Assert.Equal(2, Outbox().Count);
    }

    [Fact]
    public async Task Undo_resolves_and_the_same_import_again_opens_it_without_another_message()
    {
        await BudgetAsync(100);
        var path = Log("a", 9);
        var import = await _place.ImportAsync(path);
        await EvaluateAsync();
        var raised = Assert.Single(await ListAsync());
        await _alerts.AcknowledgeAsync(Viewer.Everything, raised.Id, CancellationToken.None);
        var before = Assert.Single(await ListAsync());

        await _place.UndoAsync(import.Import!.Value);
        _place.Clock.Now += TimeSpan.FromHours(1);
        await EvaluateAsync();
        Assert.Equal((AlertState.Resolved, TestPlace.Now.UtcDateTime.AddHours(1)), Assert.Single(await ListAsync()) is var gone ? (gone.State, gone.ResolvedUtc) : default);

        await _place.ImportAsync(path);
        await EvaluateAsync();
        var again = Assert.Single(await ListAsync());
        Assert.Equal((before.Id, AlertState.Acknowledged, before.RaisedUtc, null), (again.Id, again.State, again.RaisedUtc, again.ResolvedUtc));
        Assert.Equal(before.Snapshot.Figures, again.Snapshot.Figures);
        Assert.Equal(2, Outbox().Count);
    }

    [Fact]
    public async Task Below_all_of_it_again_the_lower_share_opens_and_the_higher_is_resolved()
    {
        await BudgetAsync(100);
        await _place.ImportAsync(Log("a", 9));
        await EvaluateAsync();
        var more = await _place.ImportAsync(Log("b", 2, November.AddDays(3)));
        await EvaluateAsync();
        Assert.Equal(["100 Open", "80 Resolved"], (await ListAsync()).Select(alert => $"{alert.Snapshot.Text(AlertFigures.Threshold)} {alert.State}"));
        await _place.UndoAsync(more.Import!.Value);
        await EvaluateAsync();
        Assert.Equal(["100 Resolved", "80 Open"], (await ListAsync()).Select(alert => $"{alert.Snapshot.Text(AlertFigures.Threshold)} {alert.State}"));
        Assert.Equal(4, Outbox().Count);
    }

    [Fact]
    public async Task A_late_bill_of_last_month_still_breaks_its_budget_but_not_one_that_was_made_since()
    {
        var old = await BudgetAsync(100);
        _place.Clock.Now = new DateTimeOffset(2026, 12, 3, 8, 0, 0, TimeSpan.Zero);
        await BudgetAsync(100, "New");
        await _place.ImportAsync(Log("a", 11));
        await EvaluateAsync();
        Assert.Equal($"budget-share:{old.Id}:2026-11:100:100000000000", Assert.Single(await ListAsync()).Cause);
    }

    [Fact]
    public async Task Evaluated_twice_at_once_by_two_processes_each_alert_and_message_is_there_once()
    {
        await BudgetAsync(100);
        await BudgetAsync(130, "Everything");
        await _place.ImportAsync(Log("a", 11));
        using var another = Evaluation();
        await Task.WhenAll(Enumerable.Range(0, 4).Select(at => (at % 2 == 0 ? _evaluation : another).EvaluateAsync(CancellationToken.None)));
        Assert.Equal(2, (await ListAsync()).Count);
        Assert.Equal(2, Outbox().Count);
    }

    [Fact]
    public async Task A_raised_budget_resolves_the_alert_and_a_deleted_one_too()
    {
        var budget = await BudgetAsync(100);
        await _place.ImportAsync(Log("a", 9));
        await EvaluateAsync();
        await _budgets.SaveAsync(Viewer.Everything, budget with { Amounts = [new BudgetAmount(new Month(2026, 1), 1000 * Nano.PerUnit)] }, CancellationToken.None);
        await EvaluateAsync();
        Assert.Equal(AlertState.Resolved, Assert.Single(await ListAsync()).State);
    }

    [Fact]
    public async Task The_webhooks_that_are_enabled_get_one_message_each()
    {
        using (var db = _place.Database.Edit())
        {
            db.Webhooks.AddRange(new Webhook { Name = "chat", Address = "https://example.com/a", Template = "slack" }, new Webhook { Name = "off", Address = "https://example.com/b", Template = "generic", Enabled = false });
            await db.SaveChangesAsync();
        }
        await BudgetAsync(100);
        await _place.ImportAsync(Log("a", 11));
        await EvaluateAsync();
        Assert.Equal(1, Outbox().Count(message => message.WebhookId is not null));
    }

    [Fact]
    public async Task A_year_imported_at_once_is_no_news_but_a_model_of_last_week_is()
    {
        for (var month = 1; month <= 11; month++) await _place.ImportAsync(Log($"m{month}", 2, new DateTime(2026, month, 3, 9, 0, 0, DateTimeKind.Utc), month == 9 ? "gpt-4o" : "gpt-5"));
        await EvaluateAsync();
        Assert.Empty(await ListAsync());
        await _place.ImportAsync(Log("new", 1, new DateTime(2026, 11, 20, 9, 0, 0, DateTimeKind.Utc), "gpt-4.1"));
        await EvaluateAsync();
        var alert = Assert.Single(await ListAsync());
        Assert.Equal((AlertKind.NewModel, "gpt-4.1", "2026-11-20"), (alert.Kind, alert.Snapshot.Text(AlertFigures.Model), alert.Snapshot.Text(AlertFigures.First)));
    }

    [Fact]
    public async Task Tokens_without_a_price_are_told_by_model_and_settled_by_a_higher_threshold()
    {
        await _place.ImportAsync(Log("a", 2, model: "nobody-knows-1"));
        await EvaluateAsync();
        var alert = Assert.Single(await ListAsync());
        Assert.Equal((AlertKind.Unpriced, "2000000"), (alert.Kind, alert.Snapshot.Text(AlertFigures.Tokens)));
        Assert.Equal(2_000_000, Assert.Single(alert.Snapshot.Rows).Amount);
        _alerts.SaveSettings(Viewer.Everything, new AlertSettings { UnpricedTokens = 3_000_000 });
        await EvaluateAsync();
        Assert.Equal(AlertState.Resolved, Assert.Single(await ListAsync()).State);
    }

    [Fact]
    public async Task A_daily_log_that_stays_away_is_told_and_its_coming_settles_it()
    {
        for (var day = 1; day <= 10; day++)
        {
            _place.Clock.Now = new DateTimeOffset(2026, 11, day + 1, 8, 0, 0, TimeSpan.Zero);
            await _place.ImportAsync(Log($"d{day}", 3, new DateTime(2026, 11, day, 9, 0, 0, DateTimeKind.Utc)), "gateway");
        }
        await EvaluateAsync();
        Assert.Empty(await ListAsync());
        _place.Clock.Now = new DateTimeOffset(2026, 11, 14, 8, 0, 0, TimeSpan.Zero);
        await EvaluateAsync();
        var late = Assert.Single(await ListAsync());
        Assert.Equal((AlertKind.LateLog, "gateway", "2026-11-10"), (late.Kind, late.Snapshot.Text(AlertFigures.Source), late.Snapshot.Text(AlertFigures.Last)));
        await _place.ImportAsync(Log("d13", 3, new DateTime(2026, 11, 13, 9, 0, 0, DateTimeKind.Utc)), "gateway");
        await EvaluateAsync();
        Assert.Equal(AlertState.Resolved, Assert.Single(await ListAsync()).State);
    }

    [Fact]
    public async Task A_cost_export_of_each_month_that_stays_away_is_told()
    {
        for (var month = 7; month <= 10; month++)
        {
            _place.Clock.Now = new DateTimeOffset(2026, month + 1, 6, 8, 0, 0, TimeSpan.Zero);
            await _place.ImportAsync(_place.Write($"bill-{month}.csv", Bill(month)));
        }
        await EvaluateAsync();
        Assert.DoesNotContain(await ListAsync(), alert => alert.Kind == AlertKind.LateBill);
        _place.Clock.Now = new DateTimeOffset(2026, 12, 14, 8, 0, 0, TimeSpan.Zero);
        await EvaluateAsync();
        var late = Assert.Single(await ListAsync(), alert => alert.Kind == AlertKind.LateBill);
        Assert.Equal(("openai", "acct", "2026-10-31"), (late.Snapshot.Text(AlertFigures.Issuer), late.Snapshot.Text(AlertFigures.Account), late.Snapshot.Text(AlertFigures.Last)));
    }

    private static string Bill(int month) =>
        "BilledCost,EffectiveCost,BillingCurrency,BillingAccountId,BillingPeriodStart,BillingPeriodEnd,ChargeCategory,ChargePeriodStart,ChargePeriodEnd,ChargeDescription,InvoiceIssuerName,ProviderName,ServiceName\n"
        + $"10,10,USD,acct,2026-{month:D2}-01T00:00:00Z,2026-{month + 1:D2}-01T00:00:00Z,Usage,2026-{month:D2}-03T00:00:00Z,2026-{month:D2}-04T00:00:00Z,gpt-5 tokens,OpenAI,OpenAI,OpenAI API\n";

    [Fact]
    public async Task An_alert_that_is_not_there_cannot_be_acknowledged() =>
        await Assert.ThrowsAsync<RefusedException>(() => _alerts.AcknowledgeAsync(Viewer.Everything, 99, CancellationToken.None));

    [Theory, InlineData("no address"), InlineData("a@example.com\r\nBcc: b@example.com")]
    public void A_recipient_that_is_no_address_is_refused_and_nothing_is_saved(string address)
    {
        Assert.Throws<RefusedException>(() => _alerts.SaveSettings(Viewer.Everything, new AlertSettings { Recipients = [address] }));
        Assert.Empty(_alerts.GetSettings(Viewer.Everything).Recipients);
    }

    [Fact]
    public void Settings_come_back_as_they_were_saved()
    {
        var told = 0;
        _alerts.SettingsChanged += () => told++;
        _alerts.SaveSettings(Viewer.Everything, new AlertSettings { Recipients = ["all@example.com"], NewKeyCost = 7, UnpricedTokens = 8, BillGraceDays = 9, LogGraceDays = 10 });
        var kept = _alerts.GetSettings(Viewer.Everything);
        Assert.Equal(("all@example.com", 7L, 8L, 9, 10, 1), (kept.Recipients.Single(), kept.NewKeyCost, kept.UnpricedTokens, kept.BillGraceDays, kept.LogGraceDays, told));
    }

    public void Dispose()
    {
        _evaluation.Dispose();
        _place.Dispose();
    }
}
