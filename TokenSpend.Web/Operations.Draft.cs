using TokenSpend.Core.Primitives;
using TokenSpend.Core.Spend;
using TokenSpend.Core.Usage;

namespace TokenSpend.Core.Operations;

public sealed class SpendReports
{
    private sealed record Fact(DateOnly Day, string? Dept, string App, string Function, string Provider, string Model, string Currency, long Cost, bool Priced, long Requests, TokenCounts Tokens);
    private readonly List<Fact> _facts = [];
    private readonly DateOnly _today = DateOnly.FromDateTime(DateTime.UtcNow);
    public bool Empty { get; set; } = Environment.GetEnvironmentVariable("DRAFT_EMPTY") == "1";
    public event Action? Changed;
    public void Touch() => Changed?.Invoke();

    public SpendReports()
    {
        string?[] depts = ["Customer Service", "研发中心", "Marketing", "Sales", "Finance", "Legal", "Operations", "Human Resources", null];
        (string P, string M, string C, long Price)[] models = [("openai", "gpt-5.1", "USD", 900), ("anthropic", "claude-opus-4.5", "USD", 2100), ("anthropic", "claude-haiku-4.5", "USD", 300), ("google", "gemini-3-pro", "USD", 700), ("deepseek", "deepseek-chat", "USD", 200), ("alibaba", "qwen3-max", "CNY", 2600), ("zhipu", "glm-4.6", "CNY", 1900), ("openai", "gpt-5-mini", "USD", 120), ("mistral", "<img src=x onerror=window.pwned=1>", "USD", 90), ("xai", "grok-9", "USD", 0), ("moonshot", "kimi-k2", "CNY", 800)];
        var random = new Random(5);
        for (var day = _today.AddDays(-365); day <= _today; day = day.AddDays(1))
        {
            if (day == _today.AddDays(-9)) continue;
            for (var d = 0; d < depts.Length; d++)
                for (var m = 0; m < models.Length; m++)
                {
                    if ((d * 7 + m * 3) % 4 == 0) continue;
                    var weekend = day.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday ? 0.3 : 1;
                    var growth = 0.6 + (day.DayNumber - _today.DayNumber + 365) / 600.0 + (m == 4 && d == 0 && day > _today.AddDays(-24) ? 6 : 0);
                    var requests = (long)(random.Next(30, 200) * weekend * growth * (9 - d) / 3.0 * (day == _today ? 0.4 : 1));
                    var cost = requests * models[m].Price * 100_000 * (1 + d % 3);
                    _facts.Add(new(day, depts[d], $"{depts[d]?[..2] ?? "?"}-app-{m % 4}", d % 2 == 0 ? "Run" : "Grow", models[m].P, models[m].M, models[m].C, cost, models[m].Price > 0, requests, TokenCounts.FromDisjoint(requests * 1800, requests * 600, 0, 0, requests * 420, requests * 80)!.Value));
                }
        }
    }

    private static string? Key(Fact f, Dimension by) => by switch
    {
        Dimension.Department => f.Dept, Dimension.Application => f.App, Dimension.Function => f.Function, Dimension.Provider => f.Provider,
        Dimension.Model => f.Model, Dimension.Currency => f.Currency, Dimension.Day => f.Day.ToString("yyyy-MM-dd"), Dimension.Month => f.Day.ToString("yyyy-MM"), _ => null,
    };

    public Task<SpendResult> QueryAsync(Viewer viewer, SpendQuery query, CancellationToken ct)
    {
        var facts = (Empty ? [] : _facts).Where(f => query.Days.Contains(f.Day) && query.Where.All(w => w.Values.Contains(Key(f, w.Dimension)))).ToList();
        var rows = facts.GroupBy(f => (string.Join("\u0001", query.By.Select(b => Key(f, b) ?? "\u0002")), f.Currency))
            .Select(g => new SpendRow([.. query.By.Select(b => Key(g.First(), b))], g.Key.Currency, Sum(g)))
            .OrderBy(r => query.By.Count > 0 && query.By[0] is Dimension.Day or Dimension.Month ? r.Keys[0] : "").ThenByDescending(r => r.Figures.Cost).ToList();
        var totals = facts.GroupBy(f => f.Currency).OrderByDescending(g => g.Key).Select(g => new SpendTotal(g.Key, Sum(g))).ToList();
        List<Caveat> caveats = facts.Count == 0 ? [] : [new("accrued", ["41230.5", "USD"]), new("unassigned", ["4.2"]), new("unpriced", [facts.Where(f => !f.Priced).Sum(f => f.Tokens.Total).ToString(), "grok-9"]), new("unmatched", ["120.4", "USD"]), new("missing-log", [_today.AddDays(-9).ToString("yyyy-MM-dd"), "gateway"])];
        return Task.FromResult(new SpendResult(query, "Asia/Shanghai", rows, totals, DateTime.UtcNow.AddHours(-1), caveats));
    }

    private static SpendFigures Sum(IEnumerable<Fact> facts)
    {
        var all = facts.ToList();
        long? cost = all.Any(f => f.Priced) ? all.Sum(f => f.Cost) : null;
        return new(cost, (cost ?? 0) / 3, all.Sum(f => f.Requests), all.Aggregate(default(TokenCounts), (a, f) => a + f.Tokens), all.Where(f => !f.Priced).Sum(f => f.Tokens.Total));
    }

    public Task<DataStatus> StatusAsync(Viewer viewer, CancellationToken ct) =>
        Task.FromResult(new DataStatus(Empty, Empty ? null : DateTime.UtcNow.AddHours(-1), _today, "Asia/Shanghai", Environment.GetEnvironmentVariable("DRAFT_DEMO") == "1" ? new(5, 12) : null, Empty ? [] : ["USD", "CNY"]));

    public Task<IReadOnlyList<string>> ValuesAsync(Viewer viewer, Dimension dimension, Period period, CancellationToken ct) =>
        Task.FromResult<IReadOnlyList<string>>([.. (Empty ? [] : _facts).Select(f => Key(f, dimension)).OfType<string>().Distinct().Order()]);
}

public static class DraftSite
{
    public static async Task RunAsync(string[] args)
    {
        var builder = Microsoft.AspNetCore.Builder.WebApplication.CreateBuilder(args);
        using var place = TokenSpend.Web.Cli.Workplace.Open(Environment.GetEnvironmentVariable("DRAFT_DATA")!);
        var imports = place.Imports;
        builder.Services.AddSingleton<SpendReports>().AddSingleton(imports);
        TokenSpend.Web.WebApp.AddPages(builder);
        var app = builder.Build();
        TokenSpend.Web.WebApp.MapPages(app);
        app.MapPost("/api/imports", async (Microsoft.AspNetCore.Http.IFormFile file, Microsoft.AspNetCore.Antiforgery.IAntiforgery forgery, HttpContext context) =>
        {
            await forgery.ValidateRequestAsync(context);
            var path = Path.GetTempFileName();
            await using (var to = File.Create(path)) await file.CopyToAsync(to);
            var id = await imports.EnqueueAsync(new(path, file.FileName, OwnsPath: true), default);
            _ = Task.Run(async () => { await Task.Delay(500); try { await imports.RunAsync(id, default); } catch (Exception e) { Console.WriteLine(e.Message); } });
            return Results.Accepted(null, new { import = id });
        }).DisableAntiforgery();
        await app.RunAsync();
    }
}
