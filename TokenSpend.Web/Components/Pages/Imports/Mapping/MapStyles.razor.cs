using Microsoft.AspNetCore.Components;
using TokenSpend.Core.Ingestion;
using TokenSpend.Core.Ingestion.Mapping;
using TokenSpend.Web.Text;

namespace TokenSpend.Web.Components.Pages.Imports.Mapping;

/// <summary>How the file writes dates, numbers and amounts, and how its requests are recognised again.</summary>
public sealed partial class MapStyles
{
    private static readonly IdentityKind[] Identities = [IdentityKind.EventWithId, IdentityKind.EventWithoutId];
    private static readonly string[] Zones = ["Etc/UTC", "Asia/Shanghai", "America/Los_Angeles", "America/New_York", "Europe/London", "Europe/Berlin", "Asia/Tokyo", "Asia/Singapore"];

    [Parameter, EditorRequired] public required MapDraft Draft { get; set; }
    [Parameter, EditorRequired] public required IReadOnlyList<GuessedChoice> Choices { get; set; }
    [Parameter] public EventCallback OnChange { get; set; }

    private IEnumerable<(int Per, string Words)> Units =>
        [(1, Text["Map.Tokens1"]), (1_000, Text["Map.Tokens1000"]), (10_000, Text["Map.Tokens10000"]), (1_000_000, Text["Map.Tokens1000000"])];

    /// <summary>What speaks for the proposal; where nothing does, that the reader is to look.</summary>
    private string Why(string choice) => Choices.FirstOrDefault(guess => guess.Choice == choice) switch
    {
        { Reason: GuessReason.Usual, Example: { } example } => Text["Map.Unsure", example],
        { Example: { } example } guess => $"{Text.Of(guess.Reason)} · {Text["Map.Example", example]}",
        _ => "",
    };
}
