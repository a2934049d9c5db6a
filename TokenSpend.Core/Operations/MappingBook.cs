using System.Text;
using Microsoft.EntityFrameworkCore;
using TokenSpend.Core.Ingestion;
using TokenSpend.Core.Ingestion.Mapping;
using TokenSpend.Core.Storage;
using TokenSpend.Core.Usage;

namespace TokenSpend.Core.Operations;

/// <summary>Mapping profiles: made from a file that no format knew, tried on it, saved and taken away.</summary>
public sealed class MappingBook(Database database, Company company, Imports imports)
{
    /// <summary>Bytes that guesses and first rows look at.</summary>
    private const int HeadBytes = 1 << 20;

    private const string DraftName = "draft";

    public async Task<IReadOnlyList<ProfileView>> ListAsync(Viewer viewer, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(viewer);
        var used = await UsesAsync(cancellation);
        return [.. company.Rules.Profiles.Profiles.Values.OrderBy(profile => profile.Name, StringComparer.Ordinal)
            .Select(profile => new ProfileView(profile.Name, profile.Title, profile.Evidence, profile.RestsOn, IsShipped(profile.Name), used.GetValueOrDefault(profile.Name)))];
    }

    /// <summary>The file of an import that failed because no format knew it, with a first proposal; null: there is none, or its file is gone.</summary>
    /// <exception cref="ImportFailedException">The file cannot be read.</exception>
    public async Task<MappingFile?> GetFileAsync(Viewer viewer, long import, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(viewer);
        if (await imports.UnknownAsync(import, cancellation) is not { } request) return null;
        return await Task.Run(() =>
        {
            var rows = FirstRows.Of(Head(Imports.Start(request, out _)));
            return new MappingFile(import, request.File, rows, rows is null ? null : MappingGuess.Of(rows, PublisherOf));
        }, cancellation);
    }

    /// <summary>Tries a draft on a file. A draft needs no name or title yet.</summary>
    /// <returns>Null: the file is gone.</returns>
    /// <exception cref="ImportFailedException">The file cannot be read.</exception>
    public async Task<MappingPreview?> PreviewAsync(Viewer viewer, long import, MappingProfile draft, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(viewer);
        ArgumentNullException.ThrowIfNull(draft);
        var named = draft with { Name = DraftName, Title = DraftName };
        if (ProfileFault.Of(named) is { } fault) return new MappingPreview(fault, null, [], false);
        if (await imports.UnknownAsync(import, cancellation) is not { } request) return null;
        return await Task.Run(() =>
        {
            var start = Imports.Start(request, out var isWhole);
            var format = new MappedFormat(named);
            return new MappingPreview(null, imports.TryOut(request.File, start, format, cancellation), Understood(format, start), !isWhole);
        }, cancellation);
    }

    /// <summary>Saves a profile and queues the file that it was made for.</summary>
    /// <returns>What is wrong; else the id of the import to start, null where the file is gone.</returns>
    public async Task<(ProfileFault? Fault, long? Import)> SaveAsync(Viewer viewer, MappingProfile profile, long import, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(viewer);
        if (ProfileFault.Of(profile) is { } fault) return (fault, null);
        // Under one name one meaning: what was imported with it is read by it again when something is undone.
        if (company.Rules.Formats.Find(profile.Name) is not null) return (ProfileFault.NameTaken(profile.Name), null);
        Directory.CreateDirectory(company.ProfilesFolder);
        var path = PathOf(profile.Name);
        await File.WriteAllTextAsync(path + ".new", ProfileWriter.Write(profile), cancellation);
        File.Move(path + ".new", path, overwrite: true);
        return await imports.UnknownAsync(import, cancellation) is { } request
            ? (null, await imports.EnqueueAsync(request with { Format = profile.Name, Source = request.Source }, cancellation))
            : (null, null);
    }

    /// <exception cref="RefusedException">It came with the application, or imports that were read with it are still there.</exception>
    public async Task DeleteAsync(Viewer viewer, string name, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(viewer);
        var file = company.Rules.Profiles.Profiles.FirstOrDefault(profile => profile.Value.Name == name).Key
            ?? throw new RefusedException($"There is no mapping profile '{name}'. The list of formats has the names.");
        if (IsShipped(name)) throw new RefusedException($"'{name}' came with the application and would be back at its next start.");
        if ((await UsesAsync(cancellation)).GetValueOrDefault(name) is > 0 and var count)
            throw new RefusedException($"{count} imports were read with '{name}'. Undo them first: what they hold is read by it again when another import is undone.");
        File.Delete(Path.Combine(company.ProfilesFolder, file));
    }

    private async Task<Dictionary<string, int>> UsesAsync(CancellationToken cancellation)
    {
        await using var db = database.Edit();
        var used = await db.Imports.Where(job => job.Format != null && (job.State == ImportState.Done || job.State == ImportState.Queued || job.State == ImportState.Running))
            .GroupBy(job => job.Format!).Select(format => new { format.Key, Count = format.Count() }).ToListAsync(cancellation);
        return used.ToDictionary(format => format.Key, format => format.Count);
    }

    private string PathOf(string name) => Path.Combine(company.ProfilesFolder, name + ".json");

    private static bool IsShipped(string name) => File.Exists(Path.Combine(Company.ShippedFolder, "profiles", name + ".json"));

    private static FileHead Head(ReadOnlyMemory<byte> start) => new(Encoding.UTF8.GetString(start.Span[..Math.Min(start.Length, HeadBytes)]));

    private List<UnderstoodRow> Understood(MappedFormat format, ReadOnlyMemory<byte> start)
    {
        var rules = company.Rules;
        var rows = new List<UnderstoodRow>();
        try
        {
            foreach (var outcome in format.Read(new StringReader(Head(start).Text), new ReadContext(DraftName, rules.Providers, rules.Tags.Keys)))
            {
                rows.Add(UnderstoodRow.Of(outcome));
                if (rows.Count == FirstRows.Most) break;
            }
        }
        catch (FormatException)
        {
            // The head ends inside of a value: what came before it is shown.
        }
        return rows;
    }

    /// <summary>Who made a model of the price book, under whichever provider's name for it.</summary>
    private string? PublisherOf(string model)
    {
        var rules = company.Rules;
        return rules.Providers.All.Select(provider => rules.Prices.Identity.Of(provider.Id, model).Publisher).FirstOrDefault(publisher => publisher is not null);
    }
}
