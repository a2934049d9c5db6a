using TokenSpend.Core.Operations;
using TokenSpend.Core.Operations.Importing;
using TokenSpend.Core.Storage;
using Xunit.Abstractions;

namespace TokenSpend.Tests.Operations;

/// <summary>A disk that runs full in the middle of an import: it fails in words, the process lives, and once there is room nothing is left of it.</summary>
public sealed class DiskFullTests : IDisposable
{
    private readonly ITestOutputHelper _output;
    private readonly DirectoryInfo _files = Directory.CreateTempSubdirectory("tokenspend-full-");
    private string? _small;
    private string? _large;
    private string? _next;

    public DiskFullTests(ITestOutputHelper output) => _output = output;

    private string Small => _small ??= Log("small", 2_000, 1);

    private string Next => _next ??= Log("next", 3_000, 3);

    /// <summary>Begins with the small one's requests, with greater figures: they must come back.</summary>
    private string Large
    {
        get
        {
            if (_large is not null) return _large;
            _large = Log("large", 250_000, 2);
            File.WriteAllText(_large, File.ReadAllText(Small).Replace("\"completion_tokens\":", "\"completion_tokens\":9", StringComparison.Ordinal) + File.ReadAllText(_large));
            return _large;
        }
    }

    [Fact]
    public async Task An_import_that_fills_the_disk_fails_in_words_and_others_go_on_once_there_is_room()
    {
        if (Disk(24) is not { } disk) return;
        using (disk)
        using (var place = new TestPlace(disk.Folder))
        {
            await place.ImportAsync(Small, "gw");
            await FailsAsync(place);
            disk.Grow(400);
            await ExpectOnlySmallAndNextAsync(place);
        }
    }

    [Fact]
    public async Task Where_not_even_the_job_row_can_be_written_it_is_told_as_failed_and_settled_later()
    {
        if (Disk(24) is not { } disk) return;
        using (disk)
        using (var place = new TestPlace(disk.Folder))
        {
            await place.ImportAsync(Small, "gw");
            // Whatever the import frees is taken at once.
            using var stop = new CancellationTokenSource();
            var filling = Task.Run(() =>
            {
                while (!stop.IsCancellationRequested) if (Used(place) > 12 << 20) disk.Fill();
            });
            await FailsAsync(place);
            await stop.CancelAsync();
            await filling;
            disk.Fill();
            _output.WriteLine($"Settled while full: {place.Imports.Settle()}");
            await FailsAsync(place);

            disk.Grow(400);
            Assert.True(place.Imports.Settle());
            await ExpectOnlySmallAndNextAsync(place);
        }
    }

    [Fact]
    public async Task A_database_that_may_not_grow_fails_the_import_and_a_later_start_takes_away_what_was_left()
    {
        using var place = new TestPlace();
        await place.ImportAsync(Small, "gw");
        place.Database.PageLimit = 600;
        await FailsAsync(place);
        place.Database.PageLimit = int.MaxValue;
        await new Imports(place.Database, place.Company, place.Clock).RecoverAsync(CancellationToken.None);
        await ExpectOnlySmallAndNextAsync(place);
    }

    [Fact]
    public async Task An_undo_without_room_says_so_and_can_be_repeated()
    {
        if (Disk(200) is not { } disk) return;
        using (disk)
        using (var place = new TestPlace(disk.Folder))
        {
            await place.ImportAsync(Small, "gw");
            var before = await place.StateAsync();
            var large = await place.ImportAsync(Large, "gw");
            var with = await place.StateAsync();
            disk.Fill();
            var refused = await Assert.ThrowsAsync<RefusedException>(() => place.UndoAsync(large.Import!.Value));
            Assert.Contains(disk.Folder, refused.Message, StringComparison.Ordinal);
            Assert.Equal(with, await place.StateAsync());
            disk.Grow(400);
            await place.UndoAsync(large.Import!.Value);
            Assert.Equal(before, await place.StateAsync());
        }
    }

    [Theory]
    [InlineData(28, true)]
    [InlineData(2, false)]
    public void Errors_of_the_system_are_told_apart_by_their_number(int number, bool isFull)
    {
        Assert.Equal(isFull, DiskFull.Is(new IOException("x", number)));
        Assert.Equal(isFull, DiskFull.Is(new InvalidOperationException("around it", new IOException("x", number))));
    }

    private async Task FailsAsync(TestPlace place)
    {
        var failure = await Assert.ThrowsAsync<ImportFailedException>(() => place.ImportAsync(Large, "gw"));
        _output.WriteLine(failure.Message);
        Assert.Equal(("disk-full", place.Database.DataDirectory), (failure.Problem.Code, failure.Problem.Arguments[0]));
        Assert.Contains(place.Database.DataDirectory, failure.Message, StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFiles(place.Folder, "*.part", SearchOption.AllDirectories));
        var imports = await place.Imports.ListAsync(Viewer.Everything, CancellationToken.None);
        Assert.All(imports, import => Assert.Contains(import.State, new[] { ImportState.Done, ImportState.Failed }));
        Assert.All(imports.Where(import => import.State == ImportState.Failed), import => Assert.Equal("disk-full", import.Problem?.Code));
        Assert.False(await place.Imports.AnyOpenAsync(CancellationToken.None));
    }

    private async Task ExpectOnlySmallAndNextAsync(TestPlace place)
    {
        await place.ImportAsync(Next, "gw");
        using var calm = new TestPlace();
        await calm.ImportAsync(Small, "gw");
        await calm.ImportAsync(Next, "gw");
        Assert.Equal(await calm.StateAsync(), await place.StateAsync());
        using var connection = place.Database.OpenRead();
        Assert.Equal(2, Database.Scalar(connection, "SELECT COUNT(DISTINCT import) FROM usage"));
        Assert.Equal(5_000, Database.Scalar(connection, "SELECT COUNT(*) FROM usage"));
    }

    private static long Used(TestPlace place) => new DirectoryInfo(place.Folder).EnumerateFiles("*", SearchOption.AllDirectories).Sum(file => file.Exists ? file.Length : 0);

    private SmallDisk? Disk(int megabytes)
    {
        if (SmallDisk.Mount(megabytes) is { } disk) return disk;
        _output.WriteLine("Skipped: this user cannot mount a small file system.");
        return null;
    }

    private string Log(string name, int lines, int seed)
    {
        var path = Path.Combine(_files.FullName, name + ".ndjson");
        LogLines.Write(path, lines, seed);
        return path;
    }

    public void Dispose() => _files.Delete(recursive: true);
}
