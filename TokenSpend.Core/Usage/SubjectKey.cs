using System.Text;

namespace TokenSpend.Core.Usage;

/// <summary>A reusable buffer for a subject's canonical form: a known subject is found without making strings.</summary>
/// <remarks>Fields are added in the order of <see cref="SubjectField"/>, tags by name; empty fields are left out. A zero byte inside a value becomes a space.</remarks>
public sealed class SubjectKey
{
    private byte[] _bytes = new byte[512];
    private int _length;

    public ReadOnlySpan<byte> Canonical => _bytes.AsSpan(0, _length);

    public void Clear() => _length = 0;

    public void Add(SubjectField field, ReadOnlySpan<byte> utf8)
    {
        if (utf8.IsEmpty) return;
        Reserve(utf8.Length + 2);
        _bytes[_length++] = (byte)field;
        Append(utf8);
        _bytes[_length++] = 0;
    }

    public void Add(SubjectField field, string? text)
    {
        if (string.IsNullOrEmpty(text)) return;
        Span<byte> small = stackalloc byte[256];
        if (Encoding.UTF8.TryGetBytes(text, small, out var written)) Add(field, small[..written]);
        else Add(field, Encoding.UTF8.GetBytes(text));
    }

    public void AddTag(string name, string value) => Add(SubjectField.Tag, name + "=" + value);

    public void AddTag(ReadOnlySpan<byte> name, ReadOnlySpan<byte> value)
    {
        Reserve(name.Length + value.Length + 3);
        _bytes[_length++] = (byte)SubjectField.Tag;
        Append(name);
        _bytes[_length++] = (byte)'=';
        Append(value);
        _bytes[_length++] = 0;
    }

    private void Append(ReadOnlySpan<byte> utf8)
    {
        var target = _bytes.AsSpan(_length, utf8.Length);
        utf8.CopyTo(target);
        target.Replace((byte)0, (byte)' ');
        _length += utf8.Length;
    }

    private void Reserve(int more)
    {
        if (_length + more > _bytes.Length) Array.Resize(ref _bytes, Math.Max(_bytes.Length * 2, _length + more));
    }
}
