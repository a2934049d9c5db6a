using TokenSpend.Core.Demo;
using TokenSpend.Core.Operations;

namespace TokenSpend.Web.Jobs;

/// <summary>Whether a demo is wanted and complete: readiness waits for it.</summary>
public sealed class DemoState(bool wanted)
{
    private volatile bool _complete = !wanted;

    public bool IsComplete => _complete;

    public void Complete() => _complete = true;
}

/// <summary>Writes the generated company's files and imports them like any others, while the site is up already.</summary>
public sealed class DemoMaker(Company company, Imports imports, SpendReports spend, DemoBudgets budgets, AlertEvaluation alerts, DemoState state, ILogger<DemoMaker> log) : BackgroundService
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
        var files = await Task.Run(() => DemoCompany.Write(folder, spend.Today, company.Rules.Prices), stoppingToken);
        foreach (var rules in files.Rules) rules.CopyTo(Path.Combine(company.RulesFolder, Company.DemoPrefix + rules.Name), overwrite: true);
        var done = 0;
        foreach (var (file, source) in files.Imports)
        {
            spend.Tell(new DemoProgress(done, files.Imports.Count));
            var id = await imports.EnqueueAsync(new ImportRequest(file.FullName, file.Name, Source: source), stoppingToken);
            await imports.RunAsync(id, stoppingToken);
            done++;
        }
        folder.Delete(recursive: true);
        await budgets.MakeAsync(Viewer.Everything, stoppingToken);
        await alerts.EvaluateAsync(stoppingToken);
        state.Complete();
        spend.Tell(null);
        log.LogInformation("The demo is complete: {Files} files imported", done);
    }
}
