namespace TokenSpend.Web.Mail;

/// <summary>How the connection to the mail server is kept from being read.</summary>
public enum MailSecurity
{
    /// <summary>TLS at once on port 465, else STARTTLS where the server offers it. A password is never sent in the clear.</summary>
    Auto,
    /// <summary>STARTTLS, or no mail.</summary>
    StartTls,
    /// <summary>TLS from the first byte.</summary>
    Tls,
    /// <summary>In the clear, password included: for a relay on the same machine.</summary>
    None,
}

/// <summary>Who reads mails in which language.</summary>
/// <param name="Language">en or zh-CN.</param>
public sealed record MailContact(string Address, string Language);

/// <summary>How mails are sent; stored as JSON in the setting <see cref="Core.Operations.Outbox.MailSetting"/>.</summary>
public sealed record MailSettings
{
    public required string Host { get; init; }
    public int Port { get; init; } = 587;
    public MailSecurity Security { get; init; }

    /// <summary>Empty: the server wants no login.</summary>
    public string User { get; init; } = "";

    /// <summary>Encrypted; null: none.</summary>
    public string? ProtectedPassword { get; init; }

    public required string FromAddress { get; init; }
    public string FromName { get; init; } = "TokenSpend";

    /// <summary>Of recipients who are no contacts: en or zh-CN.</summary>
    public string Language { get; init; } = Text.Writing.English;

    /// <summary>Where readers find the site, for links; ends with a slash.</summary>
    public required string BaseAddress { get; init; }

    /// <summary>SHA-256 of the one certificate that is accepted although nobody vouches for it, upper-case hex; empty: none is.</summary>
    public string Thumbprint { get; init; } = "";

    public IReadOnlyList<MailContact> Contacts { get; init; } = [];

    public string LanguageOf(string address) =>
        Contacts.FirstOrDefault(contact => string.Equals(contact.Address, address, StringComparison.OrdinalIgnoreCase))?.Language ?? Language;
}
