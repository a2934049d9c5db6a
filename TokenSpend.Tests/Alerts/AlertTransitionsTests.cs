using CsCheck;
using TokenSpend.Core.Alerts;

namespace TokenSpend.Tests.Alerts;

public sealed class AlertTransitionsTests
{
    private static readonly AlertKind[] Kinds = [AlertKind.BudgetShare, AlertKind.NewModel, AlertKind.LateLog];

    private static readonly DateTime Start = new(2026, 11, 1, 7, 0, 0, DateTimeKind.Utc);

    /// <summary>What one evaluation finds: which causes of six hold, which kinds it looked at, and whom somebody acknowledges afterwards.</summary>
    private sealed record Step(int Holds, int Looked, int Acknowledged);

    private static readonly Gen<Step> Steps = Gen.Select(Gen.Int[0, 63], Gen.Int[1, 7], Gen.Int[0, 63]).Select((holds, looked, acknowledged) => new Step(holds, looked, acknowledged));

    private static AlertKind KindOf(int cause) => Kinds[cause % Kinds.Length];

    private static AlertSignal Signal(int cause, string figure = "1") =>
        new($"c{cause}", KindOf(cause), new AlertSnapshot(new Dictionary<string, string> { ["actual"] = figure }, [], null), [$"owner{cause % 2}@example.com", "all@example.com"]);

    private static HashSet<AlertKind> Looked(int mask) => [.. Kinds.Where((_, at) => (mask >> at & 1) == 1)];

    /// <summary>The store of a test: alerts by cause, and each message ever sent as cause and recipient.</summary>
    private sealed class Store
    {
        public Dictionary<string, Alert> Alerts { get; } = [];
        public List<(string Cause, string To)> Sent { get; } = [];

        public IReadOnlyList<AlertChange> Evaluate(IEnumerable<AlertSignal> signals, IReadOnlySet<AlertKind> looked, DateTime now)
        {
            var changes = AlertTransitions.Of(Alerts.Values, signals, looked, now);
            List<Alert> raised = [];
            foreach (var (move, alert) in changes)
            {
                var stored = move == AlertMove.Raise ? alert with { Id = Alerts.Count + 1 } : alert;
                Alerts[alert.Cause] = stored;
                if (move == AlertMove.Raise) raised.Add(stored);
            }
            foreach (var message in OutboxPlan.Of(raised, [], now))
                Sent.AddRange(message.AlertIds.Select(id => (Alerts.Values.Single(alert => alert.Id == id).Cause, message.Address!)));
            return changes;
        }

        public void Acknowledge(int mask, DateTime now)
        {
            foreach (var alert in Alerts.Values.Where(alert => alert.State == AlertState.Open && (mask >> (alert.Cause[1] - '0') & 1) == 1).ToList())
                Alerts[alert.Cause] = alert with { State = AlertState.Acknowledged, AcknowledgedUtc = now };
        }
    }

    private static IEnumerable<AlertSignal> SignalsOf(Step step, string figure = "1") => Enumerable.Range(0, 6).Where(cause => (step.Holds >> cause & 1) == 1).Select(cause => Signal(cause, figure));

    private static Store Run(IEnumerable<Step> steps)
    {
        var store = new Store();
        var now = Start;
        foreach (var step in steps)
        {
            store.Evaluate(SignalsOf(step, now.Ticks.ToString(System.Globalization.CultureInfo.InvariantCulture)), Looked(step.Looked), now);
            store.Acknowledge(step.Acknowledged, now);
            now = now.AddDays(1);
        }
        return store;
    }

    // The slow way: each cause by itself, told as a story from the first day on.
    [Fact]
    public void After_any_evaluations_each_alert_stands_where_its_own_story_puts_it() => Steps.Array[0, 12].Sample(steps =>
    {
        var store = Run(steps);
        for (var cause = 0; cause < 6; cause++)
        {
            AlertState? state = null;
            var seen = false;
            DateTime? raised = null;
            foreach (var (step, at) in steps.Select((step, at) => (step, at)))
            {
                var holds = (step.Holds >> cause & 1) == 1;
                if (Looked(step.Looked).Contains(KindOf(cause)))
                {
                    if (holds && state is null) (state, raised) = (AlertState.Open, Start.AddDays(at));
                    else if (holds && state == AlertState.Resolved) state = seen ? AlertState.Acknowledged : AlertState.Open;
                    else if (!holds && state is not null) state = AlertState.Resolved;
                }
                if (state == AlertState.Open && (step.Acknowledged >> cause & 1) == 1) (state, seen) = (AlertState.Acknowledged, true);
            }
            var alert = store.Alerts.GetValueOrDefault($"c{cause}");
            if (alert?.State != state || alert?.RaisedUtc != raised || (alert is not null && alert.State == AlertState.Resolved != alert.ResolvedUtc is not null)) return false;
        }
        return true;
    });

    [Fact]
    public void No_recipient_is_ever_told_twice_of_the_same_cause() => Steps.Array[0, 12].Sample(steps =>
    {
        var sent = Run(steps).Sent;
        return sent.Distinct().Count() == sent.Count;
    });

    [Fact]
    public void Whoever_is_to_be_told_is_told_once_an_alert_is_raised() => Steps.Array[0, 12].Sample(steps =>
    {
        var store = Run(steps);
        return store.Alerts.Values.All(alert => alert.Recipients.All(to => store.Sent.Contains((alert.Cause, to))));
    });

    [Fact]
    public void The_same_evaluation_again_changes_nothing() => Gen.Select(Steps.Array[0, 8], Steps).Sample((steps, last) =>
    {
        var store = Run(steps);
        store.Evaluate(SignalsOf(last), Looked(last.Looked), Start.AddDays(100));
        return store.Evaluate(SignalsOf(last, "another"), Looked(last.Looked), Start.AddDays(101)).Count == 0;
    });

    [Fact]
    public void Undo_and_the_same_import_again_leave_every_alert_as_it_was_and_send_nothing() => Gen.Select(Steps.Array[0, 8], Steps, Gen.Int[0, 63]).Sample((steps, last, undone) =>
    {
        var store = Run(steps);
        var all = Looked(7);
        store.Evaluate(SignalsOf(last), all, Start.AddDays(100));
        store.Acknowledge(last.Acknowledged, Start.AddDays(100));
        var before = store.Alerts.ToDictionary(pair => pair.Key, pair => (pair.Value.State, pair.Value.RaisedUtc, pair.Value.Snapshot, pair.Value.AcknowledgedUtc));
        var sent = store.Sent.Count;
        store.Evaluate(SignalsOf(last with { Holds = last.Holds & ~undone }), all, Start.AddDays(101));
        store.Evaluate(SignalsOf(last, "again"), all, Start.AddDays(102));
        return store.Sent.Count == sent && before.All(pair => (store.Alerts[pair.Key].State, store.Alerts[pair.Key].RaisedUtc, store.Alerts[pair.Key].Snapshot, store.Alerts[pair.Key].AcknowledgedUtc) == pair.Value);
    });

    [Fact]
    public void Two_signals_of_one_cause_are_one_alert() =>
        Assert.Single(AlertTransitions.Of([], [Signal(1), Signal(1)], Looked(7), Start));

    [Fact]
    public void A_kind_that_was_not_looked_at_is_left_alone()
    {
        var open = AlertTransitions.Of([], [Signal(0)], Looked(7), Start)[0].Alert;
        Assert.Empty(AlertTransitions.Of([open], [], new HashSet<AlertKind> { KindOf(1) }, Start));
        Assert.Equal(AlertMove.Resolve, Assert.Single(AlertTransitions.Of([open], [], Looked(7), Start)).Move);
    }
}
