using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using TokenSpend.Core.Savings;

namespace TokenSpend.Core.Storage;

/// <summary>A finding as it was last made. Its id stays when the figures change, so that links to it stay good.</summary>
public sealed class StoredFinding
{
    public long Id { get; set; }

    /// <summary>Of the finding, one row each.</summary>
    public required string Key { get; set; }

    /// <summary>The finding as JSON.</summary>
    public required string Content { get; set; }

    /// <summary>False: the last run did not find it again; the row stays for its decisions.</summary>
    public required bool Holds { get; set; }

    public required DateTime FirstUtc { get; set; }
    public required DateTime LastUtc { get; set; }
}

/// <summary>How findings are stored.</summary>
internal sealed class FindingTable : IEntityTypeConfiguration<StoredFinding>
{
    public void Configure(EntityTypeBuilder<StoredFinding> builder)
    {
        builder.ToTable("saving_finding");
        builder.HasIndex(finding => finding.Key).IsUnique();
    }
}

/// <summary>How decisions are stored.</summary>
internal sealed class FindingDecisionTable : IEntityTypeConfiguration<FindingDecision>
{
    public void Configure(EntityTypeBuilder<FindingDecision> builder)
    {
        builder.ToTable("saving_decision");
        builder.HasIndex(decision => decision.Key);
    }
}
