using Microsoft.Extensions.DependencyInjection;
using TokenSpend.Core.Operations;
using TokenSpend.Tests.Cli;
using TokenSpend.Tests.Operations;
using TokenSpend.Web;

namespace TokenSpend.Tests.Api;

/// <summary>The real site over a small company of August 2025: three departments, two providers, one unpriced model, one bill.</summary>
public sealed class ApiSite : IAsyncLifetime
{
    private readonly Terminal _terminal = new();
    private Microsoft.AspNetCore.Builder.WebApplication? _site;

    public HttpClient Http { get; } = new();

    public SpendReports Spend => _site!.Services.GetRequiredService<SpendReports>();

    /// <summary>The command line on the same data directory.</summary>
    internal Task<Answer> TypeAsync(params string[] args) => _terminal.RunAsync(args);

    public async Task InitializeAsync()
    {
        _site = ServeApp.Build(new ServeOptions(_terminal.DataDirectory, Urls: "http://127.0.0.1:0", Zone: "Etc/UTC"));
        await _site.StartAsync();
        Http.BaseAddress = new Uri(_site.Urls.Single());
        await DoneAsync("rules", "import", _terminal.Write("people.csv", "kind,name,department,application,function,valid_from,valid_to\nkey,key-a,Sales,,,,\nkey,key-b,\"Legal, Risk\",,,,\nkey,key-c,=Support,,,,\n"));
        await DoneAsync("import", _terminal.Write("gateway.ndjson", string.Concat(Enumerable.Range(0, 120).Select(at => LogLines.Line(
            $"r{at}", SmallFiles.Noon.AddHours(at * 5), at % 5 == 0 ? "alibaba" : "openai", (at % 5 == 0) ? "qwen-max" : at % 7 == 0 ? "nobody-knows-1" : at % 2 == 0 ? "gpt-5" : "gpt-5-mini",
            100_000 + (at * 7919), at * 31, 999 + at, $"key-{"abcd"[at % 4]}", $"app-{at % 3}") + "\n"))));
        // A report of the provider covers the first ten days; the rest is accrued by the log alone.
        await DoneAsync("import", _terminal.Write("usage.json", SmallFiles.OpenAiUsage([.. Enumerable.Range(1, 10).Select(day => (day, "gpt-5-2025-08-07", 1_000_000L + day, 1000L, 50_000L))])));
    }

    private async Task DoneAsync(params string[] args)
    {
        var answer = await TypeAsync(args);
        if (answer.Exit != 0) throw new InvalidOperationException(answer.Error);
    }

    public async Task DisposeAsync()
    {
        Http.Dispose();
        if (_site is not null)
        {
            await _site.StopAsync();
            await _site.DisposeAsync();
        }
        _terminal.Dispose();
    }
}

/// <summary>One site for all: starting it costs more than the tests.</summary>
[CollectionDefinition(Name)]
public sealed class ApiCollection : ICollectionFixture<ApiSite>
{
    public const string Name = "api";
}
