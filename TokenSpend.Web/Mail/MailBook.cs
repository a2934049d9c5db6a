using System.Text.Json;
using System.Text.Json.Serialization;
using TokenSpend.Core.Operations;
using TokenSpend.Core.Storage;

namespace TokenSpend.Web.Mail;

/// <summary>Reads and keeps the mail settings.</summary>
public sealed class MailBook(Database database, Secrets secrets, Outbox outbox)
{
    private static readonly JsonSerializerOptions Shape = new() { Converters = { new JsonStringEnumConverter() } };

    /// <summary>Null until someone enters them: mails are off.</summary>
    public MailSettings? Read() => database.Setting(Outbox.MailSetting) is { } text ? JsonSerializer.Deserialize<MailSettings>(text, Shape) : null;

    /// <summary>Keeps them, and tries again what waited for better ones.</summary>
    /// <param name="password">Null or empty: the one before stays.</param>
    public async Task SaveAsync(Viewer viewer, MailSettings settings, string? password, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(viewer);
        database.SetSetting(Outbox.MailSetting, JsonSerializer.Serialize(WithPassword(settings, password), Shape));
        await outbox.RetryMailsAsync(cancellation);
    }

    /// <summary>The settings as they would be kept: with the new password, else the old one as long as it goes to the same server and user.</summary>
    public MailSettings WithPassword(MailSettings settings, string? password)
    {
        if (settings.User.Length == 0) return settings with { ProtectedPassword = null };
        if (!string.IsNullOrEmpty(password)) return settings with { ProtectedPassword = secrets.Protect(password) };
        // Another host must not be told the password of the one before.
        return settings with { ProtectedPassword = Read() is { } before && before.Host == settings.Host && before.User == settings.User ? before.ProtectedPassword : null };
    }
}
