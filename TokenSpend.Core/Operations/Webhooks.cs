using Microsoft.EntityFrameworkCore;
using TokenSpend.Core.Alerts;
using TokenSpend.Core.Storage;

namespace TokenSpend.Core.Operations;

/// <summary>Where alerts are posted to. Their secrets come encrypted and stay so here.</summary>
public sealed class Webhooks(Database database)
{
    public async Task<IReadOnlyList<Webhook>> ListAsync(Viewer viewer, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(viewer);
        await using var db = database.Edit();
        return await db.Webhooks.AsNoTracking().OrderBy(hook => hook.Id).ToListAsync(cancellation);
    }

    /// <summary>Null where it was deleted.</summary>
    public async Task<Webhook?> FindAsync(Viewer viewer, long id, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(viewer);
        await using var db = database.Edit();
        return await db.Webhooks.AsNoTracking().SingleOrDefaultAsync(hook => hook.Id == id, cancellation);
    }

    /// <summary>Adds it where its id is 0, else replaces what was there.</summary>
    public Task<long> SaveAsync(Viewer viewer, Webhook hook, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(viewer);
        ArgumentNullException.ThrowIfNull(hook);
        return database.EditAsync(async db =>
        {
            db.Webhooks.Update(hook);
            await db.SaveChangesAsync(cancellation);
            return hook.Id;
        }, cancellation);
    }

    public Task DeleteAsync(Viewer viewer, long id, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(viewer);
        return database.EditAsync(db => db.Webhooks.Where(hook => hook.Id == id).ExecuteDeleteAsync(cancellation), cancellation);
    }
}
