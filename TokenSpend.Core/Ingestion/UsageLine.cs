using System.Buffers;
using System.Buffers.Binary;
using System.IO.Hashing;
using System.Text;
using TokenSpend.Core.Primitives;
using TokenSpend.Core.Usage;

namespace TokenSpend.Core.Ingestion;

/// <summary>The outcome of one line of a line format: a reusable buffer, filled by <see cref="ILineFormat.Read"/>.</summary>
public sealed class UsageLine
{
    public enum Kind : byte { Accepted, Ignored, Blank, Rejected }

    private byte[] _model = new byte[128];
    private int _modelLength;
    private int _providerLength;
    private byte[] _id = new byte[64];
    private int _idLength;

    public Kind Outcome { get; private set; }

    /// <summary>Why it was ignored.</summary>
    public string Reason { get; private set; } = "";

    /// <summary>Why it was rejected; the caller sets the line number.</summary>
    public Rejection? Why { get; private set; }

    /// <summary>Milliseconds since 1970, UTC.</summary>
    public long AtMs { get; set; }

    /// <summary>64-bit hash of source kind, label and id; without an id, of the normalised fields.</summary>
    public ulong Identity { get; set; }

    /// <summary>False: the source gave no id, and equal lines of one file are different requests that an ordinal tells apart.</summary>
    public bool HasId { get; set; }

    /// <summary>The fields of the subject, in order.</summary>
    public SubjectKey Subject { get; } = new();

    public TokenCounts Tokens { get; set; }
    public long Requests { get; set; }
    public ServiceTier Tier { get; set; }
    public RequestStatus Status { get; set; }

    /// <summary>The source's own idea of the cost in nano USD.</summary>
    public long? ClaimedNanoUsd { get; set; }

    /// <summary>Provider id and model name, as one key: provider, zero byte, model.</summary>
    public ReadOnlySpan<byte> ModelKey => _model.AsSpan(0, _modelLength);

    /// <summary>The source's id; empty where it gave none.</summary>
    public ReadOnlySpan<byte> Id => _id.AsSpan(0, _idLength);

    public ReadOnlySpan<byte> Provider => _model.AsSpan(0, _providerLength);

    public void Reset()
    {
        Outcome = Kind.Accepted;
        Reason = "";
        Why = null;
        AtMs = 0;
        Identity = 0;
        HasId = false;
        Subject.Clear();
        Tokens = default;
        Requests = 1;
        Tier = ServiceTier.Standard;
        Status = RequestStatus.Ok;
        ClaimedNanoUsd = null;
        _modelLength = 0;
        _idLength = 0;
    }

    public void SetModel(ReadOnlySpan<byte> provider, ReadOnlySpan<byte> model)
    {
        var length = provider.Length + 1 + model.Length;
        if (_model.Length < length) _model = new byte[length * 2];
        provider.CopyTo(_model);
        _model[provider.Length] = 0;
        model.CopyTo(_model.AsSpan(provider.Length + 1));
        (_providerLength, _modelLength) = (provider.Length, length);
    }

    public void Ignore(string reason) => (Outcome, Reason) = (Kind.Ignored, reason);

    public void Blank() => Outcome = Kind.Blank;

    public void Reject(string column, ReadOnlySpan<byte> found, string expected)
    {
        Outcome = Kind.Rejected;
        Why = Rejection.Of(0, column, Encoding.UTF8.GetString(found[..Math.Min(found.Length, 400)]), expected);
    }

    /// <summary>Sets the identity: by the source's id, or by the normalised fields where it gave none. Call it last.</summary>
    public void Identify(ReadOnlySpan<byte> sourceKind, ReadOnlySpan<byte> label, ReadOnlySpan<byte> id)
    {
        HasId = !id.IsEmpty;
        if (HasId)
        {
            if (_id.Length < id.Length) _id = new byte[id.Length * 2];
            id.CopyTo(_id);
            _idLength = id.Length;
            Identity = IdentityOf(sourceKind, label, id);
            return;
        }
        var fields = new ArrayBufferWriter<byte>(512);
        Span<byte> number = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64LittleEndian(number, AtMs);
        fields.Write(number);
        fields.Write(ModelKey);
        ReadOnlySpan<byte> flags = [0, (byte)Tier, (byte)Status];
        fields.Write(flags);
        fields.Write(Subject.Canonical);
        for (var kind = 0; kind < TokenKindInfo.Count; kind++)
        {
            BinaryPrimitives.WriteInt64LittleEndian(number, Tokens[(TokenKind)kind]);
            fields.Write(number);
        }
        Identity = IdentityOf(sourceKind, label, fields.WrittenSpan);
    }

    /// <summary>The identity of an event with an id.</summary>
    public static ulong IdentityOf(ReadOnlySpan<byte> sourceKind, ReadOnlySpan<byte> label, ReadOnlySpan<byte> id)
    {
        Span<byte> small = stackalloc byte[512];
        var length = sourceKind.Length + label.Length + id.Length + 2;
        var buffer = length <= small.Length ? small[..length] : new byte[length];
        sourceKind.CopyTo(buffer);
        buffer[sourceKind.Length] = 0;
        label.CopyTo(buffer[(sourceKind.Length + 1)..]);
        buffer[sourceKind.Length + 1 + label.Length] = 0;
        id.CopyTo(buffer[(sourceKind.Length + label.Length + 2)..]);
        return XxHash3.HashToUInt64(buffer);
    }
}
