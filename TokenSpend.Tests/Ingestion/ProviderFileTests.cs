using TokenSpend.Core.Ingestion;
using TokenSpend.Tests.Pricing;

namespace TokenSpend.Tests.Ingestion;

public sealed class ProviderFileTests
{
    [Theory]
    [InlineData("AWS", "aws")]
    [InlineData("Amazon Web Services", "aws")]
    [InlineData("Amazon Web Services, Inc.", "aws")]
    [InlineData("aws-bedrock", "aws")]
    [InlineData("bedrock", "aws")]
    [InlineData("Microsoft", "azure")]
    [InlineData("azure_ai", "azure")]
    [InlineData("gemini", "google")]
    [InlineData("vertex_ai", "google")]
    [InlineData("Google Cloud", "google")]
    [InlineData("dashscope", "alibaba")]
    [InlineData("阿里云", "alibaba")]
    [InlineData("百度智能云", "baidu")]
    [InlineData("x-ai", "xai")]
    [InlineData("moonshotai", "moonshot")]
    [InlineData("Some Gateway", "Some Gateway")]
    public void Spellings_of_bills_and_gateways_mean_one_provider(string name, string id) => Assert.Equal(id, Shipped.Providers.Id(name));

    [Theory]
    [InlineData("openai", "Etc/UTC")]
    [InlineData("deepseek", "Etc/UTC")]
    [InlineData("Alibaba Cloud", "Asia/Shanghai")]
    [InlineData("google", "America/Los_Angeles")]
    public void Days_are_cut_as_the_provider_bills_them(string name, string zone) => Assert.Equal(zone, Shipped.Providers.Zone(name));

    [Theory]
    [InlineData("id,title\n", "line 1")]
    [InlineData("id,title,title_zh,zone,aliases\na,A,A,Mars/Base,\n", "line 2, column zone")]
    [InlineData("id,title,title_zh,zone,aliases\nA,A,A,Etc/UTC,\n", "line 2, column id")]
    [InlineData("id,title,title_zh,zone,aliases\na,A,A,Etc/UTC,x\nb,B,B,Etc/UTC,X\n", "line 3")]
    public void A_bad_list_says_where(string csv, string says) => Assert.Contains(
        says, Assert.Throws<FormatException>(() => ProviderFile.Load(new StringReader(csv), "providers.csv")).Message, StringComparison.Ordinal);
}
