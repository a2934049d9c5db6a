using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;
using TokenSpend.Core.Alerts;
using TokenSpend.Core.Budgets;
using TokenSpend.Core.Savings;

namespace TokenSpend.Core.Storage;

/// <summary>What people and jobs edit. Facts have their own schema (<see cref="FactSchema"/>), created by the same migrations.</summary>
public sealed class TokenSpendDb(DbContextOptions<TokenSpendDb> options) : DbContext(options)
{
    public DbSet<ImportJob> Imports => Set<ImportJob>();
    public DbSet<OutboxMessage> Outbox => Set<OutboxMessage>();
    public DbSet<Alert> Alerts => Set<Alert>();
    public DbSet<Webhook> Webhooks => Set<Webhook>();
    public DbSet<Budget> Budgets => Set<Budget>();
    public DbSet<BudgetChange> BudgetChanges => Set<BudgetChange>();
    public DbSet<ApiKey> ApiKeys => Set<ApiKey>();
    public DbSet<StoredArrivalRule> ArrivalRules => Set<StoredArrivalRule>();
    public DbSet<StoredFinding> Findings => Set<StoredFinding>();
    public DbSet<FindingDecision> FindingDecisions => Set<FindingDecision>();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        ArgumentNullException.ThrowIfNull(modelBuilder);
        // What is edited elsewhere says in a file of its own how it is stored: IEntityTypeConfiguration.
        modelBuilder.ApplyConfigurationsFromAssembly(typeof(TokenSpendDb).Assembly);
        modelBuilder.Entity<ImportJob>(import =>
        {
            import.ToTable("import");
            import.HasIndex(job => job.State);
            import.HasIndex(job => job.ContentHash);
        });
    }

    // SQLite gives times back without a kind; everything stored is UTC.
    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        ArgumentNullException.ThrowIfNull(configurationBuilder);
        configurationBuilder.Properties<DateTime>().HaveConversion<Utc>();
    }

    private sealed class Utc() : ValueConverter<DateTime, DateTime>(
        value => value, value => DateTime.SpecifyKind(value, DateTimeKind.Utc));
}

/// <summary>For the migration tool only.</summary>
internal sealed class DesignTimeDb : IDesignTimeDbContextFactory<TokenSpendDb>
{
    public TokenSpendDb CreateDbContext(string[] args) =>
        new(new DbContextOptionsBuilder<TokenSpendDb>().UseSqlite("Data Source=design-time.db").Options);
}
