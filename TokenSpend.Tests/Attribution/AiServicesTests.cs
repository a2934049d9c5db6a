using TokenSpend.Core.Attribution;
using TokenSpend.Core.Primitives;
using TokenSpend.Core.Usage;

namespace TokenSpend.Tests.Attribution;

public class AiServicesTests
{
    private static readonly Period March = new Month(2026, 3).Days;

    private static readonly AiServices Shipped =
        AiServices.Load(new StreamReader(Path.Combine(AppContext.BaseDirectory, "seed", "rules", "ai-services.csv")), "ai-services.csv").OrThrow();

    private static Charge Of(string provider, string service, string? item = null) => new()
    {
        Issuer = provider, Provider = provider, Service = service, Item = item, Days = March, BillingPeriod = March,
        Category = ChargeCategory.Usage, Billed = 1, Effective = 1, Currency = "USD", Dimensions = "",
        Subject = new Subject { Source = "bill", Level = SourceLevel.FinalBill },
    };

    [Theory]
    [InlineData("openai", "anything", true)]
    [InlineData("aws", "Amazon Bedrock", true)]
    [InlineData("aws", "Amazon SageMaker", false)]
    [InlineData("aws", "Amazon Simple Storage Service", false)]
    [InlineData("azure", "Azure OpenAI Service", true)]
    [InlineData("azure", "Virtual Machines", false)]
    [InlineData("google", "Vertex AI", true)]
    [InlineData("google", "BigQuery", false)]
    [InlineData("alibaba", "大模型服务平台百炼", true)]
    [InlineData("alibaba", "对象存储", false)]
    [InlineData("baidu", "千帆大模型平台", true)]
    [InlineData("oracle", "OCI Generative AI", true)]
    [InlineData("unknown-cloud", "Bedrock", false)]
    public void The_shipped_list_tells_ai_from_the_rest(string provider, string service, bool ai) =>
        Assert.Equal(ai, Shipped.IsAi(Of(provider, service)));

    [Fact]
    public void An_item_pattern_needs_an_item()
    {
        Assert.True(Shipped.IsAi(Of("azure", "Machine Learning", "Azure OpenAI gpt-5 input")));
        Assert.False(Shipped.IsAi(Of("azure", "Machine Learning")));
    }

    [Fact]
    public void The_first_matching_row_decides()
    {
        var services = AiServices.Load(new StringReader("provider,service,ai\naws,*Bedrock Guard*,no\naws,*Bedrock*,yes\n"), "ai.csv").OrThrow();
        Assert.False(services.IsAi(Of("aws", "Bedrock Guardrails")));
        Assert.True(services.IsAi(Of("aws", "Bedrock")));
    }

    [Fact]
    public void Anything_but_yes_or_no_is_refused() =>
        Assert.Equal("ai", Assert.Single(AiServices.Load(new StringReader("provider,ai\nopenai,true\n"), "ai.csv").Problems).Column);
}
