using System.Globalization;
using System.Text.Json;
using TokenSpend.Core.Usage;

namespace TokenSpend.Core.Ingestion.Mapping;

/// <summary>What is wrong with a profile's file. Positions count from 1.</summary>
/// <param name="Property">"fields.model"; "" for the file as a whole.</param>
public sealed record ProfileProblem(string File, int Line, int Column, string Property, string Found, string Expected)
{
    /// <summary>In English, for the command line and logs.</summary>
    public string Message => $"{File}, line {Line}, column {Column}{(Property.Length == 0 ? "" : $", {Property}")}: found '{Found}', expected {Expected}. Correct it; until then files of this layout are not recognised.";
}

/// <summary>Reads a profile's file. A name that is not known is an error: it would be a mapping that silently does nothing.</summary>
public sealed class ProfileReader
{
    /// <summary>Names that a profile's file may hold.</summary>
    public static IReadOnlyList<string> Properties { get; } =
    [
        "name", "title", "evidence", "restsOn", "level", "identity", "content", "recognisedBy", "mentions", "fields", "tags", "tagObjects", "tellApart", "only", "records",
        "zone", "dates", "numbers", "tokensPer", "moneyIn", "inputContainsCached", "outputContainsReasoning", "settlingDays",
    ];

    private readonly string _file;
    private readonly ProfileNode _root;
    private ProfileProblem? _problem;

    private ProfileReader(string file, ProfileNode root) => (_file, _root) = (file, root);

    /// <param name="isTaken">Whether another format has this name.</param>
    /// <param name="problem">The first thing that is wrong; null with a profile.</param>
    /// <returns>Null if it cannot be used.</returns>
    public static MappingProfile? TryRead(string json, string file, Func<string, bool> isTaken, out ProfileProblem? problem)
    {
        ProfileNode root;
        try
        {
            root = ProfileNode.Parse(json.TrimStart('\uFEFF'));
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            var where = error as JsonException;
            problem = new(file, (int)(where?.LineNumber ?? 0) + 1, (int)(where?.BytePositionInLine ?? 0) + 1, "", "text that is no JSON", "a JSON object with name, level, recognisedBy and fields");
            return null;
        }
        var reader = new ProfileReader(file, root);
        var profile = reader.Profile();
        if (reader._problem is null && ProfileFault.Of(profile) is { } fault) reader.Fail(reader.Find(fault.Property), fault.Property, fault.Found, fault.Expected);
        if (isTaken(profile.Name) && ProfileFault.NameTaken(profile.Name) is var taken) reader.Fail(reader.Find("name"), "name", profile.Name, taken.Expected);
        problem = reader._problem;
        return problem is null ? profile : null;
    }

    private MappingProfile Profile()
    {
        if (_root.Kind != JsonValueKind.Object) Fail(_root, "", _root.Shown, "a JSON object with name, level, recognisedBy and fields");
        OnlyOnce(_root, "", Properties);
        var level = Choice<SourceLevel>("level", null);
        return new MappingProfile
        {
            Name = Text("name") ?? "",
            Title = Text("title") ?? "",
            Evidence = Choice("evidence", (Evidence?)Evidence.Unconfirmed),
            RestsOn = Text("restsOn") ?? "",
            Level = level,
            Identity = Choice("identity", (IdentityKind?)(level is SourceLevel.PrimaryLog or SourceLevel.Detail ? IdentityKind.EventWithoutId : IdentityKind.Snapshot)),
            Content = Choice("content", (ProfileContent?)ProfileContent.Table),
            RecognisedBy = [.. Items("recognisedBy").Select(item => item.Kind == JsonValueKind.Array ? Texts(item, "recognisedBy") : Strings(item, "recognisedBy"))],
            Mentions = Texts(Member("mentions"), "mentions"),
            Fields = Fields(),
            Tags = Members("tags").ToDictionary(tag => tag.Name, tag => Source(tag.Value, "tags." + tag.Name)),
            TagObjects = Texts(Member("tagObjects"), "tagObjects"),
            TellApart = Texts(Member("tellApart"), "tellApart"),
            Only = Members("only").ToDictionary(rule => rule.Name, rule => (IReadOnlyList<string>)Texts(rule.Value, "only." + rule.Name)),
            Records = Texts(Member("records"), "records"),
            Zone = Text("zone") ?? "Etc/UTC",
            Dates = Choice("dates", (DateStyle?)DateStyle.YearFirst),
            Numbers = Choice("numbers", (NumberStyle?)NumberStyle.Point),
            TokensPer = Number("tokensPer", 1),
            MoneyIn = Choice("moneyIn", (MoneyUnit?)MoneyUnit.Units),
            InputContainsCached = Flag("inputContainsCached"),
            OutputContainsReasoning = Flag("outputContainsReasoning"),
            SettlingDays = Number("settlingDays", 0),
        };
    }

    private Dictionary<MappedField, FieldSource> Fields()
    {
        var fields = new Dictionary<MappedField, FieldSource>();
        foreach (var (name, value) in Members("fields"))
        {
            if (MappedFields.Find(name) is { } field) fields[field] = Source(value, "fields." + name);
            else Fail(Find("fields." + name), "fields." + name, name, "one of " + string.Join(", ", MappedFields.All.Select(known => known.Name())));
        }
        return fields;
    }

    /// <summary>"column", ["column", "other spelling"], {"value": "constant"} or {"columns": […], "value": "where it is empty"}.</summary>
    private FieldSource Source(ProfileNode node, string property)
    {
        if (node.Kind != JsonValueKind.Object) return new FieldSource(node.Kind == JsonValueKind.Array ? Texts(node, property) : Strings(node, property));
        OnlyOnce(node, property, ["columns", "value"]);
        var columns = node.Members.Find(member => member.Name == "columns").Value;
        var value = node.Members.Find(member => member.Name == "value").Value;
        if (value is not null && value.Kind != JsonValueKind.String) Fail(value, property + ".value", value.Shown, "a text");
        return new FieldSource(columns is null ? [] : Texts(columns, property + ".columns"), value?.Text);
    }

    private List<string> Strings(ProfileNode node, string property)
    {
        if (node.Kind == JsonValueKind.String) return [node.Text!];
        Fail(node, property, node.Shown, "a text");
        return [];
    }

    private List<string> Texts(ProfileNode? node, string property)
    {
        if (node is null) return [];
        if (node.Kind != JsonValueKind.Array) Fail(node, property, node.Shown, "a list such as [\"a\", \"b\"]");
        return [.. node.Items.SelectMany(item => Strings(item, property))];
    }

    private List<ProfileNode> Items(string name)
    {
        if (Member(name) is not { } node) return [];
        if (node.Kind != JsonValueKind.Array) Fail(node, name, node.Shown, "a list such as [\"a\", \"b\"]");
        return node.Items;
    }

    private IEnumerable<(string Name, ProfileNode Value)> Members(string name)
    {
        if (Member(name) is not { } node) return [];
        if (node.Kind != JsonValueKind.Object) Fail(node, name, node.Shown, "an object such as {\"a\": \"b\"}");
        OnlyOnce(node, name, null);
        return node.Members.DistinctBy(member => member.Name).Select(member => (member.Name, member.Value));
    }

    private T Choice<T>(string name, T? otherwise) where T : struct, Enum
    {
        var node = Member(name);
        if (node is null && otherwise is { } some) return some;
        if (EnumText.Find<T>(node?.Text) is { } choice) return choice;
        Fail(node ?? _root, name, node?.Shown ?? "", "one of " + EnumText.Choices<T>());
        return default;
    }

    private string? Text(string name)
    {
        if (Member(name) is not { } node) return null;
        return node.Kind == JsonValueKind.String ? node.Text : Fail(node, name, node.Shown, "a text");
    }

    private int Number(string name, int otherwise)
    {
        if (Member(name) is not { } node) return otherwise;
        if (node.Kind == JsonValueKind.Number && int.TryParse(node.Text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)) return number;
        Fail(node, name, node.Shown, "a whole number");
        return otherwise;
    }

    private bool Flag(string name)
    {
        if (Member(name) is not { } node) return true;
        if (node.Kind is not (JsonValueKind.True or JsonValueKind.False)) Fail(node, name, node.Shown, "true or false");
        return node.Kind == JsonValueKind.True;
    }

    private void OnlyOnce(ProfileNode node, string property, IReadOnlyList<string>? known)
    {
        var seen = new HashSet<string>();
        foreach (var (name, at, _) in node.Members)
        {
            if (known is not null && !known.Contains(name)) Fail(at, property, name, "one of " + string.Join(", ", known));
            if (!seen.Add(name)) Fail(at, property, name, "each name once");
        }
    }

    private ProfileNode? Member(string name) => _root.Members.Find(member => member.Name == name).Value;

    /// <summary>Where a property is written; the object that lacks it where it is not.</summary>
    private ProfileNode Find(string property)
    {
        var node = _root;
        foreach (var name in property.Split('.', 2)) node = node.Members.Find(member => member.Name == name).Value ?? node;
        return node;
    }

    private string? Fail(ProfileNode at, string property, string found, string expected)
    {
        _problem ??= new(_file, at.Line, at.Column, property, found, expected);
        return null;
    }
}
