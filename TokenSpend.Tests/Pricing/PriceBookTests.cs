using TokenSpend.Core.Pricing;

namespace TokenSpend.Tests.Pricing;

public sealed class PriceBookTests
{
    private const string Header = "provider,model,aliases,publisher,currency,per_tokens,tier,context_over,from,to,input,cache_read,output,source,checked";

    [Theory]
    [InlineData("p,m,,,USD,1000000,,,,,1.2.3,,2,s,2026-01-01", 2, "input", "1.2.3")]
    [InlineData("p,m,,,USD,1000000,,,,,-1,,2,s,2026-01-01", 2, "input", "-1")]
    [InlineData("p,m,,,USD,1000000,,,,,1,,2,,2026-01-01", 2, "source", "")]
    [InlineData("p,m,,,USD,1000000,,,,,1,,2,s,", 2, "checked", "")]
    [InlineData("p,m,,,usd,1000000,,,,,1,,2,s,2026-01-01", 2, "currency", "usd")]
    [InlineData("p,m,,,USD,0,,,,,1,,2,s,2026-01-01", 2, "per_tokens", "0")]
    [InlineData("p,m,,,USD,1000000,turbo,,,,1,,2,s,2026-01-01", 2, "tier", "turbo")]
    [InlineData("p,m,,,USD,1000000,,,2026-02-30,,1,,2,s,2026-01-01", 2, "from", "2026-02-30")]
    [InlineData("p,m,,,USD,1000000,,,2026-02-02,2026-02-01,1,,2,s,2026-01-01", 2, "to", "2026-02-01")]
    [InlineData("p,m,,,USD,1000000,,,,,,,,s,2026-01-01", 2, "input", "")]
    [InlineData("p,m,,,USD,1000000,,200000,,,1,,2,s,2026-01-01", 2, "context_over", "200000")]
    [InlineData("p,m,,,USD,1000000,,,,,1,,2,s,2026-01-01\np,m,,,USD,1000000,,,2026-01-01,,1,,2,s,2026-01-01", 3, "from", "2026-01-01 to open")]
    [InlineData("p,m,,,USD,1000000,,,,,1,,2,s,2026-01-01\np,m,,,CNY,1000000,batch,,,,1,,2,s,2026-01-01", 3, "currency", "CNY")]
    [InlineData("p,m,x,,USD,1000000,,,,,1,,2,s,2026-01-01\np,n,X,,USD,1000000,,,,,1,,2,s,2026-01-01", 3, "aliases", "X")]
    [InlineData("\np,m,,,USD,1000000,,,,,\"1\n2\",,2,s,2026-01-01", 3, "input", "1\n2")]
    [InlineData("p,m", 2, "", "p,m")]
    public void A_bad_price_refuses_the_whole_file_and_says_where(string lines, int line, string column, string found)
    {
        Assert.False(PriceBook.TryLoad(new StringReader($"{Header}\n{lines}\n"), "march.csv", out var book, out var errors));
        Assert.Null(book);
        var error = Assert.Single(errors);
        Assert.Equal((line, column, found), (error.Line, error.Column, error.Found));
        Assert.StartsWith($"march.csv, line {line}", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_error_of_a_file_is_told_at_once()
    {
        const string Lines = "p,a,,,USD,1000000,,,,,x,,2,s,2026-01-01\np,b,,,USD,1000000,,,,,1,,y,s,2026-01-01";
        Assert.False(PriceBook.TryLoad(new StringReader($"{Header}\n{Lines}"), "f", out _, out var errors));
        Assert.Equal([2, 3], errors.Select(error => error.Line));
    }

    [Theory]
    [InlineData("provider,model,currency,per_tokens,cache-read,input,source,checked", "cache-read")]
    [InlineData("provider,model,currency,input,source,checked", "per_tokens")]
    [InlineData("provider,model,model,currency,per_tokens,input,source,checked", "model")]
    public void A_header_with_a_wrong_column_is_refused(string header, string column)
    {
        Assert.False(PriceBook.TryLoad(new StringReader(header + "\n"), "f", out _, out var errors));
        Assert.Contains(errors, error => error.Line == 1 && error.Column == column);
    }

    [Fact]
    public void A_file_without_prices_is_refused()
    {
        Assert.False(PriceBook.TryLoad(new StringReader(""), "f", out _, out var errors));
        Assert.Single(errors);
    }

    [Fact]
    public void A_price_per_thousand_tokens_is_the_same_as_a_thousand_times_it_per_million()
    {
        Assert.True(PriceBook.TryLoad(new StringReader($"{Header}\np,m,,,CNY,1000,,,,,0.0008,,0.002,s,2026-01-01"), "f", out var book, out _));
        Assert.Equal((800_000_000L, 2_000_000_000L), (book.Rows[0].NanosPerMillion[0], book.Rows[0].NanosPerMillion[4]));
    }
}
