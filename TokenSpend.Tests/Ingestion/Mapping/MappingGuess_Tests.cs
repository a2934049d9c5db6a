using TokenSpend.Core.Ingestion;
using TokenSpend.Core.Ingestion.Mapping;
using TokenSpend.Core.Usage;

namespace TokenSpend.Tests.Ingestion.Mapping;

/// <summary>What is proposed for a file that no format knows.</summary>
public class MappingGuess_Tests
{
    private const string Log = """
        Call ID,Moment,Model Name,Tokens In,Tokens Out,Cached Tokens,User,Cost (USD)
        a-1,2026-09-01 08:15:00,gpt-4o-mini,1200,340,200,li.na,0.0012
        a-2,2026-09-01 08:16:30,gpt-4o-mini,900,100,0,wang.wei,0.0009
        """;

    private const string ChineseBill = """
        账期,日期,服务名称,模型,输入tokens(千),输出tokens(千),部门,应付金额(元)
        2026-09,2026-09-01,大模型服务,qwen-max,12.5,3,市场部,30.5
        2026-09,2026-09-02,大模型服务,qwen-max,10,2,客服部,"1,021.00"
        """;

    private const string GermanReport = """
        Datum;Modell;Eingabe Input;Ausgabe Output;Kosten EUR
        31.08.2026;claude-sonnet-4-5;1.200.000;30.000;1.234,56
        01.09.2026;claude-sonnet-4-5;900;100;0,40
        """;

    [Fact]
    public void English_log_is_seen_as_a_log_with_ids()
    {
        var guess = Guess(Log);
        Assert.Equal((SourceLevel.PrimaryLog, IdentityKind.EventWithId), (guess.Draft.Level, guess.Draft.Identity));
        Assert.Equal([(MappedField.Id, "Call ID"), (MappedField.At, "Moment"), (MappedField.Model, "Model Name"), (MappedField.User, "User"), (MappedField.Input, "Tokens In"), (MappedField.CacheRead, "Cached Tokens"), (MappedField.Output, "Tokens Out"), (MappedField.Claimed, "Cost (USD)")],
            Mapped(guess));
        Assert.Equal(GuessReason.Values, guess.Fields.Single(field => field.Field == MappedField.At).Reason);
        Assert.Null(ProfileFault.Of(guess.Draft with { Name = "a", Title = "a" }));
    }

    [Fact]
    public void Chinese_bill_is_seen_with_its_month_zone_currency_and_unit()
    {
        var guess = Guess(ChineseBill);
        Assert.Equal((SourceLevel.FinalBill, IdentityKind.Snapshot, "Asia/Shanghai", 1_000, NumberStyle.Point), (guess.Draft.Level, guess.Draft.Identity, guess.Draft.Zone, guess.Draft.TokensPer, guess.Draft.Numbers));
        Assert.Equal([(MappedField.At, "日期"), (MappedField.Month, "账期"), (MappedField.Model, "模型"), (MappedField.Service, "服务名称"), (MappedField.Input, "输入tokens(千)"), (MappedField.Output, "输出tokens(千)"), (MappedField.Billed, "应付金额(元)")], Mapped(guess));
        Assert.Equal(("CNY", "alibaba"), (guess.Draft.Fields[MappedField.Currency].Constant, guess.Draft.Fields[MappedField.Issuer].Constant));
        Assert.Null(ProfileFault.Of(guess.Draft with { Name = "a", Title = "a" }));
    }

    [Fact]
    public void Dates_and_numbers_of_a_german_report_are_seen_by_their_values()
    {
        var guess = Guess(GermanReport);
        Assert.Equal((DateStyle.DayFirst, NumberStyle.Comma), (guess.Draft.Dates, guess.Draft.Numbers));
        Assert.Equal([(MappedField.At, "Datum"), (MappedField.Model, "Modell"), (MappedField.Input, "Eingabe Input"), (MappedField.Output, "Ausgabe Output")], Mapped(guess).Take(4));
        Assert.Contains(new GuessedChoice("dates", GuessReason.Values, "31.08.2026"), guess.Choices);
    }

    [Fact]
    public void Order_of_month_and_day_that_nothing_tells_is_said_to_be_only_usual()
    {
        var guess = Guess("Date,Model,Input Tokens,Output Tokens\n01/02/2026,gpt-4o-mini,1,1\n");
        Assert.Equal(GuessReason.Usual, guess.Choices.Single(choice => choice.Choice == "dates").Reason);
    }

    [Fact]
    public void Cached_tokens_beyond_the_input_tell_that_input_leaves_them_out() =>
        Assert.False(Guess("id,time,model,input_tokens,cached_tokens,output_tokens\na,2026-09-01T01:00:00Z,gpt-4o-mini,10,900,1\n").Draft.InputContainsCached);

    [Fact]
    public void Json_lines_are_mapped_by_their_paths_and_recognised_by_those_that_are_always_there()
    {
        var guess = Guess("""
            {"meta":{"request_id":"r1","ts":1788220800},"llm":{"model":"gpt-4o-mini","usage":{"prompt_tokens":5,"completion_tokens":2}},"user":"li"}
            {"meta":{"request_id":"r2","ts":1788220801},"llm":{"model":"gpt-4o-mini","usage":{"prompt_tokens":7,"completion_tokens":3}}}
            """);
        Assert.Equal(ProfileContent.Json, guess.Draft.Content);
        Assert.Equal([(MappedField.Id, "meta.request_id"), (MappedField.At, "meta.ts"), (MappedField.Model, "llm.model"), (MappedField.User, "user"), (MappedField.Input, "llm.usage.prompt_tokens"), (MappedField.Output, "llm.usage.completion_tokens")], Mapped(guess));
        Assert.DoesNotContain(guess.Draft.RecognisedBy, column => column.Contains("user"));
        Assert.Equal(5, guess.Draft.RecognisedBy.Count);
    }

    [Fact]
    public void List_of_records_in_a_document_is_found()
    {
        var rows = FirstRows.Of(new FileHead("""{"code":0,"data":{"items":[{"model":"a","n":1},{"model":"b","n":2}]}}"""))!;
        Assert.Equal(["data.items"], rows.Records);
        Assert.Equal(2, rows.Rows.Count);
    }

    [Fact]
    public void Column_is_given_to_one_field_only() => Assert.All(new[] { Log, ChineseBill, GermanReport }, text =>
        Assert.Equal(Guess(text).Fields.Select(field => field.Column).Distinct().Count(), Guess(text).Fields.Count));

    [Theory]
    [InlineData("")]
    [InlineData("\n")]
    [InlineData("only one column\n1\n")]
    [InlineData("[1,2]")]
    [InlineData("{\"a\":")]
    public void File_without_columns_has_nothing_to_map(string text) => Assert.Null(FirstRows.Of(new FileHead(text)));

    /// <summary>The shipped samples with columns that say what they are: the guess finds what the profile's author wrote.</summary>
    [Theory]
    [InlineData("baidu-qianfan-usage")]
    [InlineData("moonshot-bill")]
    [InlineData("portkey")]
    public void Shipped_sample_is_guessed_as_its_profile_says(string name)
    {
        var profile = ShippedFormats.Profiles.Profiles[name + ".json"];
        var guess = Guess(SampleFile.Text(SampleFile.All.First(path => SampleFile.FormatOf(path) == name)));
        MappedField[] compared = [MappedField.At, MappedField.Model, MappedField.Input, MappedField.Output, MappedField.Billed];
        foreach (var field in compared.Where(profile.Fields.ContainsKey))
            Assert.Contains(guess.Draft.Fields[field].Columns.Single(), profile.Fields[field].Columns.SelectMany(column => (string[])[column, column + "(元)"]));
        Assert.Equal((profile.IsBill, profile.IsLog), (guess.Draft.IsBill, guess.Draft.IsLog));
    }

    private static IEnumerable<(MappedField, string)> Mapped(MappingGuess guess) => guess.Fields.OrderBy(field => field.Field).Select(field => (field.Field, field.Column));

    private static MappingGuess Guess(string text) => MappingGuess.Of(FirstRows.Of(new FileHead(text.ReplaceLineEndings("\n")))!, model =>
        model.StartsWith("gpt", StringComparison.Ordinal) ? "openai" : model.StartsWith("qwen", StringComparison.Ordinal) ? "alibaba" : model.StartsWith("claude", StringComparison.Ordinal) ? "anthropic" : null);
}
