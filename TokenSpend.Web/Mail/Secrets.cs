using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;

namespace TokenSpend.Web.Mail;

/// <summary>Passwords and keys at rest: encrypted with keys that lie in the data directory's folder "keys".</summary>
public sealed class Secrets(IDataProtectionProvider protection)
{
    private readonly IDataProtector _protector = protection.CreateProtector("TokenSpend.Secrets.v1");

    public string Protect(string secret) => _protector.Protect(secret);

    /// <summary>Null where it was encrypted with keys that are gone: it has to be entered again.</summary>
    public string? Open(string secret)
    {
        try
        {
            return _protector.Unprotect(secret);
        }
        catch (CryptographicException)
        {
            return null;
        }
    }
}
