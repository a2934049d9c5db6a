using Microsoft.AspNetCore.Components;
using TokenSpend.Core.Ingestion.Mapping;
using TokenSpend.Core.Operations;
using TokenSpend.Web.Text;

namespace TokenSpend.Web.Components.Pages.Imports.Mapping;

/// <summary>The first lines of a file as they are written; before them, where a draft was tried, what it makes of each.</summary>
public sealed partial class MapRows
{
    private const int LongestCell = 120;

    [Parameter, EditorRequired] public required FirstRows Rows { get; set; }

    /// <summary>Lines to show.</summary>
    [Parameter, EditorRequired] public required int Shown { get; set; }

    /// <summary>Of times.</summary>
    [Parameter, EditorRequired] public required string Zone { get; set; }

    /// <summary>Null: only as they are written.</summary>
    [Parameter] public IReadOnlyList<UnderstoodRow>? Understood { get; set; }

    [Inject] private Writing Writing { get; set; } = null!;

    private List<Line> _lines = [];

    private sealed record Line(int Number, string When, string Model, string Input, string Output, string Amount, string? Why, IReadOnlyList<string> Cells);

    protected override void OnParametersSet() => _lines = [.. Rows.Rows.Take(Shown).Select((cells, at) => Of(Rows.Lines[at], cells))];

    private Line Of(int number, IReadOnlyList<string?> cells)
    {
        var row = Understood?.FirstOrDefault(row => row.Line == number);
        return new Line(number, When(row?.At), row?.Model ?? "", Count(row?.InputTokens), Count(row?.OutputTokens),
            row is { Nanos: { } nanos, Currency: { } currency } ? Writing.Figures.Money(nanos, currency) : "", Why(row), [.. cells.Select(Short)]);
    }

    private string When(DateTime? at) => at is not { } time ? "" : time.TimeOfDay == TimeSpan.Zero ? Writing.Days.Long(DateOnly.FromDateTime(time)) : Writing.Days.Instant(time, Zone);

    private static string Count(long? tokens) => tokens is { } count ? Figures.Count(count).Text : "";

    private string? Why(UnderstoodRow? row) => row switch
    {
        { Why: { } why } => why.Column.Length > 0 ? Text["Map.Wrong", why.Column, why.Found, why.Expected].Value : Text["Map.WrongLine", why.Expected].Value,
        { Ignored: not null } => Text["Map.LeftOut"].Value,
        _ => null,
    };

    private static string Short(string? cell) => cell is null ? "" : cell.Length <= LongestCell ? cell : cell[..LongestCell] + "…";
}
