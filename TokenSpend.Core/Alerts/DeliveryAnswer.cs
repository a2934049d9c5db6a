namespace TokenSpend.Core.Alerts;

/// <summary>What became of an attempt to deliver: code and arguments. Pages have their own words for each code.</summary>
/// <param name="Code">One of <see cref="Codes"/>.</param>
/// <param name="Arguments">By code, such as host, address or the words of the server. Never a password.</param>
public sealed record DeliveryAnswer(string Code, IReadOnlyList<string> Arguments)
{
    private const char Separator = '\u001f';
    private const int LongestArgument = 500;

    /// <summary>
    /// accepted (server's words) · no-host (host) · refused (host and port) · timeout (host and port) · dropped (what happened) · busy (server's words) ·
    /// no-tls (host) · tls (host, what happened) · certificate (host, SHA-256 of it) · password (user, server's words) · login-needed (server's words) ·
    /// no-login (host) · bad-key () · sender (address, server's words) · recipient (address, server's words) · bad-address (address) ·
    /// rejected (server's words) · no-answer (what happened) · http (status, its words) · hook-gone () · nothing-to-say () · fault (kind of our own error).
    /// </summary>
    public static readonly IReadOnlyList<string> Codes =
    [
        "accepted", "no-host", "refused", "timeout", "dropped", "busy", "no-tls", "tls", "certificate", "password", "login-needed", "no-login", "bad-key",
        "sender", "recipient", "bad-address", "rejected", "no-answer", "http", "hook-gone", "nothing-to-say", "fault",
    ];

    // A message may be put off for itself; these stop every mail.
    private static readonly string[] OfAll =
        ["no-host", "refused", "timeout", "dropped", "no-tls", "tls", "certificate", "password", "login-needed", "no-login", "bad-key", "sender"];

    /// <summary>Whether the way is blocked for all mails.</summary>
    public bool ConcernsAll => OfAll.Contains(Code);

    public static DeliveryAnswer Of(string code, params IEnumerable<string> arguments) => new(code, [.. arguments.Select(Clean)]);

    /// <summary>One text for the message's row.</summary>
    public string ToText() => string.Join(Separator, [Code, .. Arguments]);

    public static DeliveryAnswer? Parse(string? text) => text?.Split(Separator) is [var code, .. var arguments] ? new DeliveryAnswer(code, arguments) : null;

    private static string Clean(string argument)
    {
        var line = string.Concat(argument.Trim().Select(character => char.IsControl(character) ? ' ' : character));
        return line.Length <= LongestArgument ? line : line[..LongestArgument] + "…";
    }
}

/// <summary>Whom a failed attempt concerns, and so when the next one makes sense.</summary>
public enum DeliveryFault
{
    /// <summary>This message is refused for good.</summary>
    Message,
    /// <summary>This message, for now.</summary>
    Later,
    /// <summary>The server is away: all messages for it wait.</summary>
    Server,
    /// <summary>The settings are wrong: all messages wait, for as long as it takes to mend them.</summary>
    Settings,
}
