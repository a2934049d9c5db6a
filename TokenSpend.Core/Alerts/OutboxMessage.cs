namespace TokenSpend.Core.Alerts;

/// <summary>Where a message stands.</summary>
public enum OutboxState
{
    /// <summary>To be sent at <see cref="OutboxMessage.NextUtc"/>: new, or put off after a temporary error.</summary>
    Waiting = 0,
    /// <summary>A sender works on it. One that a dead process left here was not handed over and is sent again.</summary>
    Sending = 1,
    /// <summary>All of it was given to the server, whose answer is not known yet. Left here by a dead process it may have arrived: never sent again by itself.</summary>
    HandedOver = 2,
    Sent = 3,
    /// <summary>Refused for good, or tried long enough; <see cref="OutboxMessage.Answer"/> says why. A person can send it again.</summary>
    Failed = 4,
}

/// <summary>One notice to one recipient about the alerts of one evaluation. Written in the transaction that raises the alerts, so none is lost and none is doubled.</summary>
/// <remarks>It holds no text: words and figures come from the alerts' snapshots when it is sent, in the recipient's language.</remarks>
public sealed class OutboxMessage
{
    public long Id { get; set; }

    /// <summary>E-mail address; null for a webhook.</summary>
    public string? Address { get; set; }

    /// <summary>Null for an e-mail.</summary>
    public long? WebhookId { get; set; }

    public required IReadOnlyList<long> AlertIds { get; set; }

    public OutboxState State { get; set; }

    /// <summary>Attempts begun.</summary>
    public int Attempts { get; set; }

    public DateTime CreatedUtc { get; set; }
    public DateTime NextUtc { get; set; }
    public DateTime? SentUtc { get; set; }

    /// <summary>What the server said last, or why it could not be reached; never a password.</summary>
    public string? Answer { get; set; }
}

/// <summary>Where messages are posted, signed.</summary>
public sealed class Webhook
{
    public long Id { get; set; }
    public required string Name { get; set; }
    public required string Address { get; set; }

    /// <summary>Body that the receiver understands: generic, feishu, dingtalk, wecom, slack or teams.</summary>
    public required string Template { get; set; }

    /// <summary>Key of the signature, encrypted; null: not signed.</summary>
    public string? ProtectedSecret { get; set; }

    /// <summary>Language of its texts: en or zh-CN.</summary>
    public string Language { get; set; } = "en";

    public bool Enabled { get; set; } = true;
}
