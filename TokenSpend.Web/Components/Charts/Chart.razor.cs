using System.Text.Json;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;
using TokenSpend.Web.Text;

namespace TokenSpend.Web.Components.Charts;

/// <summary>The one chart of the site. Drawing is js/chart.js over apexcharts; legend, table, summary and texts are made here.</summary>
public sealed partial class Chart : IAsyncDisposable
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    [Parameter, EditorRequired] public required ChartSpec Spec { get; set; }

    /// <summary>A point or a category was clicked, or chosen with Enter.</summary>
    [Parameter] public EventCallback<ChartPoint> OnDrill { get; set; }

    [Inject] private IJSRuntime Js { get; set; } = null!;
    [Inject] private Writing Writing { get; set; } = null!;

    private ElementReference _canvas;
    private ElementReference _points;
    private IJSObjectReference? _module;
    private DotNetObjectReference<Chart>? _self;
    private string? _drawn;
    private bool _tableOpen;

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender)
        {
            _self = DotNetObjectReference.Create(this);
            _module = await Js.InvokeAsync<IJSObjectReference>("import", "./js/chart.js");
        }
        if (_module is null) return;
        var spec = JsonSerializer.Serialize(new
        {
            kind = Spec.Kind.ToString(),
            Spec.Categories,
            Spec.LongCategories,
            series = Spec.Series.Select(entry => new { entry.Name, entry.Colour, look = entry.Look.ToString(), entry.Values, entry.Texts }),
            Spec.Unit,
            Spec.Running,
            gaps = Spec.Gaps.Select(at => new { at, text = Spec.HasBar(at) ? Text["Chart.GapWithBar"].Value : Text["Chart.Gap"].Value }),
            Spec.Peak,
            locale = Writing.Culture.Name,
            drills = OnDrill.HasDelegate,
        }, Json);
        if (spec == _drawn) return;
        _drawn = spec;
        await _module.InvokeVoidAsync("draw", _canvas, _points, spec, _self);
    }

    [JSInvokable]
    public Task OnPointClick(int? series, int category) => InvokeAsync(() =>
    {
        Writing.Enter();
        return OnDrill.InvokeAsync(new ChartPoint(series, category));
    });

    private void Toggle() => _tableOpen = !_tableOpen;

    private static string SwatchClass(SpendSeries series) => series.Look switch
    {
        SeriesLook.Before => "before",
        SeriesLook.Plan => "plan",
        SeriesLook.Forecast => "forecast",
        _ => "",
    };

    public async ValueTask DisposeAsync()
    {
        try
        {
            if (_module is not null)
            {
                await _module.InvokeVoidAsync("dispose", _canvas);
                await _module.DisposeAsync();
            }
        }
        catch (JSDisconnectedException)
        {
            // The page is gone, and its chart with it.
        }
        _self?.Dispose();
    }
}
