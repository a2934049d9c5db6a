using CsCheck;
using TokenSpend.Core.Operations;
using TokenSpend.Core.Primitives;
using TokenSpend.Core.Spend;
using TokenSpend.Core.Storage;

namespace TokenSpend.Tests.Operations;

/// <summary>Single requests behind an answer, and the line of the file that told of each.</summary>
public sealed class RequestSearchTests : IDisposable
{
    private static readonly DateTime Start = new(2026, 10, 5, 0, 0, 0, DateTimeKind.Utc);
    private static readonly Period October = new(new DateOnly(2026, 10, 1), new DateOnly(2026, 11, 1));

    private readonly TestPlace _place = new();

    private Task ImportAsync(string name, int requests, Func<int, DateTime>? at = null, string source = "gw") => _place.ImportAsync(_place.Write(name, string.Concat(Enumerable.Range(0, requests)
        .Select(number => LogLines.Line($"{name}-{number}", at?.Invoke(number) ?? Start.AddMinutes(7 * number), number % 2 == 0 ? "openai" : "alibaba", number % 2 == 0 ? "gpt-5" : "qwen-plus", 100, 0, 7, $"key-{number % 3}") + "\n"))), source);

    private Task<RequestPage> PageAsync(RequestKey? before = null, params IReadOnlyList<Filter> where) =>
        _place.Spend.RequestsAsync(Viewer.Everything, new SpendQuery(October, [], Measure.Attributed, Scope.Ai, where), before, CancellationToken.None);

    [Fact]
    public async Task Pages_hold_each_request_once_the_newest_first_also_where_many_share_one_moment()
    {
        await ImportAsync("a.ndjson", 250, number => Start.AddSeconds(number / 40));
        List<RequestKey> seen = [];
        RequestKey? before = null;
        do
        {
            var page = await PageAsync(before);
            Assert.True(page.Rows.Count is > 0 and <= SpendReports.PageRows);
            seen.AddRange(page.Rows.Select(row => row.Key));
            before = page.Older;
        }
        while (before is not null);
        Assert.Equal(250, seen.Distinct().Count());
        Assert.Equal(seen.OrderByDescending(key => key.AtMs).ThenByDescending(key => key.Fact), seen);
    }

    [Fact]
    public async Task Under_any_filter_there_are_as_many_single_requests_as_the_cube_counts()
    {
        await ImportAsync("a.ndjson", 90);
        Dimension[] dimensions = [Dimension.Model, Dimension.Provider, Dimension.Publisher, Dimension.Payer, Dimension.Issuer, Dimension.Subject, Dimension.Key, Dimension.User, Dimension.Department, Dimension.Day, Dimension.Month, Dimension.Hour];
        foreach (var dimension in dimensions)
        {
            var result = await _place.Spend.QueryAsync(Viewer.Everything, new SpendQuery(October, [dimension], Measure.Metered, Scope.All, []), CancellationToken.None);
            Assert.NotEmpty(result.Rows);
            // A row for each currency.
            foreach (var rows in result.Rows.GroupBy(row => row.Keys[0]))
                Assert.Equal((dimension, rows.Key, rows.Sum(row => row.Figures.Requests)), (dimension, rows.Key, (await PageAsync(null, new Filter(dimension, [rows.Key]))).Rows.Count));
        }
    }

    [Fact]
    public async Task The_days_are_those_of_the_payer()
    {
        // 17:00 UTC on the last of September is the first of October where Alibaba cuts its days.
        var at = new DateTime(2026, 9, 30, 17, 0, 0, DateTimeKind.Utc);
        await _place.ImportAsync(_place.Write("a.ndjson", LogLines.Line("r1", at, "alibaba", "qwen-plus", 1, 0, 0) + "\n" + LogLines.Line("r2", at, "openai", "gpt-5", 1, 0, 0) + "\n"));
        Assert.Equal("alibaba", Assert.Single((await PageAsync()).Rows).Provider);
    }

    [Fact]
    public async Task The_original_line_is_the_one_that_told_of_the_request_in_readable_form()
    {
        await ImportAsync("a.ndjson", 30);
        foreach (var row in (await PageAsync()).Rows.Take(5))
        {
            var line = (await _place.Imports.OriginalAsync(Viewer.Everything, row.Key, CancellationToken.None))!;
            Assert.Equal(("a.ndjson", row.Line, null), (line.File, line.Line, line.Header));
            Assert.Contains($"\"a.ndjson-{row.Line - 1}\"", line.Text, StringComparison.Ordinal);
            Assert.StartsWith("{\n  \"", line.Text.Replace("\r", "", StringComparison.Ordinal), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Undone_requests_are_neither_listed_nor_shown()
    {
        await ImportAsync("a.ndjson", 3);
        var key = (await PageAsync()).Rows[0].Key;
        await _place.UndoAsync(1);
        Assert.Empty((await PageAsync()).Rows);
        Assert.Null(await _place.Imports.OriginalAsync(Viewer.Everything, key, CancellationToken.None));
    }

    [Fact]
    public async Task More_than_a_month_is_refused_in_words()
    {
        var year = new SpendQuery(new Period(new DateOnly(2026, 1, 1), new DateOnly(2027, 1, 1)), [], Measure.Attributed, Scope.Ai, []);
        var refused = await Assert.ThrowsAsync<QueryRefusedException>(() => _place.Spend.RequestsAsync(Viewer.Everything, year, null, CancellationToken.None));
        Assert.Contains("at most 31 days; 365", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_key_survives_the_address() => Gen.Select(Gen.Long, Gen.Long).Sample((at, fact) => RequestKey.Parse(new RequestKey(at, fact).ToString()) == new RequestKey(at, fact));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("12")]
    [InlineData("a.b")]
    [InlineData(".5")]
    public void What_is_no_key_is_none(string? text) => Assert.Null(RequestKey.Parse(text));

    public void Dispose() => _place.Dispose();
}
