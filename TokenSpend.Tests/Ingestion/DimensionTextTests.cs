using CsCheck;
using TokenSpend.Core.Ingestion;

namespace TokenSpend.Tests.Ingestion;

public sealed class DimensionTextTests
{
    [Fact]
    public void The_values_of_a_text_are_those_it_was_made_of() =>
        Gen.Char["ab=|\\ "].Array[1, 6].Select(letters => new string(letters)).Array[0, 4].Sample(values =>
            Assert.Equal(values, DimensionText.Values(DimensionText.Of([.. values.Select((value, at) => ($"name{at}", value))]))));
}
