using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using TokenSpend.Web.Text;

namespace TokenSpend.Tests.Web.Text;

/// <summary>Every visible word is a resource, in both languages, and every resource is used.</summary>
public sealed partial class ResourceTests
{
    private static readonly string Web = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(Here())!, "../../../TokenSpend.Web"));

    private static readonly Dictionary<string, string> English = Read("Texts.resx");
    private static readonly Dictionary<string, string> Chinese = Read("Texts.zh-CN.resx");

    [Fact]
    public void Both_languages_have_the_same_keys() => Assert.Equal(English.Keys.Order(), Chinese.Keys.Order());

    [Fact]
    public void No_text_is_empty() => Assert.All(English.Values.Concat(Chinese.Values), text => Assert.False(string.IsNullOrWhiteSpace(text)));

    [Fact]
    public void Every_key_that_the_source_asks_for_exists() => Assert.Empty(Used().Except(English.Keys));

    [Fact]
    public void Every_key_is_asked_for() => Assert.Empty(English.Keys.Except(Used()));

    [Fact]
    public void A_translation_has_the_places_of_its_original()
    {
        var days = English.Keys.Where(key => key.StartsWith("Days.", StringComparison.Ordinal));
        Assert.All(English.Keys.Except(days), key => Assert.Equal(Places(English[key]), Places(Chinese[key])));
    }

    [Fact]
    public void Chinese_uses_full_width_punctuation_and_spaces_beside_latin()
    {
        Assert.All(Chinese, text => Assert.DoesNotMatch(HalfWidth(), text.Value));
        Assert.All(Chinese, text => Assert.DoesNotMatch(Crowded(), text.Value));
    }

    [Fact]
    public void Markup_holds_no_words_of_its_own()
    {
        var found = Files("*.razor").SelectMany(file => TextNodes(File.ReadAllText(file)).Select(text => $"{Path.GetFileName(file)}: {text}"));
        Assert.Empty(found);
    }

    private static IEnumerable<string> TextNodes(string razor)
    {
        var markup = CodeBlock().Replace(razor, "");
        markup = Directive().Replace(markup, "");
        markup = Command().Replace(markup, "");
        markup = Statement().Replace(markup, "\n");
        markup = Tag().Replace(markup, "\n");
        markup = Nested().Replace(markup, "");
        markup = Expression().Replace(markup, "");
        return Letters().Matches(markup).Select(match => match.Value.Trim()).Where(text => text is not ("else" or "var" or "name"));
    }

    private static HashSet<string> Used() =>
    [
        .. Files("*.razor").Concat(Files("*.cs")).SelectMany(file => Key().Matches(File.ReadAllText(file)).Select(match => match.Groups[1].Value)),
        .. Words.Keys,
    ];

    private static IEnumerable<string> Files(string pattern) => Directory.EnumerateFiles(Web, pattern, SearchOption.AllDirectories)
        .Where(file => !file.Contains("/obj/", StringComparison.Ordinal) && !file.Contains("/bin/", StringComparison.Ordinal) && !file.Contains("/node_modules/", StringComparison.Ordinal));

    private static Dictionary<string, string> Read(string file) => XDocument.Load(Path.Combine(Web, "Resources", file)).Root!.Elements("data")
        .ToDictionary(data => data.Attribute("name")!.Value, data => data.Element("value")!.Value);

    private static HashSet<string> Places(string text) => [.. Place().Matches(text).Select(match => match.Value)];

    private static string Here([CallerFilePath] string path = "") => path;

    [GeneratedRegex("""\b[Tt]ext\["([^"$]+)"[\],]""")]
    private static partial Regex Key();

    [GeneratedRegex(@"\{\d\}")]
    private static partial Regex Place();

    [GeneratedRegex(@"\p{IsCJKUnifiedIdeographs}[,;:?()]|[,;:?()]\p{IsCJKUnifiedIdeographs}")]
    private static partial Regex HalfWidth();

    [GeneratedRegex(@"\p{IsCJKUnifiedIdeographs}[A-Za-z]|[A-Za-z]\p{IsCJKUnifiedIdeographs}")]
    private static partial Regex Crowded();

    [GeneratedRegex(@"@code\s*\{.*\z", RegexOptions.Singleline)]
    private static partial Regex CodeBlock();

    [GeneratedRegex(@"^@(using|inject|page|inherits|implements|attribute|namespace|typeparam)\b.*$", RegexOptions.Multiline)]
    private static partial Regex Directive();

    // What a reader types into a shell is the same in every language.
    [GeneratedRegex("<code>.*?</code>")]
    private static partial Regex Command();

    // A tag ends at the first ">" outside of quotes: attributes hold lambdas and generics.
    [GeneratedRegex("""<[/!]?[A-Za-z][A-Za-z0-9.]*(?:[^"<>]|"(?:@\((?:[^()]|\((?:[^()]|\([^()]*\))*\))*\)|@?[^"@]*(?:@[^"]*?\["[^"]*"[^"]*?\][^"]*?)?|[^"]*)")*?/?>""", RegexOptions.Singleline)]
    private static partial Regex Tag();

    [GeneratedRegex(@"^\s*(?:@(?:foreach|for|if|switch)|else if)\s*\(.*\)\s*$|^\s*var .*;\s*$", RegexOptions.Multiline)]
    private static partial Regex Statement();

    [GeneratedRegex(@"@\((?:[^()]|\((?:[^()]|\([^()]*\))*\))*\)")]
    private static partial Regex Nested();

    [GeneratedRegex("""@[A-Za-z_.]+(?:\((?:[^()]|\([^()]*\))*\)|\[(?:[^\[\]]|\[[^\[\]]*\])*\]|\.[A-Za-z]+)*""")]
    private static partial Regex Expression();

    [GeneratedRegex(@"[\p{L}][\p{L}\p{N} ,.'-]*")]
    private static partial Regex Letters();
}
