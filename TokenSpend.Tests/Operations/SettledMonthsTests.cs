using TokenSpend.Core.Operations.Importing;
using TokenSpend.Core.Primitives;
using TokenSpend.Core.Spend;

namespace TokenSpend.Tests.Operations;

/// <summary>Contracts that look at a whole month, in the metered cost that the store answers.</summary>
public sealed class SettledMonthsTests : IDisposable
{
    private const string Header = "payer,name,kind,model,currency,from,to,measure,mode,over,percent,tokens,amount,source\n";
    private static readonly DateTime October = new(2026, 10, 5, 12, 0, 0, DateTimeKind.Utc);

    private readonly TestPlace _place = new();

    private void Settle(params string[] lines) => File.WriteAllText(Path.Combine(_place.Folder, "settlement.csv"), Header + string.Join('\n', lines) + "\n");

    private Task<ImportReport> LogAsync(string name, params (DateTime At, string Key, long Input)[] requests) =>
        _place.ImportAsync(_place.Write(name, string.Join('\n', requests.Select(request => LogLines.Line($"{name}-{request.Key}-{request.At:MMdd}", request.At, "openai", "gpt-5", request.Input, 0, 0, request.Key)))));

    private async Task<string> MeteredAsync(params Dimension[] by)
    {
        var result = await _place.QueryAsync(Measure.Metered, Scope.Ai, by);
        return string.Join(' ', result.Rows.Select(row => $"{string.Join('/', row.Keys.Select(key => key ?? "-"))}:{Nano.Format(row.Figures.Cost!.Value)}").Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_volume_discount_is_taken_off_each_users_part_of_the_month()
    {
        await LogAsync("a", (October, "key-1", 3_000_000), (October.AddDays(1), "key-2", 1_000_000), (October.AddMonths(1), "key-1", 1_000_000));
        var before = await MeteredAsync(Dimension.Month, Dimension.Key);
        Assert.Equal("2026-10/key-1:3.75 2026-10/key-2:1.25 2026-11/key-1:1.25", before);
        Settle("openai,volume,discount,,USD,,,cost,all-units,4,20,,,contract");
        Assert.Equal("2026-10/key-1:3 2026-10/key-2:1 2026-11/key-1:1.25", await MeteredAsync(Dimension.Month, Dimension.Key));
        Settle("azure,volume,discount,,USD,,,cost,all-units,4,20,,,contract");
        Assert.Equal(before, await MeteredAsync(Dimension.Month, Dimension.Key));
    }

    [Fact]
    public async Task A_late_row_draws_on_a_package_as_if_it_had_come_in_time()
    {
        Settle("openai,pack,package,,USD,2026-10-01,2027-01-01,,,,,4000000,,order 7");
        await LogAsync("a", (October.AddDays(5), "key-1", 3_000_000), (October.AddMonths(1), "key-2", 2_000_000));
        Assert.Equal("2026-10/key-1:0 2026-11/key-2:1.25", await MeteredAsync(Dimension.Month, Dimension.Key));
        await LogAsync("b", (October, "key-3", 2_000_000));
        Assert.Equal("2026-10/key-1:1.25 2026-10/key-3:0 2026-11/key-2:2.5", await MeteredAsync(Dimension.Month, Dimension.Key));
    }

    [Fact]
    public async Task A_minimum_is_due_once_its_month_is_over_and_falls_to_nobody_where_nobody_used_anything()
    {
        Settle("openai,least,minimum,,USD,2026-08-01,,,,,,,5,contract");
        await LogAsync("a", (October, "key-1", 1_000_000));
        Assert.Equal("2026-08/-:5 2026-09/-:5 2026-10/key-1:1.25", await MeteredAsync(Dimension.Month, Dimension.Key));
        await LogAsync("b", (October.AddMonths(1), "key-1", 1_000_000));
        Assert.Equal("2026-08/-:5 2026-09/-:5 2026-10/key-1:5 2026-11/key-1:1.25", await MeteredAsync(Dimension.Month, Dimension.Key));
    }

    [Fact]
    public async Task A_file_with_an_error_is_told_and_what_was_in_force_stays()
    {
        await LogAsync("a", (October, "key-1", 4_000_000));
        Settle("openai,volume,discount,,USD,,,cost,all-units,4,20,,,contract");
        Assert.Equal(":4", await MeteredAsync());
        Settle("openai,volume,discount,,USD,,,cost,all-units,4,200,,,contract");
        Assert.Equal(":4", await MeteredAsync());
        Assert.Contains("settlement.csv, line 2, column percent", string.Join('\n', _place.Company.Rules.Problems), StringComparison.Ordinal);
    }

    public void Dispose() => _place.Dispose();
}
