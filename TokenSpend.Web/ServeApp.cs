using Hangfire;
using Hangfire.InMemory;
using TokenSpend.Core.Operations;
using TokenSpend.Core.Operations.Pushing;
using TokenSpend.Core.Storage;
using TokenSpend.Web.Api;
using TokenSpend.Web.Jobs;
using TokenSpend.Web.Mail;

namespace TokenSpend.Web;

/// <summary>How the web application is started.</summary>
/// <param name="Demo">Fill a fresh database with a generated company.</param>
/// <param name="Urls">Null: the framework's own choice.</param>
/// <param name="Zone">IANA name; fixed when the database is made. Null: the machine's.</param>
public sealed record ServeOptions(string DataDirectory, bool Demo = false, string? Urls = null, string? Zone = null);

/// <summary>Puts the web application together: operations, jobs, API, pages.</summary>
public static class ServeApp
{
    public static WebApplication Build(ServeOptions options, TimeProvider? clock = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        // Published, the static files lie beside the assembly, wherever it was started from.
        var published = Directory.Exists(Path.Combine(AppContext.BaseDirectory, "wwwroot"));
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            ApplicationName = typeof(ServeApp).Assembly.GetName().Name,
            ContentRootPath = published ? AppContext.BaseDirectory : null,
        });
        if (options.Urls is not null) builder.WebHost.UseUrls(options.Urls);
        builder.Logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning).AddFilter("Hangfire", LogLevel.Warning).AddFilter("Microsoft.EntityFrameworkCore", LogLevel.Warning)
            // It warns that the keys are not encrypted themselves: they lie beside the database, readable for the site's user alone.
            .AddFilter("Microsoft.AspNetCore.DataProtection", LogLevel.Error);

        AddOperations(builder.Services, options, clock ?? TimeProvider.System);
        AddJobs(builder.Services, options);
        MailServices.Add(builder.Services, options.DataDirectory);
        builder.Services.AddOpenApi();
        WebApp.AddPages(builder);

        var app = builder.Build();
        RefuseWhileStopping(app);
        ImportEndpoints.Map(app);
        UsageEndpoints.Map(app);
        SpendEndpoints.Map(app);
        BudgetEndpoints.Map(app);
        PriceEndpoints.Map(app);
        HealthEndpoints.Map(app);
        app.MapOpenApi("/openapi/v1.json");
        WebApp.MapPages(app);
        return app;
    }

    /// <summary>Open pages connect again the moment the stop cuts them off; the server would wait for these connections until its time is over.</summary>
    private static void RefuseWhileStopping(WebApplication app) => app.Use((context, next) =>
    {
        if (!app.Lifetime.ApplicationStopping.IsCancellationRequested) return next(context);
        context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
        context.Response.Headers.Connection = "close";
        return Task.CompletedTask;
    });

    private static void AddOperations(IServiceCollection services, ServeOptions options, TimeProvider clock)
    {
        var directory = DataDirectory.Open(options.DataDirectory);
        OrganisationZone.Settle(directory.Database, options.Zone);
        services.AddSingleton(clock);
        services.AddSingleton(directory.Company);
        // Made by a factory, so that it is closed with the site.
        services.AddSingleton(_ => directory.Database);
        services.AddSingleton<Imports>();
        services.AddSingleton<MappingBook>();
        services.AddSingleton<PushSpool>();
        services.AddSingleton<Api.UploadParts>();
        services.AddSingleton<ApiKeys>();
        services.AddSingleton<SpendReports>();
        services.AddSingleton<AlertBook>();
        services.AddSingleton<ExpectedFiles>();
        services.AddSingleton<AlertGathering>();
        services.AddSingleton<AlertEvaluation>();
        services.AddSingleton<BudgetBook>();
        services.AddSingleton<SavingsReports>();
        services.AddSingleton<ReRating>();
        services.AddSingleton<PriceBookFiles>();
        services.AddSingleton<PriceReports>();
        services.AddSingleton<DemoBudgets>();
    }

    private static void AddJobs(IServiceCollection services, ServeOptions options)
    {
        // The storage is this application's own: Hangfire's static one would be shared by all sites of a process.
        // Its log too is static, and would hold the logger of a site that is gone: the job rows say what became of the work.
        services.AddSingleton<JobStorage>(site =>
        {
            site.GetRequiredService<IGlobalConfiguration>();
            return new InMemoryStorage();
        });
        services.AddHangfire(jobs => jobs.SetDataCompatibilityLevel(CompatibilityLevel.Version_180)
            .UseSimpleAssemblyNameTypeSerializer().UseRecommendedSerializerSettings().UseNoOpLogProvider());
        services.AddHangfireServer((site, server) =>
        {
            // The static activator may be another site's, whose database knows nothing of the job.
            server.Activator = new Hangfire.AspNetCore.AspNetCoreJobActivator(site.GetRequiredService<IServiceScopeFactory>());
            // One import at a time uses both cores; more would only wait for the writer.
            server.WorkerCount = 1;
            server.CancellationCheckInterval = TimeSpan.FromSeconds(1);
            server.ShutdownTimeout = TimeSpan.FromSeconds(10);
        });
        services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(20));
        services.AddSingleton<ImportQueue>();
        services.AddHostedService<Recovery>();
        services.AddHostedService<PushWorker>();
        services.AddHostedService<Inbox>();
        services.AddHostedService<ChangeWatch>();
        services.AddHostedService<AlertWatch>();
        services.AddHostedService<SavingsWatch>();
        services.AddHostedService<RatingWatch>();
        services.AddSingleton(new DemoState(options.Demo));
        if (options.Demo) services.AddHostedService<DemoMaker>();
    }
}
