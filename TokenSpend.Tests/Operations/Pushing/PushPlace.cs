using System.Text;
using TokenSpend.Core.Operations;
using TokenSpend.Core.Operations.Importing;
using TokenSpend.Core.Operations.Pushing;
using TokenSpend.Core.Storage;

namespace TokenSpend.Tests.Operations.Pushing;

/// <summary>A data directory that takes pushes; gone when disposed.</summary>
internal sealed class PushPlace : IDisposable
{
    public PushPlace() => Spool = Open();

    public TestPlace Place { get; } = new();
    public PushSpool Spool { get; private set; }
    public List<Exception> Failures { get; } = [];

    /// <summary>What the next start of the site finds.</summary>
    public void Restart() => Spool = Open();

    public async Task<Push> SpoolAsync(byte[] body, string? source = "gw", string? format = null)
    {
        var place = Spool.Room.Take(body.Length) ?? throw new InvalidOperationException("There is no room.");
        return await Spool.ReceiveAsync(new MemoryStream(body), format, source, place, CancellationToken.None);
    }

    public Task<Push> SpoolAsync(string body, string? source = "gw", string? format = null) => SpoolAsync(Encoding.UTF8.GetBytes(body), source, format);

    /// <summary>Imports all that waits, and answers with the balance of each.</summary>
    public async Task<IReadOnlyList<ImportReport>> RunAsync(params IReadOnlyList<Push> pushes)
    {
        using var stop = new CancellationTokenSource();
        var worker = Spool.ImportAsync(Failures.Add, TimeSpan.Zero, stop.Token);
        var answers = new List<ImportReport>();
        foreach (var push in pushes) answers.Add(ImportReport.Parse(await push.AnswerAsync(TimeSpan.FromMinutes(1), CancellationToken.None))!);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => worker);
        return answers;
    }

    public async Task<ImportReport> PushAsync(string body, string? source = "gw", string? format = null) => (await RunAsync(await SpoolAsync(body, source, format)))[0];

    public Task<IReadOnlyList<ImportView>> ImportsAsync() => Place.Imports.ListAsync(Viewer.Everything, CancellationToken.None);

    private PushSpool Open() => new(Place.Company, Place.Imports, Place.Database, Place.Clock);

    public void Dispose() => Place.Dispose();
}
