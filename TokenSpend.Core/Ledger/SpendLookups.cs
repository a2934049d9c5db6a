using TokenSpend.Core.Usage;

namespace TokenSpend.Core.Ledger;

/// <summary>The one name under which all spellings of a model are counted, and who made it (null: not known).</summary>
public readonly record struct CanonicalModel(string Model, string? Publisher);

/// <summary>Everything that the ledger and the cube ask of the rules and tables, as plain functions: pure, and safe for several threads.</summary>
/// <param name="Subject">By id.</param>
/// <param name="Model">By id.</param>
/// <param name="Canonical">Of provider and model name as sent; an unknown name is its own canonical name.</param>
/// <param name="Payer">Of a subject and a provider; <see cref="Usage.Payer.Unknown"/> where no rule names one.</param>
/// <param name="PayerOf">Of an issuer and an account (null: not named) as a coverage declares them, by the same rules.</param>
/// <param name="IsAi">False for the other lines of a cloud bill.</param>
/// <param name="Owner">Of a subject on a day; <see cref="Usage.Owner.Unassigned"/> where no rule matches.</param>
/// <param name="OwnerChanges">Days, ascending, from which on the subject's owner may differ from that of the day before; empty for most.</param>
public sealed record SpendLookups(
    Func<int, Subject> Subject,
    Func<int, ModelName> Model,
    Func<string, string, CanonicalModel> Canonical,
    Func<Subject, string, Payer> Payer,
    Func<string, string?, Payer> PayerOf,
    Func<Charge, bool> IsAi,
    Func<Subject, DateOnly, Owner> Owner,
    Func<Subject, IReadOnlyList<DateOnly>> OwnerChanges);
