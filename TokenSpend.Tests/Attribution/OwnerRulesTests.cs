using CsCheck;
using TokenSpend.Core.Attribution;
using TokenSpend.Core.Usage;
using static TokenSpend.Tests.Attribution.RuleText;

namespace TokenSpend.Tests.Attribution;

public class OwnerRulesTests
{
    private static readonly DateOnly Day = new(2026, 3, 1);

    [Fact]
    public void The_first_rule_that_names_a_part_gives_it()
    {
        var rules = Owners(",,,,,,search-*,,,,Search,,", ",,,,,,search-*,,,Research,Other,,", ",,,,,,,,,Everyone,,General,");
        Assert.Equal(new Owner("Research", "Search", "General"), rules.Of(Subject(key: "search-prod"), Day));
        Assert.Equal(new Owner("Everyone", null, "General"), rules.Of(Subject(key: "other"), Day));
    }

    [Fact]
    public void The_directory_fills_what_no_rule_names_and_a_key_goes_before_its_user()
    {
        var rules = Owners([",,,,,search,,,,,Search,,"], ["user,ann,Sales,CRM,,,", "key,k1,Legal,,,,"]);
        Assert.Equal(new Owner("Legal", "Search", null), rules.Of(Subject(key: "K1", project: "search", user: "Ann"), Day));
        Assert.Equal(new Owner("Legal", "CRM", null), rules.Of(Subject(key: "k1", user: "ann"), Day));
    }

    [Fact]
    public void Valid_from_is_the_first_day_and_valid_to_the_first_day_no_longer()
    {
        var rules = Owners("2026-01-01,2026-02-01,,,,,k,,,Sales,,,", "2026-02-01,,,,,,k,,,Legal,,,");
        var subject = Subject(key: "k");
        Assert.Equal("Sales", rules.Of(subject, new(2026, 1, 1)).Department);
        Assert.Equal("Sales", rules.Of(subject, new(2026, 1, 31)).Department);
        Assert.Equal("Legal", rules.Of(subject, new(2026, 2, 1)).Department);
        Assert.Equal("Legal", rules.Of(subject, DateOnly.MaxValue).Department);
        Assert.Equal(Owner.Unassigned, rules.Of(subject, new(2025, 12, 31)));
        Assert.True(rules.IsDated(subject));
        Assert.False(rules.IsDated(Subject(key: "other")));
    }

    [Fact]
    public void Results_refer_to_tags_fields_and_groups_and_an_absent_one_leaves_the_part_to_a_later_rule()
    {
        var rules = Owners(
            ",,,,,,re:^(\\w+)-(\\w+)$,,,{1},{2} of {project},{tag:function},",
            ",,,,,,,,team=*,{tag:team},{key},Fallback,");
        Assert.Equal(new Owner("sales", "crm of p", "Fallback"), rules.Of(Subject("sales-crm", "p", null, ("team", "t")), Day));
        Assert.Equal(new Owner("sales", "sales-crm", "Fallback"), rules.Of(Subject("sales-crm", null, null, ("team", "t")), Day));
    }

    [Fact]
    public void A_wildcard_spans_slashes_ignores_case_and_takes_a_backslash_as_it_is()
    {
        var rules = Owners(",,,,,,,arn:*/JANE,,ByArn,,,", @",,,,,,,CORP\j?ne,,ByDomain,,,");
        Assert.Equal("ByArn", rules.Of(Subject(user: "arn:aws:iam::1:user/eu/Jane"), Day).Department);
        Assert.Equal("ByDomain", rules.Of(Subject(user: @"corp\jane"), Day).Department);
    }

    [Fact]
    public void A_star_needs_a_value_and_an_empty_cell_does_not()
    {
        var rules = Owners(",,,,,,,*,,HasUser,,,", ",,,,,,,,,Anyone,,,");
        Assert.Equal("HasUser", rules.Of(Subject(user: "u"), Day).Department);
        Assert.Equal("Anyone", rules.Of(Subject(key: "k"), Day).Department);
    }

    [Fact]
    public void Names_with_markup_stay_text()
    {
        const string Name = "<img src=x onerror=alert(1)>";
        Assert.Equal(Name, Owners(",,,,,,,,,{tag:department},,,").Of(Subject("k", null, null, ("department", Name)), Day).Department);
        Assert.Equal(Name, Owners($",,,,,,{Name},,,{Name},,,").Of(Subject(key: Name), Day).Department);
    }

    [Fact]
    public void An_expression_without_end_counts_as_no_match_and_is_reported()
    {
        // A back reference cannot run without backtracking.
        var rules = Owners(@",,,,,,re:^(a+)+\1$,,,Slow,,,", ",,,,,,,,,Next,,,");
        Assert.Equal("Next", rules.Of(Subject(key: new string('a', 60) + "b"), Day).Department);
        Assert.Equal(2, Assert.Single(rules.TooSlow).Line);
    }

    [Fact]
    public void An_expression_that_backtracks_in_other_engines_is_fast()
    {
        var rules = Owners(",,,,,,re:^(a+)+$,,,Fast,,,");
        Assert.Equal(Owner.Unassigned, rules.Of(Subject(key: new string('a', 5000) + "b"), Day));
        Assert.Empty(rules.TooSlow);
    }

    [Fact]
    public void An_explanation_names_file_and_line_of_each_part()
    {
        var rules = Owners(["# a comment, \"quoted\"", ",,,,,,k,,,,App,,why"], ["key,k,Sales,,,,"]);
        var explained = rules.Explain(Subject(key: "k"), Day);
        Assert.Equal(new OwnerReason("directory.csv", 2, "key k"), explained.Department);
        Assert.Equal(new OwnerReason("attribution.csv", 3, "why"), explained.Application);
        Assert.Null(explained.Function);
    }

    private static readonly Gen<(int From, int To, int Key, int Parts)> Row =
        Gen.Select(Gen.Int[0, 10], Gen.Int[1, 10], Gen.Int[0, 3], Gen.Int[1, 7], (from, days, key, parts) => (from, from + days, key, parts));

    private static readonly Gen<((int From, int To, int Key, int Parts)[] Rows, int Key)> Case = Gen.Select(Row.Array[0, 8], Gen.Int[1, 3]);

    private static string Text((int From, int To, int Key, int Parts) row, int number)
    {
        var from = row.From == 0 ? "" : $"{Day.AddDays(row.From):yyyy-MM-dd}";
        var to = row.To > 12 ? "" : $"{Day.AddDays(row.To):yyyy-MM-dd}";
        string Part(int bit) => (row.Parts & bit) != 0 ? $"{bit}:{number}" : "";
        return $"{from},{to},,,,,{(row.Key == 0 ? "" : $"k{row.Key}*")},,,{Part(1)},{Part(2)},{Part(4)},";
    }

    [Fact]
    public void Owners_equal_those_of_a_search_through_the_rows() => Case.Sample(example =>
    {
        var rules = Owners([.. example.Rows.Select(Text)]);
        var subject = Subject(key: $"k{example.Key}-x");
        for (var day = 0; day < 25; day++)
        {
            var matching = example.Rows.Select((row, number) => (row, number)).Where(found =>
                (found.row.Key == 0 || found.row.Key == example.Key)
                && (found.row.From == 0 || found.row.From <= day)
                && (found.row.To > 12 || day < found.row.To)).ToList();
            string? First(int bit) => matching.Where(found => (found.row.Parts & bit) != 0).Select(found => $"{bit}:{found.number}").FirstOrDefault();
            Assert.Equal(new Owner(First(1), First(2), First(4)), rules.Of(subject, Day.AddDays(day)));
        }
    }, iter: 300);

    [Fact]
    public void Ranges_cover_all_days_in_order_without_gap_or_overlap_and_agree_with_each_day() => Case.Sample(example =>
    {
        var rules = Owners([.. example.Rows.Select(Text)]);
        var subject = Subject(key: $"k{example.Key}-x");
        var ranges = rules.RangesOf(subject);
        Assert.Equal(DateOnly.MinValue, ranges[0].From);
        Assert.Equal(DateOnly.MaxValue, ranges[^1].To);
        for (var i = 1; i < ranges.Count; i++)
        {
            Assert.Equal(ranges[i - 1].To, ranges[i].From);
            Assert.NotEqual(ranges[i - 1].Owner, ranges[i].Owner);
        }
        for (var day = Day.AddDays(-1); day < Day.AddDays(25); day = day.AddDays(1))
            Assert.Equal(rules.Of(subject, day), ranges.Single(range => range.From <= day && day < range.To).Owner);
    }, iter: 300);
}
