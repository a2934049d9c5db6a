using Microsoft.AspNetCore.Components;
using TokenSpend.Core.Operations;
using TokenSpend.Web.Navigation;
using TokenSpend.Web.Text;

namespace TokenSpend.Web.Components.Shared;

/// <summary>A page over the spend: loads when the view changes or new data comes, shows the old figures dimmed meanwhile.</summary>
public abstract class SpendPage : ComponentBase, IDisposable
{
    private readonly LatestOnly _latest = new();
    private Refresher? _refresher;
    private (string Question, DateOnly Today, bool Empty)? _loaded;

    [CascadingParameter] public required ViewState View { get; set; }
    [CascadingParameter] public required DataStatus Status { get; set; }

    [Inject] protected SpendReports Spend { get; set; } = null!;
    [Inject] protected Writing Writing { get; set; } = null!;

    /// <summary>True while what is shown answers an older question.</summary>
    protected bool Stale { get; private set; }

    /// <summary>What the address asks for: another question is loaded anew.</summary>
    protected virtual string Question => View.Print();

    /// <summary>Asks for all figures and keeps them only when <paramref name="cancellation"/> has not been asked for.</summary>
    protected abstract Task LoadAsync(CancellationToken cancellation);

    protected override void OnInitialized()
    {
        _refresher = new Refresher(InvokeAsync, Writing, ReloadAsync);
        Spend.Changed += _refresher.Request;
    }

    /// <summary>Asks again, as after new data; callable from any thread.</summary>
    protected void Refresh() => _refresher?.Request();

    protected override Task OnParametersSetAsync()
    {
        var wanted = (Question, Status.Today, Status.IsEmpty);
        if (wanted == _loaded) return Task.CompletedTask;
        _loaded = wanted;
        return ReloadAsync();
    }

    private async Task ReloadAsync()
    {
        Stale = true;
        var token = _latest.Next();
        try
        {
            await LoadAsync(token);
            if (token.IsCancellationRequested) return;
            Stale = false;
            StateHasChanged();
        }
        catch (OperationCanceledException) when (token.IsCancellationRequested)
        {
            // The reader moved on; the newer load shows its own answer.
        }
    }

    public virtual void Dispose()
    {
        if (_refresher is not null)
        {
            Spend.Changed -= _refresher.Request;
            _refresher.Dispose();
        }
        _latest.Dispose();
        GC.SuppressFinalize(this);
    }
}
