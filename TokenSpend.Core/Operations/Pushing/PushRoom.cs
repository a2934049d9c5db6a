namespace TokenSpend.Core.Operations.Pushing;

/// <summary>How much may wait: what comes on top is refused until some of it is imported.</summary>
public sealed class PushRoom(int mostPushes, long mostBytes)
{
    private readonly Lock _gate = new();
    private int _pushes;
    private long _bytes;

    /// <summary>Takes room for one push; null: there is none.</summary>
    /// <param name="bytes">Its length, or the most that it may have.</param>
    public Place? Take(long bytes)
    {
        lock (_gate)
        {
            // One alone always fits.
            if (_pushes >= mostPushes || (_pushes > 0 && _bytes + bytes > mostBytes)) return null;
            _pushes++;
            _bytes += bytes;
        }
        return new Place(this, bytes);
    }

    private void Change(int pushes, long bytes)
    {
        lock (_gate)
        {
            _pushes += pushes;
            _bytes += bytes;
        }
    }

    /// <summary>The room of one push, until it is disposed.</summary>
    public sealed class Place(PushRoom room, long bytes) : IDisposable
    {
        private long _bytes = bytes;
        private bool _left;

        /// <summary>Its length is known now.</summary>
        public void Settle(long length)
        {
            room.Change(0, length - _bytes);
            _bytes = length;
        }

        public void Dispose()
        {
            if (_left) return;
            _left = true;
            room.Change(-1, -_bytes);
        }
    }
}
