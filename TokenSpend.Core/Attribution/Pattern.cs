using System.IO.Enumeration;
using System.Text.RegularExpressions;

namespace TokenSpend.Core.Attribution;

/// <summary>One cell of a rule: a wildcard pattern over the whole value, or "re:" and a regular expression found anywhere in it. Case does not count.</summary>
/// <remarks>
/// In a wildcard pattern * stands for any text, slashes included (keys and ARNs hold them), and ? for one character.
/// An expression runs without backtracking where .NET can, and under a time limit in any case.
/// </remarks>
internal sealed class Pattern
{
    public const string RegexPrefix = "re:";

    /// <summary>For one value against one expression. A sane one takes microseconds.</summary>
    public static readonly TimeSpan TimeLimit = TimeSpan.FromMilliseconds(100);

    private readonly string _wildcard = "";
    private readonly Regex? _regex;

    private Pattern(string wildcard) => _wildcard = wildcard;

    private Pattern(Regex regex) => _regex = regex;

    public bool IsRegex => _regex is not null;

    /// <summary>Number of the highest group of an expression; 0 for a wildcard.</summary>
    public int Groups => _regex is null ? 0 : _regex.GetGroupNumbers().Max();

    /// <returns>Null, and what was expected instead, for a bad expression.</returns>
    public static Pattern? Parse(string text, out string expected)
    {
        expected = "";
        // A backslash is an escape to the matcher, but part of a Windows name to the user.
        if (!text.StartsWith(RegexPrefix, StringComparison.OrdinalIgnoreCase)) return new Pattern(text.Replace(@"\", @"\\", StringComparison.Ordinal));
        var expression = text[RegexPrefix.Length..];
        const RegexOptions Options = RegexOptions.IgnoreCase | RegexOptions.CultureInvariant;
        try
        {
            try
            {
                return new Pattern(new Regex(expression, Options | RegexOptions.NonBacktracking, TimeLimit));
            }
            catch (NotSupportedException)
            {
                return new Pattern(new Regex(expression, Options, TimeLimit));
            }
        }
        catch (ArgumentException error)
        {
            expected = $"a regular expression after {RegexPrefix} ({error.Message.TrimEnd('.')})";
            return null;
        }
    }

    /// <summary>Tests a value; an absent one matches no pattern, not even *.</summary>
    /// <param name="groups">The groups of an expression, the whole match first; empty for a wildcard.</param>
    /// <exception cref="RegexMatchTimeoutException">The expression exceeded <see cref="TimeLimit"/>.</exception>
    public bool Matches(string? value, out IReadOnlyList<string> groups)
    {
        groups = [];
        if (value is null) return false;
        if (_regex is null) return FileSystemName.MatchesSimpleExpression(_wildcard, value, ignoreCase: true);
        var match = _regex.Match(value);
        if (match.Success) groups = [.. match.Groups.Values.Select(group => group.Value)];
        return match.Success;
    }
}
