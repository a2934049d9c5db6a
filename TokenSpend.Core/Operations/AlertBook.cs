using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using TokenSpend.Core.Alerts;
using TokenSpend.Core.Budgets;
using TokenSpend.Core.Storage;

namespace TokenSpend.Core.Operations;

/// <summary>The alerts as readers see and acknowledge them. <see cref="AlertEvaluation"/> writes them.</summary>
public sealed class AlertBook(Database database, TimeProvider clock)
{
    private const string Setting = "alerts";

    /// <summary>An alert was raised, resolved, opened again or acknowledged, in this process.</summary>
    public event Action? Changed;

    /// <summary>What is to be told changed: it is time to evaluate.</summary>
    public event Action? SettingsChanged;

    /// <param name="state">Null: all.</param>
    /// <returns>Most pressing first.</returns>
    public async Task<IReadOnlyList<Alert>> ListAsync(Viewer viewer, AlertState? state, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(viewer);
        await using var db = database.Edit();
        var alerts = await db.Alerts.AsNoTracking().Where(alert => state == null || alert.State == state).ToListAsync(cancellation);
        return [.. alerts.BySeverity()];
    }

    public async Task<Alert?> GetAsync(Viewer viewer, long id, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(viewer);
        await using var db = database.Edit();
        return await db.Alerts.AsNoTracking().SingleOrDefaultAsync(alert => alert.Id == id, cancellation);
    }

    /// <summary>The messages that tell of an alert, with what became of them.</summary>
    public async Task<IReadOnlyList<OutboxMessage>> ListMessagesAsync(Viewer viewer, long id, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(viewer);
        await using var db = database.Edit();
        return await db.Outbox.AsNoTracking().Where(message => message.AlertIds.Contains(id)).OrderBy(message => message.Id).ToListAsync(cancellation);
    }

    /// <summary>Somebody has seen it: it leaves the open ones. One that is not open stays as it is.</summary>
    /// <exception cref="RefusedException">There is no such alert.</exception>
    public async Task AcknowledgeAsync(Viewer viewer, long id, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(viewer);
        if (await GetAsync(viewer, id, cancellation) is null) throw new RefusedException($"There is no alert {id}. The list of alerts has the numbers.");
        var now = clock.GetUtcNow().UtcDateTime;
        await database.EditAsync(db => db.Alerts.Where(alert => alert.Id == id && alert.State == AlertState.Open).ExecuteUpdateAsync(set => set
            .SetProperty(alert => alert.State, AlertState.Acknowledged)
            .SetProperty(alert => alert.AcknowledgedUtc, now)
            .SetProperty(alert => alert.AcknowledgedBy, viewer.Name), cancellation), cancellation);
        Changed?.Invoke();
    }

    public AlertSettings GetSettings(Viewer viewer)
    {
        ArgumentNullException.ThrowIfNull(viewer);
        return database.Setting(Setting) is { } text ? JsonSerializer.Deserialize<AlertSettings>(text, JsonSerializerOptions.Web) ?? new AlertSettings() : new AlertSettings();
    }

    /// <exception cref="RefusedException">An address is none, or a number is below 0.</exception>
    public void SaveSettings(Viewer viewer, AlertSettings settings)
    {
        ArgumentNullException.ThrowIfNull(viewer);
        ArgumentNullException.ThrowIfNull(settings);
        if (settings.Recipients.FirstOrDefault(address => !BudgetRules.IsAddress(address)) is { } wrong) throw new RefusedException($"'{wrong}' is no e-mail address. Nothing was saved.");
        if (settings.NewKeyCost < 0 || settings.UnpricedTokens < 0 || settings.BillGraceDays < 0 || settings.LogGraceDays < 0) throw new RefusedException("A threshold is 0 or more. Nothing was saved.");
        database.SetSetting(Setting, JsonSerializer.Serialize(settings, JsonSerializerOptions.Web));
        SettingsChanged?.Invoke();
    }

    internal void Tell() => Changed?.Invoke();

    internal void TellSettings() => SettingsChanged?.Invoke();
}
