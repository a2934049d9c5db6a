using System.Globalization;
using System.Security.Cryptography;

namespace TokenSpend.Core.Operations.Pushing;

/// <summary>Names of pushes: they begin with the time of arrival and sort as they came.</summary>
internal sealed class SpoolIds
{
    private readonly Lock _gate = new();
    private long _milliseconds;
    private ushort _ordinal;

    /// <summary>32 hexadecimal digits: milliseconds since 1970, ordinal among those, and what nobody can guess.</summary>
    public string Next(DateTimeOffset now)
    {
        var random = BitConverter.ToUInt64(RandomNumberGenerator.GetBytes(sizeof(ulong)));
        lock (_gate)
        {
            var milliseconds = now.ToUnixTimeMilliseconds();
            // A clock that is set back does not disturb the order.
            if (milliseconds > _milliseconds) (_milliseconds, _ordinal) = (milliseconds, 0);
            else if (++_ordinal == 0) _milliseconds++;
            return string.Create(CultureInfo.InvariantCulture, $"{_milliseconds:x12}{_ordinal:x4}{random:x16}");
        }
    }

    /// <summary>Sorts before every name of that moment, and after every one of an earlier moment.</summary>
    public static string At(DateTimeOffset time) => time.ToUnixTimeMilliseconds().ToString("x12", CultureInfo.InvariantCulture);
}
