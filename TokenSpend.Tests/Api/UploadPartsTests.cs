using TokenSpend.Core.Operations;
using TokenSpend.Tests.Operations;
using TokenSpend.Web.Api;

namespace TokenSpend.Tests.Api;

/// <summary>Whatever breaks an upload off, the bytes that came stay, and only bytes that follow them are taken.</summary>
public sealed class UploadPartsTests : IDisposable
{
    private const string Key = "10-1700000000000-1a-2b-3c";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("tokenspend-parts-");
    private readonly UploadParts _parts;

    public UploadPartsTests() => _parts = After(TimeSpan.Zero);

    private UploadParts After(TimeSpan time) => new(new Company(_folder.FullName), new FixedClock(DateTimeOffset.UtcNow + time));

    private Task<long?> AppendAsync(long offset, Stream bytes) => _parts.AppendAsync(Key, offset, bytes, CancellationToken.None);

    [Fact]
    public async Task A_file_sent_in_two_tries_is_the_file()
    {
        byte[] file = [.. Enumerable.Range(0, 3_000_000).Select(at => (byte)(at * 31 >> 3))];
        await Assert.ThrowsAsync<IOException>(() => AppendAsync(0, new BreakingStream(file, 1_700_001)));
        Assert.Equal(1_700_001, _parts.Received(Key));
        Assert.Equal(file.Length, await AppendAsync(1_700_001, new MemoryStream(file[1_700_001..])));
        Assert.Equal(file, await File.ReadAllBytesAsync(_parts.Take(Key)));
        Assert.Equal(0, _parts.Received(Key));
    }

    [Theory, InlineData(0), InlineData(3), InlineData(5)]
    public async Task Bytes_that_do_not_follow_are_not_taken(long offset)
    {
        await AppendAsync(0, new MemoryStream([1, 2, 3, 4]));
        Assert.Null(await AppendAsync(offset, new MemoryStream([9])));
        Assert.Equal(4, _parts.Received(Key));
    }

    [Fact]
    public async Task Two_who_send_the_same_file_at_once_do_not_mix_their_bytes()
    {
        var second = new HookedStream(() => AppendAsync(0, new MemoryStream([9])).GetAwaiter().GetResult());
        Assert.Equal(1, await AppendAsync(0, second));
        Assert.Null(second.Answer);
    }

    [Fact]
    public async Task A_part_is_forgotten_after_two_days()
    {
        await AppendAsync(0, new MemoryStream([1]));
        After(TimeSpan.FromDays(1.9)).DropForgotten();
        Assert.Equal(1, _parts.Received(Key));
        After(TimeSpan.FromDays(2.1)).DropForgotten();
        Assert.Equal(0, _parts.Received(Key));
    }

    [Theory, InlineData("../../secret"), InlineData(""), InlineData("a/b"), InlineData("A"), InlineData("x.part")]
    public void A_key_names_no_other_file(string key)
    {
        Assert.False(UploadParts.IsKey(key));
        Assert.Throws<ArgumentException>(() => _parts.Received(key));
    }

    public void Dispose() => _folder.Delete(recursive: true);

    /// <summary>A connection that breaks after so many bytes.</summary>
    private sealed class BreakingStream(byte[] bytes, int breaksAt) : MemoryStream(bytes, 0, breaksAt)
    {
        public override Task CopyToAsync(Stream destination, int bufferSize, CancellationToken cancellationToken) => CopyAsync(destination, cancellationToken);

        private async Task CopyAsync(Stream destination, CancellationToken cancellation)
        {
            await base.CopyToAsync(destination, 1 << 16, cancellation);
            throw new IOException("The connection broke");
        }
    }

    /// <summary>One byte; something happens while it is read.</summary>
    private sealed class HookedStream(Func<long?> during) : MemoryStream([1])
    {
        public long? Answer { get; private set; } = -1;

        public override Task CopyToAsync(Stream destination, int bufferSize, CancellationToken cancellationToken)
        {
            Answer = during();
            return base.CopyToAsync(destination, bufferSize, cancellationToken);
        }
    }
}
