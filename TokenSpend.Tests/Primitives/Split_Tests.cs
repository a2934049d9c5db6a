using CsCheck;
using TokenSpend.Core.Primitives;

namespace TokenSpend.Tests.Primitives;

public class Split_Tests
{
    private static readonly Gen<long> Whole = Gen.OneOf(Gen.Long[-100, 100], Gen.Long[-9_000_000_000_000_000_000, 9_000_000_000_000_000_000]);

    private static readonly Gen<long[]> Weights =
        Gen.OneOf(Gen.Long[0, 3], Gen.Long[0, 1_000_000], Gen.Long[0, long.MaxValue / 64]).Array[1, 40].Where(weights => weights.Any(weight => weight > 0));

    [Fact]
    public void Parts_sum_to_the_whole_and_each_is_within_one_nano_of_its_share() =>
        Gen.Select(Whole, Weights).Sample((whole, weights) =>
        {
            var parts = Split.LargestRemainder(whole, weights)!;
            var total = weights.Aggregate((System.Numerics.BigInteger)0, (sum, weight) => sum + weight);
            return parts.Sum() == whole && parts.Zip(weights).All(part =>
                System.Numerics.BigInteger.Abs(part.First * total - (System.Numerics.BigInteger)whole * part.Second) < total);
        });

    [Fact]
    public void A_smaller_weight_never_gets_more() =>
        Gen.Select(Gen.Long[0, 1_000_000_000], Weights).Sample((whole, weights) =>
        {
            var byWeight = weights.Zip(Split.LargestRemainder(whole, weights)!).OrderBy(pair => pair.First).ThenBy(pair => pair.Second).ToArray();
            return byWeight.Zip(byWeight.Skip(1)).All(pair => pair.First.First == pair.Second.First || pair.First.Second <= pair.Second.Second);
        });

    [Fact]
    public void The_order_of_the_rows_does_not_matter() =>
        Gen.Select(Whole, Weights, Gen.Int[1, 39]).Sample((whole, weights, shift) =>
        {
            var keys = weights.Select((_, at) => (long)at).ToArray();
            T[] Turned<T>(T[] values) => [.. values.Skip(shift % values.Length), .. values.Take(shift % values.Length)];
            return Turned(Split.LargestRemainder(whole, weights, keys)!).SequenceEqual(Split.LargestRemainder(whole, Turned(weights), Turned(keys))!);
        });

    [Fact]
    public void A_credit_splits_as_the_exact_negative() =>
        Gen.Select(Whole, Weights).Sample((whole, weights) =>
            Split.LargestRemainder(-whole, weights)!.SequenceEqual(Split.LargestRemainder(whole, weights)!.Select(part => -part)));

    [Fact]
    public void Nothing_to_weigh_by_is_told_and_not_guessed() => Assert.Null(Split.LargestRemainder(5, [0, 0, 0]));

    [Fact]
    public void An_even_part_is_what_equal_weights_give() =>
        Gen.Select(Whole, Gen.Int[1, 400]).Sample((whole, parts) =>
            Split.LargestRemainder(whole, [.. Enumerable.Repeat(1L, parts)])!.SequenceEqual(Enumerable.Range(0, parts).Select(at => Split.EvenPart(whole, parts, at))));
}
