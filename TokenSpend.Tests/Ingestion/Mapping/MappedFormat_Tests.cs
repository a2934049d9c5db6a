using System.Globalization;
using System.Text;
using System.Text.Json;
using CsCheck;
using TokenSpend.Core.Ingestion;
using TokenSpend.Core.Ingestion.Formats;
using TokenSpend.Core.Ingestion.Mapping;
using TokenSpend.Core.Usage;

namespace TokenSpend.Tests.Ingestion.Mapping;

/// <summary>A file read by a profile gives what a format written by hand gives.</summary>
public class MappedFormat_Tests
{
    private static readonly MappingProfile Cloudflare = Profile(SourceLevel.PrimaryLog, IdentityKind.EventWithId, ProfileContent.Json,
        (MappedField.Id, "id"), (MappedField.At, "created_at"), (MappedField.Provider, "provider"), (MappedField.Model, "model"),
        (MappedField.Input, "tokens_in"), (MappedField.Output, "tokens_out"), (MappedField.Claimed, "cost"), (MappedField.Status, "success"), (MappedField.User, "metadata.user")) with
    {
        TagObjects = ["metadata"],
    };

    private static readonly MappingProfile AnthropicTokens = Profile(SourceLevel.UsageReport, IdentityKind.Snapshot, ProfileContent.Table,
        (MappedField.At, "usage_date_utc"), (MappedField.Model, "model_version"), (MappedField.Project, "workspace"), (MappedField.Key, "api_key"),
        (MappedField.Input, "usage_input_tokens_no_cache"), (MappedField.CacheRead, "usage_input_tokens_cache_read"), (MappedField.CacheWrite5m, "usage_input_tokens_cache_write_5m"),
        (MappedField.CacheWrite1h, "usage_input_tokens_cache_write_1h"), (MappedField.Output, "usage_output_tokens")) with
    {
        InputContainsCached = false, TellApart = ["usage_type"],
    };

    private static readonly MappingProfile DeepSeekCosts = Profile(SourceLevel.CostReport, IdentityKind.Snapshot, ProfileContent.Table,
        (MappedField.At, "utc_date"), (MappedField.Account, "user_id"), (MappedField.Model, "model"), (MappedField.Item, "wallet_type"), (MappedField.Billed, "cost"), (MappedField.Currency, "currency"));

    private static readonly Gen<string> Name = OneOf("gpt-4o", "claude-sonnet-4-5", "qwen-max", "x y", "模型");
    private static readonly Gen<DateTime> Time = Gen.Int[0, 40_000_000].Select(seconds => new DateTime(2025, 6, 1, 0, 0, 0, DateTimeKind.Utc).AddSeconds(seconds));

    [Fact]
    public void Log_reads_as_with_the_built_in_format() =>
        Gen.Select(Time, Name, Gen.Long[0, 1_000_000], Gen.Long[0, 1_000_000], Gen.Bool, Gen.Int[0, 5_000]).Array[1, 8].Sample(requests =>
        {
            var lines = new StringBuilder();
            foreach (var (at, model, input, output, success, cost) in requests)
                lines.Append(JsonSerializer.Serialize(new
                {
                    id = Guid.NewGuid(), created_at = at.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture), provider = "openai", model, tokens_in = input, tokens_out = output,
                    success, cached = false, cost = cost / 1000m, metadata = new { user = "li", app = "chat", other = 1 },
                })).Append('\n');
            SameOutcomes(new CloudflareAiGateway(), Cloudflare, lines.ToString());
        });

    [Fact]
    public void Usage_report_reads_as_with_the_built_in_format() =>
        Gen.Select(Time, Name, Gen.Long[0, 1_000_000].Array[5], OneOf("", "sk-live-4", "team key")).Array[1, 8].Sample(days => SameOutcomes(new AnthropicUsageCsv(), AnthropicTokens,
            "usage_date_utc,model_version,workspace,api_key,usage_type,usage_input_tokens_no_cache,usage_input_tokens_cache_read,usage_input_tokens_cache_write_5m,usage_input_tokens_cache_write_1h,usage_output_tokens\n"
            + string.Concat(days.Select(day => $"{day.Item1:yyyy-MM-dd},{day.Item2},Default,{day.Item4},standard,{string.Join(',', day.Item3)}\n"))));

    [Fact]
    public void Cost_report_reads_as_with_the_built_in_format() =>
        Gen.Select(Time, Name, Gen.Long[0, 1_000_000_000_000]).Array[1, 8].Sample(days =>
        {
            var text = "utc_date,user_id,model,wallet_type,cost,currency\n" + string.Concat(days.Select(day => $"{day.Item1:yyyy-MM-dd},u-1,{day.Item2},paid,{(day.Item3 / 1e9m).ToString(CultureInfo.InvariantCulture)},cny\n"));
            Assert.Equal(Charges(new DeepSeekCost(), text), Charges(new MappedFormat(With(DeepSeekCosts, MappedField.Issuer, "deepseek")), text));
        });

    [Theory]
    [InlineData(NumberStyle.Comma, "1.234,56", "1234.56")]
    [InlineData(NumberStyle.Comma, "1.234", "1234")]
    [InlineData(NumberStyle.Comma, "0,5", "0.5")]
    [InlineData(NumberStyle.Comma, "1,234.56", null)]
    [InlineData(NumberStyle.Point, "1,234.56", "1234.56")]
    [InlineData(NumberStyle.Point, "1.234,56", null)]
    [InlineData(NumberStyle.Point, "1234,56", null)]
    public void Amounts_are_read_in_the_declared_style_and_refused_in_another(NumberStyle style, string text, string? amount)
    {
        var outcome = Only(DeepSeekCosts with { Numbers = style }, $"utc_date;model;cost;currency\n2026-09-01;m;{text};EUR\n");
        if (amount is null) Assert.Equal(("cost", text), (Assert.IsType<RejectedLine>(outcome).Why.Column, ((RejectedLine)outcome).Why.Found));
        else Assert.Equal((long)(decimal.Parse(amount, CultureInfo.InvariantCulture) * 1_000_000_000m), Assert.IsType<AcceptedLine>(outcome).Charges.Single().Billed);
    }

    [Theory]
    [InlineData(DateStyle.DayFirst, "03.09.2026", "2026-09-03")]
    [InlineData(DateStyle.MonthFirst, "9/3/2026", "2026-09-03")]
    [InlineData(DateStyle.MonthFirst, "09/03/2026 11:30 PM", "2026-09-03")]
    [InlineData(DateStyle.DayFirst, "2026-09-03", "2026-09-03")]
    [InlineData(DateStyle.YearFirst, "20260903", "2026-09-03")]
    [InlineData(DateStyle.YearFirst, "2026年9月3日", "2026-09-03")]
    [InlineData(DateStyle.YearFirst, "2026/9/3 5:07", "2026-09-03")]
    [InlineData(DateStyle.YearFirst, "2026-09-02T20:00:00Z", "2026-09-03")]
    [InlineData(DateStyle.YearFirst, "03.09.2026", null)]
    [InlineData(DateStyle.MonthFirst, "30/09/2026", null)]
    [InlineData(DateStyle.YearFirst, "2026-02-30", null)]
    [InlineData(DateStyle.YearFirst, "0001-01-01", null)]
    public void Dates_are_read_in_the_declared_order_and_zone(DateStyle style, string text, string? day)
    {
        var outcome = Only(DeepSeekCosts with { Dates = style, Zone = "Asia/Shanghai" }, $"utc_date,model,cost,currency\n{text},m,1,EUR\n");
        if (day is null) Assert.Equal("utc_date", Assert.IsType<RejectedLine>(outcome).Why.Column);
        else Assert.Equal(day, $"{Assert.IsType<AcceptedLine>(outcome).Charges.Single().Days.From:yyyy-MM-dd}");
    }

    [Theory]
    [InlineData(1, "1,234", 1_234)]
    [InlineData(1, "12.5", null)]
    [InlineData(1_000, "12.5", 12_500)]
    [InlineData(10_000, "0.0123", 123)]
    [InlineData(1_000_000, "2", 2_000_000)]
    [InlineData(1, "-1", null)]
    public void Tokens_are_counted_in_the_declared_unit(int tokensPer, string text, int? tokens)
    {
        var outcome = Only(AnthropicTokens with { TokensPer = tokensPer }, $"usage_date_utc;model_version;usage_output_tokens\n2026-09-01;m;{text}\n");
        if (tokens is null) Assert.Equal("usage_output_tokens", Assert.IsType<RejectedLine>(outcome).Why.Column);
        else Assert.Equal((int)tokens, (int)Assert.IsType<AcceptedLine>(outcome).Records.Single().Tokens.Output);
    }

    [Fact]
    public void Lines_that_the_rule_leaves_out_are_ignored_by_reason()
    {
        var profile = AnthropicTokens with { Only = new Dictionary<string, IReadOnlyList<string>> { ["type"] = ["2", "Consumption"] } };
        var outcomes = SampleFile.Read(new MappedFormat(With(profile, MappedField.Issuer, "anthropic")), "usage_date_utc,model_version,usage_output_tokens,type\n2026-09-01,m,1,1\n2026-09-01,m,1,consumption\n");
        Assert.Equal(["not-counted", ""], outcomes.Select(outcome => (outcome as IgnoredLine)?.Reason ?? ""));
    }

    [Fact]
    public void Built_in_format_wins_over_a_profile_that_is_as_sure()
    {
        var known = KnownFormats.With([AnthropicTokens]);
        var head = SampleFile.Head(SampleFile.Text(SampleFile.All.First(path => SampleFile.FormatOf(path) == "anthropic-usage-csv")));
        Assert.Equal(Match.Sure, known.Find("acme-file")!.Detect(head));
        Assert.Equal("anthropic-usage-csv", known.Detect(head)!.Info.Name);
    }

    [Fact]
    public void Profile_made_from_a_file_wins_over_one_that_nobody_confirmed()
    {
        var unconfirmed = AnthropicTokens with { Name = "a-guess", Evidence = Evidence.Unconfirmed };
        Assert.Equal(["acme-file", "a-guess"], KnownFormats.With([unconfirmed, AnthropicTokens]).All.OfType<MappedFormat>().Select(format => format.Info.Name));
    }

    [Fact]
    public void Records_in_a_list_of_a_json_document_are_lines()
    {
        var text = """{"data":{"items":[{"id":"a","created_at":"2026-09-01T00:00:00Z","provider":"openai","model":"gpt-4o","tokens_in":5,"tokens_out":1},{"id":"b"}]}}""";
        var format = new MappedFormat(Cloudflare with { Records = ["data.items"] });
        Assert.Equal(Match.Sure, format.Detect(SampleFile.Head(text)));
        Assert.Collection(SampleFile.Read(format, text), first => Assert.IsType<AcceptedLine>(first), second => Assert.IsType<RejectedLine>(second));
    }

    private static Gen<string> OneOf(params string[] values) => Gen.Int[0, values.Length - 1].Select(i => values[i]);

    private static void SameOutcomes(IUsageFormat builtIn, MappingProfile profile, string text)
    {
        var mapped = profile.IsLog ? profile : With(profile, MappedField.Issuer, "anthropic");
        Assert.Equal(SampleFile.Print(SampleFile.Read(builtIn, text)), SampleFile.Print(SampleFile.Read(new MappedFormat(mapped), text)));
    }

    /// <summary>What a charge is, without the parts that DeepSeek's format names in its own words.</summary>
    private static IEnumerable<object> Charges(IUsageFormat format, string text) => SampleFile.Read(format, text).Cast<AcceptedLine>().SelectMany(line => line.Charges)
        .Select(charge => (object)(charge.Issuer, charge.Account, charge.Provider, charge.Model, charge.Item, charge.Days, charge.BillingPeriod, charge.Category, charge.Billed, charge.Effective, charge.Currency));

    private static LineOutcome Only(MappingProfile profile, string text) => SampleFile.Read(new MappedFormat(With(profile, MappedField.Issuer, "acme")), text).Single();

    private static MappingProfile With(MappingProfile profile, MappedField field, string value) =>
        profile with { Fields = new Dictionary<MappedField, FieldSource>(profile.Fields) { [field] = FieldSource.Always(value) } };

    private static MappingProfile Profile(SourceLevel level, IdentityKind identity, ProfileContent content, params (MappedField Field, string Column)[] fields) => new()
    {
        Name = "acme-file", Title = "Acme", Evidence = Evidence.RealFile, RestsOn = "a test", Level = level, Identity = identity, Content = content,
        RecognisedBy = [.. fields.Where(field => field.Field is MappedField.At or MappedField.Model).Select(field => (IReadOnlyList<string>)[field.Column])],
        Fields = fields.ToDictionary(field => field.Field, field => FieldSource.Of(field.Column)),
    };
}
