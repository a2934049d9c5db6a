using Microsoft.AspNetCore.Components;
using TokenSpend.Core.Operations;
using TokenSpend.Core.Spend;
using TokenSpend.Web.Components.Shared;
using TokenSpend.Web.Navigation;
using TokenSpend.Web.Text;

namespace TokenSpend.Web.Components.Layout;

/// <summary>Adds a filter: a dimension, then one of the values it has in the period, found by typing.</summary>
public sealed partial class FilterAdder : IDisposable
{
    private const int MostShown = 12;

    [Parameter, EditorRequired] public required ViewState View { get; set; }
    [Parameter, EditorRequired] public required DateOnly Today { get; set; }
    [Parameter, EditorRequired] public required string Path { get; set; }

    [Inject] private SpendReports Spend { get; set; } = null!;

    private readonly LatestOnly _latest = new();
    private Dimension _dimension = Dimension.Department;
    private string _typed = "";
    private IReadOnlyList<string?> _values = [];

    private sealed record Match(string Name, string Link);

    private List<string?> Found => [.. _values.Where(value => Text.Key(_dimension, value).Contains(_typed, StringComparison.CurrentCultureIgnoreCase))];

    private IEnumerable<Match> Matches => Found.Take(MostShown)
        .Select(value => new Match(Text.Key(_dimension, value), Links.Page(Path, View.With(_dimension, value))));

    private int More => Math.Max(0, Found.Count - MostShown);

    private Task OpenAsync() => LoadAsync();

    private Task ChooseAsync(ChangeEventArgs e)
    {
        if (Enum.TryParse<Dimension>(e.Value?.ToString(), out var dimension)) _dimension = dimension;
        _typed = "";
        return LoadAsync();
    }

    private void Type(ChangeEventArgs e) => _typed = e.Value?.ToString()?.Trim() ?? "";

    private async Task LoadAsync()
    {
        var token = _latest.Next();
        try
        {
            var values = await Spend.ValuesAsync(Viewer.Everything, _dimension, View.Period.Days(Today), token);
            // The unassigned bucket is a value like any other, and the one most looked for.
            if (!token.IsCancellationRequested) _values = [.. values, null];
        }
        catch (OperationCanceledException) when (token.IsCancellationRequested)
        {
            // Another dimension was chosen meanwhile.
        }
    }

    public void Dispose() => _latest.Dispose();
}
