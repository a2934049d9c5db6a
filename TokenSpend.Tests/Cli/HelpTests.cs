namespace TokenSpend.Tests.Cli;

public sealed class HelpTests
{
    [Theory]
    [InlineData("serve", "--demo --urls --zone --data-dir")]
    [InlineData("import", "--format --source --replace --dry-run --json --data-dir")]
    [InlineData("undo", "IMPORT --data-dir")]
    [InlineData("formats", "--json --data-dir")]
    [InlineData("spend", "--from --to --by --measure attributed effective billed metered --where --scope ai all --currency --format table csv json --data-dir department application function provider publisher issuer payer model subject key user currency hour day month")]
    [InlineData("rate", "FILE --book --data-dir")]
    [InlineData("prices", "import show history")]
    [InlineData("prices import", "FILE --book --data-dir")]
    [InlineData("prices show", "MODEL --book --data-dir")]
    [InlineData("prices history", "MODEL --book --data-dir")]
    [InlineData("rules", "import check")]
    [InlineData("rules import", "FILE --data-dir")]
    [InlineData("rules check", "FILE --data-dir")]
    [InlineData("keys", "add list revoke")]
    [InlineData("keys add", "NAME --source LABEL --data-dir")]
    [InlineData("keys revoke", "ID --data-dir")]
    public async Task Help_names_every_option_and_exits_0(string verb, string words)
    {
        var answer = await Terminal.TypeAsync([.. verb.Split(' '), "--help"]);
        Assert.Equal((0, ""), (answer.Exit, answer.Error));
        Assert.Contains($"tokenspend {verb} ", answer.Output, StringComparison.Ordinal);
        Assert.All(words.Split(' '), word => Assert.Contains(word, answer.Output, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Help_names_every_verb()
    {
        var answer = await Terminal.TypeAsync("--help");
        Assert.Equal(0, answer.Exit);
        Assert.All(new[] { "serve", "import", "undo", "formats", "spend", "rate", "prices", "rules", "keys" }, verb => Assert.Contains(verb, answer.Output, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("serve")]
    [InlineData("import a.csv")]
    [InlineData("undo 1")]
    [InlineData("formats")]
    [InlineData("spend")]
    [InlineData("rate a.ndjson")]
    [InlineData("prices show")]
    [InlineData("rules check a.csv")]
    public async Task An_option_that_does_not_exist_exits_2_and_leads_to_the_verbs_help(string verb)
    {
        var answer = await Terminal.TypeAsync([.. verb.Split(' '), "--colour"]);
        Assert.Equal((2, ""), (answer.Exit, answer.Output));
        Assert.Contains("--colour", answer.Error, StringComparison.Ordinal);
        Assert.Contains($"tokenspend {string.Join(' ', verb.Split(' ').Where(word => !word.Contains('.') && !char.IsAsciiDigit(word[0])))} --help", answer.Error, StringComparison.Ordinal);
    }

    [Theory, InlineData("destroy"), InlineData("prices"), InlineData("prices mend")]
    public async Task A_verb_that_does_not_exist_or_is_not_whole_exits_2(string typed) => Assert.Equal(2, (await Terminal.TypeAsync(typed.Split(' '))).Exit);
}
