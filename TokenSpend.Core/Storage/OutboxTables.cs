using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using TokenSpend.Core.Alerts;

namespace TokenSpend.Core.Storage;

/// <summary>How messages are stored.</summary>
internal sealed class OutboxTable : IEntityTypeConfiguration<OutboxMessage>
{
    public void Configure(EntityTypeBuilder<OutboxMessage> builder)
    {
        builder.ToTable("outbox");
        builder.HasIndex(message => new { message.State, message.NextUtc });
        builder.PrimitiveCollection(message => message.AlertIds);
    }
}

/// <summary>How webhooks are stored.</summary>
internal sealed class WebhookTable : IEntityTypeConfiguration<Webhook>
{
    public void Configure(EntityTypeBuilder<Webhook> builder) => builder.ToTable("webhook");
}
