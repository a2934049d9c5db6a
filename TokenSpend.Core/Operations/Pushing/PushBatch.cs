namespace TokenSpend.Core.Operations.Pushing;

/// <summary>Pushes of one format and source that are imported in one run: a folder with their spooled bodies, which nothing changes until it is published.</summary>
public sealed record PushBatch(string Folder, string Format, string Source, IReadOnlyList<string> Ids)
{
    public string Name => Path.GetFileName(Folder);

    /// <summary>The bodies, in the order of <see cref="Ids"/>.</summary>
    internal IEnumerable<(string Id, PushedText Text)> Bodies() => Ids.Select(id => (id, SpooledPush.Read(Path.Combine(Folder, id)).Text));
}
