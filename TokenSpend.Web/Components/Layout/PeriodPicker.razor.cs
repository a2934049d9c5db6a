using Microsoft.AspNetCore.Components;
using TokenSpend.Core.Primitives;
using TokenSpend.Web.Navigation;
using TokenSpend.Web.Text;

namespace TokenSpend.Web.Components.Layout;

/// <summary>Presets as links, and two days for anything else. Readers give the last day; the address holds the day after it.</summary>
public sealed partial class PeriodPicker
{
    [Parameter, EditorRequired] public required ViewState View { get; set; }
    [Parameter, EditorRequired] public required DateOnly Today { get; set; }
    [Parameter, EditorRequired] public required string Path { get; set; }

    [Inject] private NavigationManager Navigation { get; set; } = null!;
    [Inject] private Writing Writing { get; set; } = null!;

    private DateOnly _first;
    private DateOnly _last;
    private PeriodChoice? _shown;

    private sealed record Preset(string Name, string Days, string Link, bool Current);

    private IEnumerable<Preset> Presets =>
        from preset in Enum.GetValues<PeriodPreset>()
        where preset != PeriodPreset.Custom
        let choice = PeriodChoice.Of(preset)
        select new Preset(Text.Of(preset), Writing.Days.Period(choice, Today), Links.Page(Path, View with { Period = choice }), View.Period == choice);

    protected override void OnParametersSet()
    {
        if (View.Period == _shown) return;
        _shown = View.Period;
        var days = View.Period.Days(Today);
        (_first, _last) = (days.From, days.To.AddDays(-1));
    }

    private void Apply()
    {
        var last = _last < _first ? _first : _last;
        Navigation.NavigateTo(Links.Page(Path, View.In(new Period(_first, last.AddDays(1)))));
    }
}
