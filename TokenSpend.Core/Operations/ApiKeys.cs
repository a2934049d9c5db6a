using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using TokenSpend.Core.Storage;

namespace TokenSpend.Core.Operations;

/// <summary>The keys that gateways push with.</summary>
public sealed class ApiKeys(Database database, TimeProvider clock)
{
    private const string Prefix = "tsk_";
    private const int RandomBytes = 32;
    public const int LongestName = 100;

    public async Task<IReadOnlyList<ApiKey>> ListAsync(Viewer viewer, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(viewer);
        await using var db = database.Edit();
        return await db.ApiKeys.AsNoTracking().OrderBy(key => key.Id).ToListAsync(cancellation);
    }

    /// <summary>Makes a key.</summary>
    /// <param name="source">Source label that its pushes have; null or blank: any that they name.</param>
    /// <returns>The key: the only time that anybody sees it.</returns>
    /// <exception cref="RefusedException">The name is blank or too long.</exception>
    public async Task<string> AddAsync(Viewer viewer, string name, string? source, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(viewer);
        ArgumentNullException.ThrowIfNull(name);
        if (name.Trim().Length is 0 or > LongestName) throw new RefusedException($"A key needs a name of at most {LongestName} characters, such as that of the gateway that pushes with it.");
        if (source?.Trim().Length > LongestName) throw new RefusedException($"A source label has at most {LongestName} characters.");
        var secret = Prefix + Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(RandomBytes));
        await database.EditAsync(db =>
        {
            db.ApiKeys.Add(new ApiKey { Name = name.Trim(), Source = string.IsNullOrWhiteSpace(source) ? null : source.Trim(), Hash = HashOf(secret), CreatedUtc = Now });
            return db.SaveChangesAsync(cancellation);
        }, cancellation);
        return secret;
    }

    /// <summary>From now on the key is refused. What it pushed stays.</summary>
    /// <exception cref="RefusedException">There is no such key.</exception>
    public async Task RevokeAsync(Viewer viewer, long id, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(viewer);
        var now = Now;
        var revoked = await database.EditAsync(db => db.ApiKeys.Where(key => key.Id == id && key.RevokedUtc == null)
            .ExecuteUpdateAsync(set => set.SetProperty(key => key.RevokedUtc, now), cancellation), cancellation);
        if (revoked == 0) throw new RefusedException($"There is no key {id} that could be revoked. The list of keys has the numbers.");
    }

    /// <summary>Whose key this is; null: nobody's, or it was revoked. Notes the minute of its use.</summary>
    public async Task<ApiKey?> KnowAsync(string secret, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(secret);
        var asked = Encoding.ASCII.GetBytes(HashOf(secret));
        await using var db = database.Edit();
        ApiKey? known = null;
        // All are compared, each in constant time: how long it takes tells nothing.
        foreach (var key in await db.ApiKeys.AsNoTracking().Where(key => key.RevokedUtc == null).ToListAsync(cancellation))
            if (CryptographicOperations.FixedTimeEquals(asked, Encoding.ASCII.GetBytes(key.Hash))) known = key;
        if (known is null) return null;
        var now = Now;
        var minute = now.AddTicks(-(now.Ticks % TimeSpan.TicksPerMinute));
        if (known.UsedUtc is not { } used || used < minute)
            await database.EditAsync(edit => edit.ApiKeys.Where(key => key.Id == known.Id).ExecuteUpdateAsync(set => set.SetProperty(key => key.UsedUtc, minute), cancellation), cancellation);
        return known;
    }

    private static string HashOf(string secret) => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(secret)));

    private DateTime Now => clock.GetUtcNow().UtcDateTime;
}
