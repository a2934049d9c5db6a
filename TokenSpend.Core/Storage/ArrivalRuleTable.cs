using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using TokenSpend.Core.Alerts;

namespace TokenSpend.Core.Storage;

/// <summary>An expectation that somebody has set for the files of a payer and format family, or of a log.</summary>
public sealed class StoredArrivalRule
{
    public long Id { get; set; }

    /// <summary>Null: a log.</summary>
    public string? Issuer { get; set; }
    public string? Account { get; set; }

    /// <summary>Format family of a bill or report, source label of a log.</summary>
    public required string Name { get; set; }

    public ArrivalRhythm Rhythm { get; set; }
    public int Number { get; set; }

    public ArrivalRule Rule => new(Rhythm, Number);
}

/// <summary>How expectations are stored.</summary>
internal sealed class ArrivalRuleTable : IEntityTypeConfiguration<StoredArrivalRule>
{
    public void Configure(EntityTypeBuilder<StoredArrivalRule> builder)
    {
        builder.ToTable("arrival_rule");
        builder.Ignore(rule => rule.Rule);
    }
}
