using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using TokenSpend.Core.Alerts;

namespace TokenSpend.Core.Storage;

/// <summary>How alerts are stored: one row a cause, which the index holds even if two evaluations run at once.</summary>
internal sealed class AlertTable : IEntityTypeConfiguration<Alert>
{
    public void Configure(EntityTypeBuilder<Alert> builder)
    {
        builder.ToTable("alert");
        builder.HasIndex(alert => alert.Cause).IsUnique();
        builder.HasIndex(alert => alert.State);
        builder.PrimitiveCollection(alert => alert.Recipients);
        // Written once, never changed: as text it stays as it was, whatever is added to the record.
        builder.Property(alert => alert.Snapshot).HasConversion(
            snapshot => JsonSerializer.Serialize(snapshot, JsonSerializerOptions.Web),
            text => JsonSerializer.Deserialize<AlertSnapshot>(text, JsonSerializerOptions.Web)!);
    }
}
