using TokenSpend.Core.Alerts;
using TokenSpend.Core.Primitives;

namespace TokenSpend.Tests.Alerts;

/// <summary>One alert of each kind, as an evaluation of 18 November 2026 raises them.</summary>
internal static class SmallAlerts
{
    public static readonly DateTime Raised = new(2026, 11, 18, 7, 0, 0, DateTimeKind.Utc);

    public static Alert BudgetShare(long actual = 8200, int threshold = 80, string name = "Marketing", params (string Name, string Value)[] more) => Of(AlertKind.BudgetShare,
        [
            (AlertFigures.Budget, "12"), (AlertFigures.Name, name), (AlertFigures.Month, "2026-11"), (AlertFigures.Day, "18"), (AlertFigures.Days, "30"), (AlertFigures.Currency, "USD"),
            (AlertFigures.Amount, AlertFigures.Of(10_000 * Nano.PerUnit)), (AlertFigures.Actual, AlertFigures.Of(actual * Nano.PerUnit)),
            (AlertFigures.Share, AlertFigures.ShareOf(actual, 10_000)!), (AlertFigures.Threshold, AlertFigures.Of(threshold)), (AlertFigures.RunRate, AlertFigures.Of(13_700 * Nano.PerUnit)), .. more,
        ],
        new AlertQuery("2026-11-01", "2026-12-01", "model", ["department=Marketing"], "USD"),
        [new AlertRow("gpt-5", 6000 * Nano.PerUnit, "USD"), new AlertRow(null, null, "USD")]);

    public static Alert RunRate() => Of(AlertKind.BudgetRunRate,
        [
            (AlertFigures.Name, "Sales"), (AlertFigures.Month, "2026-11"), (AlertFigures.Day, "18"), (AlertFigures.Days, "30"), (AlertFigures.Currency, ""), (AlertFigures.Amount, "1000000"),
            (AlertFigures.Actual, "720000"), (AlertFigures.RunRate, "1180000"), (AlertFigures.Breach, "2026-11-26"),
        ]);

    public static Alert NewModel(string model = "grok-4") => Of(AlertKind.NewModel,
        [(AlertFigures.Model, model), (AlertFigures.Provider, "xai"), (AlertFigures.First, "2026-11-16"), (AlertFigures.Cost, "41000000000"), (AlertFigures.Currency, "USD"), (AlertFigures.Requests, "1200")]);

    public static Alert Unpriced() => Of(AlertKind.Unpriced, [(AlertFigures.Models, "grok-4"), (AlertFigures.Tokens, "1200000"), (AlertFigures.Month, "2026-11")]);

    public static Alert LateBill() => Of(AlertKind.LateBill,
        [(AlertFigures.Issuer, "aws"), (AlertFigures.Account, "4711"), (AlertFigures.What, "bill"), (AlertFigures.Expected, "2026-11-08"), (AlertFigures.Last, "2026-09-30")]);

    public static Alert LateLog() => Of(AlertKind.LateLog, [(AlertFigures.Source, "gateway-eu"), (AlertFigures.Expected, "2026-11-16"), (AlertFigures.Last, "2026-11-13")]);

    public static IEnumerable<Alert> All => [BudgetShare(), RunRate(), NewModel(), NewModel() with { Kind = AlertKind.NewKey }, Unpriced(), LateBill(), LateLog()];

    private static Alert Of(AlertKind kind, (string Name, string Value)[] figures, AlertQuery? query = null, params IReadOnlyList<AlertRow> rows) => new()
    {
        Id = 7, Cause = kind.ToString(), Kind = kind, State = AlertState.Open, RaisedUtc = Raised, Recipients = ["owner@example.com"],
        Snapshot = new AlertSnapshot(figures.ToDictionary(figure => figure.Name, figure => figure.Value), rows, query),
    };
}
