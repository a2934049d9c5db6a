using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Components;
using TokenSpend.Web.Components;

namespace TokenSpend.Tests.Web;

/// <summary>What the compiler lets pass in markup.</summary>
public sealed partial class MarkupTests
{
    private static readonly string Web = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(Here())!, "../../TokenSpend.Web/Components"));

    // Path="_path" hands over the five letters: a text parameter takes an expression only with @.
    [Fact]
    public void No_text_parameter_is_given_the_name_of_a_variable()
    {
        var texts = typeof(App).Assembly.GetTypes().Where(typeof(IComponent).IsAssignableFrom)
            .SelectMany(component => component.GetProperties().Where(property => property.PropertyType == typeof(string) && property.GetCustomAttribute<ParameterAttribute>() is not null)
                .Select(property => (Component: component.Name, property.Name)))
            .ToHashSet();
        Assert.Contains(("TopBar", "Path"), texts);
        var found =
            from file in Directory.EnumerateFiles(Web, "*.razor", SearchOption.AllDirectories)
            from tag in Tag().Matches(File.ReadAllText(file))
            from attribute in Literal().Matches(tag.Value)
            where texts.Contains((tag.Groups[1].Value, attribute.Groups[1].Value))
            select $"{Path.GetFileName(file)}: {attribute.Value}";
        Assert.Empty(found);
    }

    private static string Here([CallerFilePath] string path = "") => path;

    [GeneratedRegex("""<([A-Z]\w+)\s[^<]*?/?>""")]
    private static partial Regex Tag();

    [GeneratedRegex("""\s([A-Z]\w*)="[A-Za-z_][\w.]*["]""")]
    private static partial Regex Literal();
}
