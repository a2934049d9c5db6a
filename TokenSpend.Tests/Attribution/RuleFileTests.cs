using TokenSpend.Core.Attribution;
using TokenSpend.Core.Usage;
using static TokenSpend.Tests.Attribution.RuleText;

namespace TokenSpend.Tests.Attribution;

public class RuleFileTests
{
    [Theory]
    [InlineData("2026-02-30,,,,,,,,,Sales,,,", "valid_from", "2026-02-30")]
    [InlineData("2026-03-01,2026-03-01,,,,,,,,Sales,,,", "valid_to", "2026-03-01")]
    [InlineData(",,,,,,re:(,,,Sales,,,", "key", "re:(")]
    [InlineData(",,,,,,,,nonsense,Sales,,,", "tag", "nonsense")]
    [InlineData(",,,,,,,,shoe_size=4*,Sales,,,", "tag", "shoe_size=4*")]
    [InlineData(",,,,,,,,,{tag:shoe_size},,,", "department", "{tag:shoe_size}")]
    [InlineData(",,,,,,,,,{1},,,", "department", "{1}")]
    [InlineData(",,,,,,re:a(b),,,,{2},,", "application", "{2}")]
    [InlineData(",,,,,,,,,Sales {projct},,,", "department", "Sales {projct}")]
    [InlineData(",,,,,,,,,Sales {,,,", "department", "Sales {")]
    [InlineData(",,,,,,k,,,,,,only a note", "department", "")]
    [InlineData(",,,,,,k,,,Sales", "", "10 cells")]
    public void A_bad_cell_refuses_the_file_and_names_line_column_and_value(string row, string column, string found)
    {
        var loaded = Rules($"# comment\n{OwnerHeader}\n,,,,,,,,,Fine,,,\n\n{row}\n");
        Assert.Null(loaded.Value);
        var problem = Assert.Single(loaded.Problems);
        Assert.Equal((5, column, found), (problem.Line, problem.Column, problem.Found));
        Assert.Contains("attribution.csv, line 5", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void All_problems_are_told_at_once_and_a_cell_over_two_lines_keeps_the_count()
    {
        var loaded = Rules($"{OwnerHeader}\n,,,,,,,,,\"Sales\nEMEA\",,,\nx,,,,,,,,,Sales,,,\n,y,,,,,,,,Sales,,,");
        Assert.Equal([4, 5], loaded.Problems.Select(problem => problem.Line));
    }

    [Theory]
    [InlineData("valid_from,departmnt,application,function", "departmnt")]
    [InlineData("department,department,application,function", "department")]
    [InlineData("department,application", "function")]
    public void A_header_with_an_unknown_a_doubled_or_a_missing_column_is_refused(string header, string column) =>
        Assert.Contains(Rules(header).Problems, problem => problem.Line == 1 && problem.Column == column);

    [Fact]
    public void An_empty_file_is_refused_with_the_header_that_was_expected() =>
        Assert.Contains("valid_from", Assert.Single(Rules("").Problems).Expected, StringComparison.Ordinal);

    [Fact]
    public void Yaml_gives_the_same_rules_as_csv()
    {
        const string Yaml = "# rules\nrules:\n  - key: search-*\n    department: Research\n    valid_from: 2026-01-01\n    note:\n  - department: \"{tag:department}\"\n";
        var yaml = new OwnerRules(Rules(Yaml, "attribution.yaml").OrThrow(), OwnerDirectory.Empty);
        Assert.Equal("Research", yaml.Of(Subject(key: "search-1"), new(2026, 1, 1)).Department);
        Assert.Equal("Sales", yaml.Of(Subject("search-1", null, null, ("department", "Sales")), new(2025, 1, 1)).Department);
    }

    [Theory]
    [InlineData("- key: a\n  departmnt: Sales\n  department: x", 2, 3, "departmnt")]
    [InlineData("- key: a\n  department: Sales\n  department: x", 3, 3, "department")]
    [InlineData("- key: 're:('\n  department: x", 1, 8, "key")]
    [InlineData("- key: [a, b]\n  department: x", 1, 8, "")]
    [InlineData("- key: a\n  department: \"x", 2, 15, "")]
    [InlineData("rule:\n  - department: x", 1, 1, "")]
    public void A_mistake_in_yaml_is_named_with_line_and_character(string text, int line, int at, string column)
    {
        var loaded = Rules(text, "attribution.yml");
        Assert.Null(loaded.Value);
        var problem = loaded.Problems[0];
        Assert.Equal((line, at, column), (problem.Line, problem.At, problem.Column));
    }

    [Fact]
    public void Yaml_nested_without_end_is_a_problem_not_a_crash() =>
        Assert.NotEmpty(Rules(new string('[', 200_000), "attribution.yaml").Problems);

    [Theory]
    [InlineData("team,x,Sales,,,,", "kind")]
    [InlineData("key,,Sales,,,,", "name")]
    [InlineData("key,x,,,,,", "department")]
    [InlineData("key,K,Legal,,,2026-02-01,", "name")]
    public void A_bad_directory_row_is_refused_overlapping_dates_too(string row, string column)
    {
        var problem = Assert.Single(RuleText.Directory("key,k,Sales,,,2026-01-01,2026-02-02", row).Problems);
        Assert.Equal((3, column), (problem.Line, problem.Column));
    }

    [Fact]
    public void Dates_that_touch_do_not_overlap() =>
        Assert.Empty(RuleText.Directory("key,k,Sales,,,,2026-02-01", "key,k,Legal,,,2026-02-01,", "user,k,Other,,,,").Problems);

    [Fact]
    public void Declared_tags_are_lower_case_and_unique()
    {
        Assert.Equal(["app", "team"], DeclaredTags.Load(new StringReader("tag\nApp\nteam\n"), "tags.csv").OrThrow().Keys.Order());
        Assert.Equal(3, Assert.Single(DeclaredTags.Load(new StringReader("tag,note\napp,\nAPP,\n"), "tags.csv").Problems).Line);
    }

    [Fact]
    public void The_shipped_files_load_and_tags_alone_give_an_owner()
    {
        var tags = DeclaredTags.Load(Shipped("tags.csv"), "tags.csv").OrThrow();
        Assert.Equal(["app", "cost_center", "department", "env", "function", "project", "team"], tags.Keys.Order());
        var rules = new OwnerRules(
            OwnerRule.Load(Shipped("attribution.csv"), "attribution.csv", tags).OrThrow(),
            OwnerDirectory.Load(Shipped("directory.csv"), "directory.csv").OrThrow());
        PayerRules.Load(Shipped("payers.csv"), "payers.csv").OrThrow();
        AiServices.Load(Shipped("ai-services.csv"), "ai-services.csv").OrThrow();
        var subject = Subject("k", null, null, ("department", "Sales"), ("team", "East"), ("app", "CRM"), ("function", "Outreach"));
        Assert.Equal(new Owner("Sales", "CRM", "Outreach"), rules.Of(subject, new(2026, 1, 1)));
        Assert.Equal(Owner.Unassigned, rules.Of(Subject(key: "k", project: "p", user: "u"), new(2026, 1, 1)));
    }

    private static StreamReader Shipped(string name) => new(Path.Combine(AppContext.BaseDirectory, "seed", "rules", name));
}
