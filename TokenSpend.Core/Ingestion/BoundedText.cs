namespace TokenSpend.Core.Ingestion;

/// <summary>Passes text on to a parser that would hold a record of any length, and stops it at one that is longer than <see cref="Limits.LongestRecord"/> or has more than <see cref="Limits.MostSeparators"/>.</summary>
internal sealed class BoundedText(TextReader content, char separator) : TextReader
{
    private long _characters;
    private long _separators;

    /// <summary>A record is read. What was read ahead of it does not count to the next: it is one buffer at most.</summary>
    public void EndRecord() => (_characters, _separators) = (0, 0);

    /// <exception cref="RecordTooLongException">The record that is being read is too long.</exception>
    public override int Read(char[] buffer, int index, int count)
    {
        if (_characters > Limits.LongestRecord || _separators > Limits.MostSeparators) throw new RecordTooLongException();
        var read = content.Read(buffer, index, count);
        _characters += read;
        _separators += buffer.AsSpan(index, read).Count(separator);
        return read;
    }

    /// <summary>The rest of the line; null at the end.</summary>
    /// <exception cref="RecordTooLongException">It is longer than a header.</exception>
    public static string? ReadHeader(TextReader content)
    {
        var text = new System.Text.StringBuilder();
        for (int next; (next = content.Read()) >= 0;)
        {
            if (next == '\n') return text.ToString().TrimEnd('\r');
            if (text.Length >= Limits.LongestHeader) throw new RecordTooLongException();
            text.Append((char)next);
        }
        return text.Length == 0 ? null : text.ToString();
    }
}

/// <summary>Whoever reads records knows the line and says what was expected.</summary>
internal sealed class RecordTooLongException : Exception;
