using System.Text.Json;
using TokenSpend.Tests.Operations;

namespace TokenSpend.Tests.Cli;

public sealed class ImportVerbTests : IDisposable
{
    private static readonly string Good = LogLines.Line("r1", SmallFiles.Noon, "openai", "gpt-5", 1000, 200, 50) + "\n" + LogLines.Line("r2", SmallFiles.Noon, "openai", "gpt-5", 10, 0, 5) + "\n";

    private readonly Terminal _terminal = new();

    [Fact]
    public async Task The_json_answer_has_the_contracts_fields_in_their_order()
    {
        var answer = await _terminal.RunAsync("import", _terminal.Write("a.ndjson", Good + "broken\n\n"), "--json");
        var json = answer.Json;
        Assert.Equal(
            ["file", "format", "import", "lines", "accepted", "duplicates", "replaced", "ignored", "ignoredBy", "rejected", "blank", "records", "charges",
                "tokens", "cost", "unpricedTokens", "from", "to", "missingFromEarlier", "seconds", "rejections"], Terminal.Names(json));
        Assert.Equal(["input", "cacheRead", "cacheWrite5m", "cacheWrite1h", "output", "reasoning"], Terminal.Names(json.GetProperty("tokens")));
        Assert.Equal(["currency", "billed", "effective", "metered"], Terminal.Names(json.GetProperty("cost")[0]));
        Assert.Equal(["line", "column", "found", "expected", "message"], Terminal.Names(json.GetProperty("rejections")[0]));
        Assert.Equal(("a.ndjson", "litellm-spend", 4, 2, 1, 1), (
            json.GetProperty("file").GetString(), json.GetProperty("format").GetString(), json.GetProperty("lines").GetInt32(),
            json.GetProperty("accepted").GetInt32(), json.GetProperty("rejected").GetInt32(), json.GetProperty("blank").GetInt32()));
        Assert.Equal(("2025-08-04", "2025-08-05"), (json.GetProperty("from").GetString(), json.GetProperty("to").GetString()));
        Assert.Equal(3, json.GetProperty("rejections")[0].GetProperty("line").GetInt32());
    }

    // 810 uncached × 1.25 + 200 cached × 0.125 + 55 out × 10 USD a million.
    [Fact]
    public async Task A_log_has_metered_cost_only_and_a_cached_token_is_not_charged_as_input()
    {
        var json = (await _terminal.RunAsync("import", _terminal.Write("a.ndjson", Good), "--json")).Json;
        Assert.Equal("""[{"currency":"USD","billed":null,"effective":null,"metered":"0.0015875"}]""", json.GetProperty("cost").GetRawText());
        Assert.Equal((810, 200, 55), (Tokens(json, "input"), Tokens(json, "cacheRead"), Tokens(json, "output")));
    }

    [Fact]
    public async Task Several_files_answer_with_one_object_a_line()
    {
        var answer = await _terminal.RunAsync("import", _terminal.Write("a.ndjson", Good), _terminal.Write("b.ndjson", Good), "--json");
        Assert.Equal(["a.ndjson", "b.ndjson"], answer.Lines.Select(line => JsonDocument.Parse(line).RootElement.GetProperty("file").GetString()));
    }

    // The totals say what the file holds, so that they can be laid beside it.
    [Fact]
    public async Task The_file_again_is_all_duplicates_with_the_same_tokens()
    {
        var path = _terminal.Write("a.ndjson", Good);
        var first = (await _terminal.RunAsync("import", path, "--json")).Json;
        var second = (await _terminal.RunAsync("import", path, "--json")).Json;
        Assert.Equal((0, 2), (second.GetProperty("accepted").GetInt32(), second.GetProperty("duplicates").GetInt32()));
        Assert.Equal(first.GetProperty("tokens").GetRawText(), second.GetProperty("tokens").GetRawText());
        Assert.Equal(first.GetProperty("cost").GetRawText(), second.GetProperty("cost").GetRawText());
    }

    [Fact]
    public async Task Exit_codes_tell_done_from_rejected_lines_from_failed()
    {
        var good = _terminal.Write("good.ndjson", Good);
        Assert.Equal(0, (await _terminal.RunAsync("import", good)).Exit);
        Assert.Equal(3, (await _terminal.RunAsync("import", _terminal.Write("half.ndjson", Good + "broken\n"))).Exit);
        Assert.Equal(1, (await _terminal.RunAsync("import", _terminal.Write("empty.csv", ""))).Exit);
        Assert.Equal(1, (await _terminal.RunAsync("import", _terminal.Write("photos.csv", "name,size\nbeach,12\n"), good)).Exit);
        Assert.Equal(1, (await _terminal.RunAsync("import", "missing.csv")).Exit);
        Assert.Equal(2, (await _terminal.RunAsync("import")).Exit);
    }

    [Fact]
    public async Task Messages_go_to_standard_error_and_say_what_was_found_and_what_would_do()
    {
        var answer = await _terminal.RunAsync("import", _terminal.Write("photos.csv", "name,size\nbeach,12\n"), "--json");
        Assert.Equal("", answer.Output);
        Assert.Contains("name,size", answer.Error, StringComparison.Ordinal);
        Assert.Contains("litellm-spend", answer.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_dry_run_answers_the_same_without_a_number_and_stores_nothing()
    {
        var path = _terminal.Write("a.ndjson", Good);
        var dry = (await _terminal.RunAsync("import", path, "--dry-run", "--json")).Json;
        Assert.Equal(JsonValueKind.Null, dry.GetProperty("import").ValueKind);
        Assert.Equal(2, (await _terminal.RunAsync("import", path, "--json")).Json.GetProperty("accepted").GetInt32());
    }

    [Fact]
    public async Task An_undone_import_is_in_no_answer_and_can_be_undone_once()
    {
        var import = (await _terminal.RunAsync("import", _terminal.Write("a.ndjson", Good), "--json")).Json.GetProperty("import").GetRawText();
        Assert.Equal(0, (await _terminal.RunAsync("undo", import)).Exit);
        Assert.Empty((await _terminal.RunAsync("spend", "--from", "2025-08", "--format", "json")).Json.GetProperty("rows").EnumerateArray());
        var again = await _terminal.RunAsync("undo", import);
        Assert.Equal((1, ""), (again.Exit, again.Output));
        Assert.Contains("a.ndjson", again.Error, StringComparison.Ordinal);
        Assert.Equal(1, (await _terminal.RunAsync("undo", "77")).Exit);
        Assert.Equal(2, (await _terminal.RunAsync("undo", "first")).Exit);
    }

    private static int Tokens(JsonElement json, string kind) => json.GetProperty("tokens").GetProperty(kind).GetInt32();

    public void Dispose() => _terminal.Dispose();
}
