namespace TokenSpend.Core.Usage;

/// <summary>The unit that a bill is about: issuer and billing account.</summary>
/// <param name="Issuer">Who sends the bill; null only for <see cref="Unknown"/>.</param>
/// <param name="Account">Billing account; null where the issuer has just one and no file names it.</param>
public sealed record Payer(string? Issuer, string? Account)
{
    /// <summary>No rule names the payer: its own bucket, with a caveat.</summary>
    public static readonly Payer Unknown = new(null, null);

    /// <summary>"openai / org-1", "openai"; null for <see cref="Unknown"/>.</summary>
    public string? Label => Issuer is null ? null : Account is null ? Issuer : $"{Issuer} / {Account}";
}
