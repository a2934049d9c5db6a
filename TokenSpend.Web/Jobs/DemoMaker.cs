using TokenSpend.Core.Demo;
using TokenSpend.Core.Operations;
using TokenSpend.Core.Pricing;
using TokenSpend.Core.Usage;

namespace TokenSpend.Web.Jobs;

/// <summary>Whether a demo is wanted and complete: readiness waits for it.</summary>
public sealed class DemoState(bool wanted)
{
    private volatile bool _complete = !wanted;

    public bool IsComplete => _complete;

    public void Complete() => _complete = true;
}

/// <summary>Writes the generated company's files and imports them like any others, while the site is up already.</summary>
public sealed class DemoMaker(Company company, Imports imports, SpendReports spend, DemoState state, ILogger<DemoMaker> log) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        if ((await imports.ListAsync(Viewer.Everything, stoppingToken)).Count > 0)
        {
            log.LogInformation("The database has imports already: no demo is added");
            state.Complete();
            return;
        }
        spend.Tell(new DemoProgress(0, 0));
        var folder = new DirectoryInfo(Path.Combine(company.DataDirectory, "demo"));
        var prices = company.Rules.Prices;
        var files = await Task.Run(() => DemoCompany.Write(folder, spend.Today, (provider, model, at, tokens) => ListPrice(prices, provider, model, at, tokens)), stoppingToken);
        foreach (var rules in folder.EnumerateFiles("*.csv", SearchOption.AllDirectories).Where(file => file.Directory!.Name == "rules"))
            rules.CopyTo(Path.Combine(company.RulesFolder, Company.DemoPrefix + rules.Name), overwrite: true);
        var done = 0;
        foreach (var file in files)
        {
            spend.Tell(new DemoProgress(done, files.Count));
            var id = await imports.EnqueueAsync(new ImportRequest(file.Path, Path.GetFileName(file.Path), Source: file.Source), stoppingToken);
            await imports.RunAsync(id, stoppingToken);
            done++;
        }
        folder.Delete(recursive: true);
        state.Complete();
        spend.Tell(null);
        log.LogInformation("The demo is complete: {Files} files imported", done);
    }

    private static (long Nanos, string Currency)? ListPrice(PriceBooks prices, string provider, string model, DateTime at, TokenCounts tokens)
    {
        var atMs = (long)(at - DateTime.UnixEpoch).TotalMilliseconds;
        var rated = prices.For(provider, model).Rate(atMs, ServiceTier.Standard, RequestStatus.Ok, tokens, isBucket: false);
        return rated is { Total: { } nanos, UnpricedTokens: 0 } ? (nanos, rated.Currency) : null;
    }
}
