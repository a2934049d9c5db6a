using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Localization;
using TokenSpend.Core.Operations;
using TokenSpend.Web.Mail.Posting;
using TokenSpend.Web.Resources;

namespace TokenSpend.Web.Mail;

/// <summary>What sends mails and posts, put together.</summary>
internal static class MailServices
{
    public static void Add(IServiceCollection services, string dataDirectory)
    {
        services.AddDataProtection().SetApplicationName("TokenSpend").PersistKeysToFileSystem(KeyFolder(dataDirectory));
        services.AddSingleton<Outbox>();
        services.AddSingleton<Webhooks>();
        services.AddSingleton<Secrets>();
        services.AddSingleton<MailBook>();
        services.AddSingleton<Notices>();
        services.AddSingleton<MailTest>();
        services.AddSingleton<WebhookSender>();
        services.AddSingleton<ReadNoticeParts>(site => new AlertParts(site.GetRequiredService<AlertBook>(), site.GetRequiredService<IStringLocalizer<Texts>>()).ReadAsync);
        services.AddSingleton<OutboxSender>();
        services.AddHostedService<OutboxWorker>();
    }

    /// <summary>Who reads the keys reads the passwords: the folder is its owner's alone.</summary>
    private static DirectoryInfo KeyFolder(string dataDirectory)
    {
        var folder = Path.Combine(dataDirectory, "keys");
        return OperatingSystem.IsWindows()
            ? Directory.CreateDirectory(folder)
            : Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }
}
