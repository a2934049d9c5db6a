using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;

namespace TokenSpend.Core.Pricing;

/// <summary>Which raw names a price row is for, beside its own: alternatives of globs or regular expressions.</summary>
/// <remarks>
/// "claude-2*|*claude-v2*": any of several; "*claude*&amp;*haiku*": all of several; "/^grok-4\.\d$/": a regular expression. * stands for
/// any text; the case does not matter. Expressions run in linear time, so no name can make one hang.
/// </remarks>
public sealed class NameMatch
{
    private readonly Predicate<string>[][] _alternatives;

    private NameMatch(string text, Predicate<string>[][] alternatives) => (Text, _alternatives) = (text, alternatives);

    /// <summary>As it was written.</summary>
    public string Text { get; }

    public bool Matches(string name) => Array.Exists(_alternatives, all => Array.TrueForAll(all, part => part(name)));

    /// <param name="problem">What was expected instead; null if the text is good.</param>
    public static NameMatch? Read(string text, out string? problem)
    {
        ArgumentNullException.ThrowIfNull(text);
        var alternatives = new List<Predicate<string>[]>();
        var all = new List<Predicate<string>>();
        for (var at = 0; at <= text.Length;)
        {
            var end = End(text, at);
            if (!TryPart(text[at..end].Trim(), out var part, out problem)) return null;
            all.Add(part);
            if (end == text.Length || text[end] == '|')
            {
                alternatives.Add([.. all]);
                all.Clear();
            }
            at = end + 1;
        }
        problem = null;
        return new NameMatch(text, [.. alternatives]);
    }

    // In /…/ the two signs belong to the expression.
    private static int End(string text, int from)
    {
        if (text.AsSpan(from).TrimStart() is ['/', .. var expression])
        {
            var start = text.Length - expression.Length;
            for (var at = start; at < text.Length; at++)
                if (text[at] == '/' && (at + 1 == text.Length || text[at + 1] is '|' or '&')) return at + 1;
        }
        var end = text.AsSpan(from).IndexOfAny('|', '&');
        return end < 0 ? text.Length : from + end;
    }

    private static bool TryPart(string part, [NotNullWhen(true)] out Predicate<string>? matches, out string? problem)
    {
        const RegexOptions Options = RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking;
        (matches, problem) = (null, null);
        try
        {
            if (part is ['/', .. var expression, '/']) matches = new Regex(expression, Options).IsMatch;
            else if (part.Length > 0) matches = Glob(part);
            else problem = "names, or parts of them with *, such as gpt-4o*|*gpt4o*";
        }
        catch (NotSupportedException)
        {
            problem = "a regular expression without look-around and back-references";
        }
        catch (ArgumentException error)
        {
            problem = $"a regular expression ({error.Message})";
        }
        return matches is not null;
    }

    private static Predicate<string> Glob(string glob)
    {
        var texts = glob.Split('*');
        if (texts is [var whole]) return name => name.Equals(whole, StringComparison.OrdinalIgnoreCase);
        var (first, last, between) = (texts[0], texts[^1], texts[1..^1]);
        return name =>
        {
            if (name.Length < first.Length + last.Length || !name.StartsWith(first, StringComparison.OrdinalIgnoreCase) || !name.EndsWith(last, StringComparison.OrdinalIgnoreCase)) return false;
            var rest = name.AsSpan(first.Length, name.Length - first.Length - last.Length);
            foreach (var text in between)
            {
                var at = rest.IndexOf(text, StringComparison.OrdinalIgnoreCase);
                if (at < 0) return false;
                rest = rest[(at + text.Length)..];
            }
            return true;
        };
    }
}
