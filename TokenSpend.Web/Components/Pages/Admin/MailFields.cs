using System.Globalization;
using Microsoft.Extensions.Localization;
using TokenSpend.Web.Mail;
using TokenSpend.Web.Resources;
using TokenSpend.Web.Text;

namespace TokenSpend.Web.Components.Pages.Admin;

/// <summary>A contact as it is being typed.</summary>
public sealed class ContactFields
{
    public string Address { get; set; } = "";
    public string Language { get; set; } = Writing.English;
}

/// <summary>The mail settings as they are being typed. It never holds the stored password.</summary>
public sealed class MailFields
{
    public string Host { get; set; } = "";
    public string Port { get; set; } = "587";
    public MailSecurity Security { get; set; }
    public string User { get; set; } = "";

    /// <summary>Empty: the stored one stays.</summary>
    public string Password { get; set; } = "";

    public string FromAddress { get; set; } = "";
    public string FromName { get; set; } = "TokenSpend";
    public string Language { get; set; } = Writing.English;
    public string BaseAddress { get; set; } = "";
    public string Thumbprint { get; set; } = "";
    public List<ContactFields> Contacts { get; } = [];

    public static MailFields Of(MailSettings? settings, string baseAddress)
    {
        if (settings is null) return new MailFields { BaseAddress = baseAddress };
        var fields = new MailFields
        {
            Host = settings.Host, Port = settings.Port.ToString(CultureInfo.InvariantCulture), Security = settings.Security, User = settings.User,
            FromAddress = settings.FromAddress, FromName = settings.FromName, Language = settings.Language, BaseAddress = settings.BaseAddress, Thumbprint = settings.Thumbprint,
        };
        fields.Contacts.AddRange(settings.Contacts.Select(contact => new ContactFields { Address = contact.Address, Language = contact.Language }));
        return fields;
    }

    /// <summary>Settings without password, or what to correct.</summary>
    public (MailSettings? Settings, string? Problem) Read(IStringLocalizer<Texts> text)
    {
        var (host, thumbprint) = (Host.Trim(), string.Concat(Thumbprint.Where(char.IsAsciiHexDigit)).ToUpperInvariant());
        List<MailContact> contacts = [.. Contacts.Where(contact => contact.Address.Trim().Length > 0).Select(contact => new MailContact(contact.Address.Trim(), contact.Language))];
        var wrongContact = contacts.Find(contact => MailAddresses.Parse(contact.Address) is null);
        var port = int.TryParse(Port.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is >= 1 and <= 65535 ? number : 0;
        string? problem =
            host.Length == 0 || Uri.CheckHostName(host) == UriHostNameType.Unknown ? text["MailForm.WrongHost"].Value
            : port == 0 ? text["MailForm.WrongPort", Port].Value
            : MailAddresses.Parse(FromAddress.Trim()) is null ? text["MailForm.WrongAddress", FromAddress].Value
            : !Uri.TryCreate(BaseAddress.Trim(), UriKind.Absolute, out var site) || site.Scheme is not ("http" or "https") ? text["MailForm.WrongBase"].Value
            : thumbprint.Length is not (0 or 64) ? text["MailForm.WrongThumbprint"].Value
            : wrongContact is not null ? text["MailForm.WrongAddress", wrongContact.Address].Value
            : null;
        if (problem is not null) return (null, problem);
        return (new MailSettings
        {
            Host = host, Port = port, Security = Security, User = User.Trim(), FromAddress = FromAddress.Trim(), FromName = FromName.Trim(), Language = Language,
            BaseAddress = BaseAddress.Trim().TrimEnd('/') + "/", Thumbprint = thumbprint, Contacts = contacts,
        }, null);
    }
}
