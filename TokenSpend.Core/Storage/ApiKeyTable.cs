using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace TokenSpend.Core.Storage;

/// <summary>A key that a gateway pushes with. The key itself is nowhere: whoever copies the database cannot push.</summary>
public sealed class ApiKey
{
    public long Id { get; set; }
    public required string Name { get; set; }

    /// <summary>Source label that its pushes have; null: any that they name.</summary>
    public string? Source { get; set; }

    /// <summary>SHA-256 of the key, upper-case hex. A key has 256 random bits: nothing slower is needed.</summary>
    public required string Hash { get; set; }

    public DateTime CreatedUtc { get; set; }

    /// <summary>To the minute; null: never.</summary>
    public DateTime? UsedUtc { get; set; }

    /// <summary>Null: it is good.</summary>
    public DateTime? RevokedUtc { get; set; }
}

/// <summary>How keys are stored.</summary>
internal sealed class ApiKeyTable : IEntityTypeConfiguration<ApiKey>
{
    public void Configure(EntityTypeBuilder<ApiKey> builder) => builder.ToTable("api_key");
}
