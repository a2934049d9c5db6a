using TokenSpend.Core.Pricing;
using TokenSpend.Core.Usage;

namespace TokenSpend.Tests.Pricing;

public sealed class ListedPriceTests
{
    private const string Header = "provider,model,payer,currency,per_tokens,tier,context_over,from,to,input,output,source,checked\n";
    private static readonly DateOnly Day = new(2026, 11, 24);

    private static PriceBook Book(string rows)
    {
        Assert.True(PriceBook.TryLoad(new StringReader(Header + rows), "f", out var book, out var errors), string.Join('\n', errors));
        return book;
    }

    private static IReadOnlyList<ListedPrice> On(string list, string contract) =>
        ListedPrice.On(new PriceBooks([("contract", Book(contract)), ("list", Book(list))], _ => TimeZoneInfo.Utc), Day);

    [Fact]
    public void Each_model_has_its_standard_price_of_the_day_and_tells_that_there_are_others() => Assert.Equal(
        ["list m 2 True", "list n 5 False", "contract x 1 False"],
        On("p,m,,USD,1000000,batch,,,,1,1,s,2026-01-01\np,m,,USD,1000000,,,,2026-11-24,9,9,s,2026-01-01\np,m,,USD,1000000,,,2026-11-24,,2,2,s,2026-01-01\np,m,,USD,1000000,,1000,2026-11-24,,4,4,s,2026-01-01\np,n,,USD,1000000,,,,,5,5,s,2026-01-01\np,gone,,USD,1000000,,,,2026-11-24,5,5,s,2026-01-01\n",
            "p,x,,USD,1000000,,,,,1,1,s,2026-01-01\n")
            .Select(line => $"{line.Book} {line.Row.Model} {line.Row.NanosPerMillion[(int)TokenKind.Input] / 1_000_000_000} {line.HasOthers}"));

    [Fact]
    public void A_contract_for_all_hides_the_list_and_one_for_a_payer_stands_beside_it() => Assert.Equal(
        ["contract m ", "list n ", "contract n p / a"],
        On("p,m,,USD,1000000,,,,,2,2,s,2026-01-01\np,n,,USD,1000000,,,,,2,2,s,2026-01-01\n", "p,m,,USD,1000000,,,,,1,1,s,2026-01-01\np,n,p / a,USD,1000000,,,,,1,1,s,2026-01-01\n")
            .Select(line => $"{line.Book} {line.Row.Model} {line.Row.On.Payer}"));

    [Fact]
    public void A_contract_for_batches_alone_leaves_the_standard_price_to_the_list() => Assert.Equal(
        ["list m Standard True"],
        On("p,m,,USD,1000000,,,,,2,2,s,2026-01-01\n", "p,m,,USD,1000000,batch,,,,1,1,s,2026-01-01\n").Select(line => $"{line.Book} {line.Row.Model} {line.Row.Tier} {line.HasOthers}"));

    [Fact]
    public void A_bill_that_is_near_the_book_says_nothing_and_another_implies_its_price()
    {
        Assert.Null(BillCheck.Of("p", "m", "USD", 101, 100));
        Assert.Null(BillCheck.Of("p", "m", "USD", 0, 100));
        Assert.Null(BillCheck.Of("p", "m", "USD", 100, 0));
        var check = BillCheck.Of("p", "m", "USD", 80, 100)!;
        Assert.Equal((-20m, 2_000_000_000L), (check.Percent, check.Implied(2_500_000_000)));
    }
}
