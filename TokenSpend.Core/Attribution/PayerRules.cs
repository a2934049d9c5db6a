using System.Text.RegularExpressions;
using TokenSpend.Core.Usage;

namespace TokenSpend.Core.Attribution;

/// <summary>Tells which bill a usage record belongs to (data/rules/payers.csv).</summary>
/// <remarks>
/// In this order: issuer and account that the file itself states; the first matching rule; the only account that is known of the issuer.
/// With several accounts known nothing is guessed: the payer is unknown. See docs/decisions/0003-sole-account.md.
/// </remarks>
public sealed class PayerRules
{
    private static readonly string[] PatternColumns = [SubjectPattern.ProviderColumn, "source", "api_base", "project", "key", "account"];
    private static readonly string[] Columns = [.. PatternColumns, "issuer", "billing_account", "note"];
    private static readonly DeclaredTags NoTags = new([]);

    private readonly IReadOnlyList<Rule> _rules;
    private readonly Dictionary<string, HashSet<string>> _accounts;

    private PayerRules(IReadOnlyList<Rule> rules, Dictionary<string, HashSet<string>> accounts) => (_rules, _accounts) = (rules, accounts);

    /// <summary>No rules, no accounts.</summary>
    public static readonly PayerRules None = new([], []);

    /// <summary>Reads payer rules in their order.</summary>
    /// <param name="file">Its name, for messages; .yaml and .yml are YAML, all else CSV.</param>
    public static Loaded<PayerRules> Load(TextReader content, string file)
    {
        var problems = new List<RuleProblem>();
        var rows = RuleTable.Read(content, file, Columns, ["issuer", "billing_account"], problems);
        return RuleTable.Outcome(new PayerRules([.. rows.Select(Rule.Read)], []), problems);
    }

    /// <summary>The same rules with the accounts that imported files state.</summary>
    /// <param name="stated">Issuers and accounts; those without an account say nothing.</param>
    public PayerRules Knowing(IEnumerable<Payer> stated)
    {
        var accounts = new Dictionary<string, HashSet<string>>(StringComparer.Ordinal);
        foreach (var (issuer, account) in stated)
        {
            if (issuer is null || account is null) continue;
            if (!accounts.TryGetValue(issuer, out var known)) accounts[issuer] = known = new HashSet<string>(StringComparer.Ordinal);
            known.Add(account);
        }
        return new PayerRules(_rules, accounts);
    }

    /// <param name="provider">Id of the record's provider: the issuer where nothing else is said.</param>
    public Payer Of(Subject subject, string provider)
    {
        if (subject is { Issuer: { } issuer, Account: { } account }) return new Payer(issuer, account);
        foreach (var rule in _rules)
        {
            if (!rule.Matches(subject, provider, out var groups)) continue;
            var named = rule.Issuer?.Fill(subject, groups);
            // A file that states another issuer is not what the rule is about.
            if (named is not null && subject.Issuer is { } stated && named != stated) continue;
            return OnlyAccount(subject.Issuer ?? named ?? provider, rule.Account?.Fill(subject, groups) ?? subject.Account);
        }
        return OnlyAccount(subject.Issuer ?? provider, subject.Account);
    }

    /// <summary>The payer of a file that states its issuer: by the same rules as its records, where it names no account.</summary>
    /// <remarks>Else a usage report without account would stand beside the log and the bill of the account that the rules name, and its requests be paid twice.</remarks>
    /// <param name="account">Null where the file names none.</param>
    public Payer OfStated(string issuer, string? account) => Of(new Subject { Issuer = issuer, Account = account }, issuer);

    private Payer OnlyAccount(string issuer, string? account)
    {
        if (account is not null) return new Payer(issuer, account);
        if (!_accounts.TryGetValue(issuer, out var known)) return new Payer(issuer, null);
        return known.Count == 1 ? new Payer(issuer, known.First()) : Payer.Unknown;
    }

    private sealed record Rule(SubjectPattern Pattern, Template? Issuer, Template? Account)
    {
        public static Rule Read(RuleRow row)
        {
            var pattern = SubjectPattern.Read(row, PatternColumns, NoTags);
            if (row.Text("issuer").Length + row.Text("billing_account").Length == 0) row.Problem("issuer", "", "an issuer or a billing account");
            return new Rule(pattern, row.Template("issuer", NoTags, pattern.Groups), row.Template("billing_account", NoTags, pattern.Groups));
        }

        public bool Matches(Subject subject, string provider, out IReadOnlyList<string> groups)
        {
            try
            {
                return Pattern.Matches(subject, provider, out groups);
            }
            catch (RegexMatchTimeoutException)
            {
                // Not matching leaves the payer unknown or unnamed, which every page shows; a wrong payer nobody would see.
                groups = [];
                return false;
            }
        }
    }
}
