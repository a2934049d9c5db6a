using TokenSpend.Core.Alerts;

namespace TokenSpend.Tests.Alerts;

public sealed class OutboxPlanTests
{
    private static readonly Alert Share = SmallAlerts.BudgetShare(10_400, 100) with { Id = 1, Recipients = ["Owner@example.com", "watcher@example.com"] };
    private static readonly Alert Model = SmallAlerts.NewModel() with { Id = 2, Recipients = ["owner@example.com "] };
    private static readonly Alert Silent = SmallAlerts.LateLog() with { Id = 3, Recipients = [] };

    [Fact]
    public void Several_alerts_to_one_recipient_are_one_message_most_pressing_first()
    {
        var plan = OutboxPlan.Of([Model, Share], [], SmallAlerts.Raised);
        Assert.Equal([("Owner@example.com", "1,2"), ("watcher@example.com", "1")], plan.Select(message => (message.Address!, string.Join(',', message.AlertIds))));
        Assert.All(plan, message => Assert.Equal((OutboxState.Waiting, 0, SmallAlerts.Raised, SmallAlerts.Raised), (message.State, message.Attempts, message.CreatedUtc, message.NextUtc)));
    }

    [Fact]
    public void Each_webhook_gets_one_message_of_all_alerts_also_of_those_that_nobody_is_mailed() => Assert.Equal(
        [(7L, "1,3,2"), (9L, "1,3,2")],
        OutboxPlan.Of([Model, Silent, Share], [7, 9], SmallAlerts.Raised).Where(message => message.Address is null).Select(message => (message.WebhookId!.Value, string.Join(',', message.AlertIds))));

    [Fact]
    public void Without_an_alert_there_is_no_message() => Assert.Empty(OutboxPlan.Of([], [7], SmallAlerts.Raised));
}
