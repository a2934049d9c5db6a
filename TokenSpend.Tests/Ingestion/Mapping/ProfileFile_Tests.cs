using CsCheck;
using TokenSpend.Core.Ingestion;
using TokenSpend.Core.Ingestion.Mapping;
using TokenSpend.Core.Usage;

namespace TokenSpend.Tests.Ingestion.Mapping;

/// <summary>Profiles as files: what is written is read again, and what is wrong is named by its place.</summary>
public class ProfileFile_Tests
{
    private const string Good = """
        {
          "name": "acme-log",
          "title": "Acme gateway",
          "level": "primary-log",
          "identity": "event-with-id",
          "recognisedBy": ["Call", "When"],
          "fields": {
            "id": "Call",
            "at": "When",
            "model": ["Model", "模型"],
            "input": "In"
          },
          "zone": "Asia/Shanghai"
        }
        """;

    private static readonly Gen<string> Word = Gen.String[Gen.Char["abcXYZ019 _.-,\"\\日期金额\n"], 1, 8].Where(text => text.Trim().Length > 0);
    private static readonly Gen<FieldSource> Source = Gen.Select(Word.List[1, 3], Word, Gen.Bool).Select((columns, value, always) => always ? new FieldSource(columns, value) : new FieldSource(columns));

    private static readonly Gen<MappingProfile> Logs =
        from fields in Gen.Dictionary(Gen.Int[0, MappedFields.All.Count - 1].Select(i => MappedFields.All[i]), Source)[0, 12]
        from needed in Source.Array[4]
        from texts in Word.List[0, 3].Array[5]
        from spellings in Word.List[1, 3].List[1, 3]
        from only in Gen.Dictionary(Word, Word.List[1, 2])[0, 2]
        from tags in Gen.Dictionary(Word, Source)[0, 2]
        from choices in Gen.Int[0, 3].Array[4]
        from flags in Gen.Bool.Array[3]
        from days in Gen.Int[0, 60]
        select new MappingProfile
        {
            Name = $"acme-{days}", Title = "t" + string.Concat(texts[0]), Evidence = (Evidence)choices[0], RestsOn = string.Concat(texts[1]),
            Level = flags[0] ? SourceLevel.PrimaryLog : SourceLevel.Detail, Identity = flags[1] ? IdentityKind.EventWithId : IdentityKind.EventWithoutId,
            Content = ProfileContent.Json, RecognisedBy = [.. spellings], Mentions = texts[4],
            Fields = new Dictionary<MappedField, FieldSource>(fields) { [MappedField.Id] = needed[0], [MappedField.At] = needed[1], [MappedField.Model] = needed[2], [MappedField.Input] = needed[3] },
            Tags = tags, TagObjects = texts[2], TellApart = texts[3], Records = texts[2], Only = only.ToDictionary(rule => rule.Key, rule => (IReadOnlyList<string>)rule.Value),
            Zone = flags[2] ? "Asia/Shanghai" : "Etc/UTC", Dates = (DateStyle)(choices[1] % 3), Numbers = (NumberStyle)(choices[2] % 2), TokensPer = ((int[])[1, 1_000, 10_000, 1_000_000])[choices[3]],
            MoneyIn = (MoneyUnit)(choices[1] % 2), InputContainsCached = flags[0], OutputContainsReasoning = flags[1], SettlingDays = days,
        };

    [Fact]
    public void Profile_that_was_written_is_read_as_the_same() => Logs.Sample(profile =>
    {
        var read = ProfileReader.TryRead(ProfileWriter.Write(profile), "a.json", _ => false, out var problem);
        Assert.Null(problem);
        Assert.Equivalent(profile, read, strict: true);
    }, iter: 500);

    [Fact]
    public void Example_is_good() => Assert.NotNull(Read(Good, out _));

    [Theory]
    [InlineData("\"level\": \"primary-log\"", "\"level\": \"log\"", 4, 12, "level", "log")]
    [InlineData("\"identity\": \"event-with-id\"", "\"identity\": \"snapshot\"", 5, 15, "identity", "snapshot")]
    [InlineData("\"id\": \"Call\",", "", 7, 13, "fields", "")]
    [InlineData("\"model\": [\"Model\", \"模型\"],", "", 7, 13, "fields", "")]
    [InlineData("\"input\": \"In\"", "\"inputs\": \"In\"", 11, 15, "fields.inputs", "inputs")]
    [InlineData("\"input\": \"In\"", "\"input\": 3", 11, 14, "fields.input", "3")]
    [InlineData("\"input\": \"In\"", "\"input\": []", 11, 14, "fields.input", "")]
    [InlineData("\"input\": \"In\"", "\"at\": \"In\"", 11, 5, "fields", "at")]
    [InlineData("[\"Call\", \"When\"]", "[]", 6, 19, "recognisedBy", "")]
    [InlineData("Asia/Shanghai", "Beijing", 13, 11, "zone", "Beijing")]
    [InlineData("\"title\"", "\"titel\"", 3, 3, "", "titel")]
    [InlineData("acme-log", "Acme Log", 2, 11, "name", "Acme Log")]
    [InlineData("acme-log", "focus", 2, 11, "name", "focus")]
    [InlineData("\"fields\": {", "\"fields\": ", 8, 9, "", "text that is no JSON")]
    public void What_is_wrong_is_named_by_line_column_and_what_was_expected(string right, string wrong, int line, int column, string property, string found)
    {
        Assert.Null(Read(Good.Replace(right, wrong, StringComparison.Ordinal), out var problem));
        Assert.Equal(("a.json", line, property, found), (problem!.File, problem.Line, problem.Property, problem.Found));
        Assert.Equal(column, problem.Column);
        Assert.NotEqual("", problem.Expected);
        Assert.Contains($"a.json, line {line}, column {column}", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void File_that_became_wrong_keeps_its_last_good_state_and_the_others_stay()
    {
        var before = ProfileSet.Load([("a.json", Good), ("b.json", Good.Replace("acme-log", "beta-log", StringComparison.Ordinal))], ProfileSet.None);
        var after = ProfileSet.Load([("a.json", "{"), ("b.json", Good.Replace("acme-log", "beta-log", StringComparison.Ordinal)), ("c.json", "[]")], before);
        Assert.Equal(["a.json", "c.json"], after.Problems.Select(problem => problem.File));
        Assert.Equal(["acme-log", "beta-log"], after.Profiles.Values.Select(profile => profile.Name));
    }

    [Fact]
    public void Of_two_profiles_with_one_name_the_second_is_refused()
    {
        var set = ProfileSet.Load([("a.json", Good), ("b.json", Good)], ProfileSet.None);
        Assert.Equal(("b.json", 2), (set.Problems.Single().File, set.Problems.Single().Line));
        Assert.Equal(["a.json"], set.Profiles.Keys);
    }

    [Fact]
    public void Shipped_profiles_are_good_and_lie_under_their_name()
    {
        Assert.Empty(ShippedFormats.Profiles.Problems.Select(problem => problem.Message));
        Assert.All(ShippedFormats.Profiles.Profiles, profile => Assert.Equal(profile.Value.Name + ".json", profile.Key));
        Assert.Equal(11, ShippedFormats.Profiles.Profiles.Count);
    }

    [Fact]
    public void Example_of_the_manual_is_good()
    {
        var manual = File.ReadAllText(Path.Combine(Golden.SourceFolder, "..", "docs", "mapping.md"));
        Assert.NotNull(Read(manual.Split("```json")[1].Split("```")[0], out _));
    }

    [Fact]
    public void Manual_names_every_property_and_field()
    {
        var manual = File.ReadAllText(Path.Combine(Golden.SourceFolder, "..", "docs", "mapping.md"));
        Assert.All(MappedFields.All.Select(field => field.Name()).Concat(ProfileReader.Properties), name => Assert.Contains(name, manual, StringComparison.Ordinal));
    }

    [Fact]
    public void Of_the_shipped_profiles_only_those_with_a_public_description_are_confirmed() => Assert.Equal(
        ["portkey"], ShippedFormats.Profiles.Profiles.Values.Where(profile => profile.Evidence != Evidence.Unconfirmed).Select(profile => profile.Name));

    private static MappingProfile? Read(string json, out ProfileProblem? problem) =>
        ProfileReader.TryRead(json.ReplaceLineEndings("\n"), "a.json", name => KnownFormats.BuiltIn.Find(name) is not null, out problem);
}
