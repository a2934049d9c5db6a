using Microsoft.AspNetCore.Components;
using TokenSpend.Core.Operations;
using TokenSpend.Core.Primitives;
using TokenSpend.Core.Pricing;
using TokenSpend.Web.Navigation;

namespace TokenSpend.Web.Components.Pages.Prices;

/// <summary>Enters a price of a contract: the form, then what it touches, then it is saved.</summary>
public sealed partial class PriceEntryPage : IDisposable
{
    /// <summary>Provider that the form begins with.</summary>
    [SupplyParameterFromQuery(Name = "of")] public string? Provider { get; set; }

    /// <summary>Model that the form begins with.</summary>
    [SupplyParameterFromQuery(Name = "name")] public string? Model { get; set; }

    /// <summary>"provider/model" whose prices of today the form begins with.</summary>
    [SupplyParameterFromQuery] public string? Like { get; set; }

    [CascadingParameter] public required ViewState View { get; set; }
    [CascadingParameter] public required DataStatus Status { get; set; }

    [Inject] private PriceReports Prices { get; set; } = null!;
    [Inject] private PriceBookFiles Books { get; set; } = null!;
    [Inject] private ReRating Rating { get; set; } = null!;
    [Inject] private NavigationManager Navigation { get; set; } = null!;

    private readonly CancellationTokenSource _gone = new();
    private PriceDraft? _draft;
    private IReadOnlyList<PriceProblem> _problems = [];
    private PriceRow? _entered;
    private RatingPreview? _preview;
    private bool _isBusy;

    protected override void OnInitialized()
    {
        var cut = Like?.IndexOf('/', StringComparison.Ordinal) ?? -1;
        var like = cut > 0 ? Prices.Today(Viewer.Everything, Like![..cut], Like[(cut + 1)..]) : null;
        _draft = PriceDraft.New(Month.Containing(Status.Today).First, Provider, Model, like);
    }

    private async Task PreviewAsync()
    {
        (var row, _problems) = _draft!.Read(Prices.Named, Status.Today);
        if (row is null) return;
        var reading = Books.Prepare(row);
        _problems = Wrong(reading);
        if (reading.Edition is not { } edition) return;
        _isBusy = true;
        try
        {
            _preview = await Rating.PreviewAsync(edition.Book, edition.Merged, _gone.Token);
            _entered = row;
        }
        finally
        {
            _isBusy = false;
        }
    }

    private void Save()
    {
        // What it changes is rated anew in the background, once the change of the book is noticed.
        var reading = Books.Enter(_entered!);
        _problems = Wrong(reading);
        if (reading.Edition is null) GoBack();
        else Navigation.NavigateTo(Links.Price(_entered!.Provider, _entered.Model, View));
    }

    private static IReadOnlyList<PriceProblem> Wrong(PriceBookFiles.Reading reading) => [.. reading.Errors.Select(PriceProblem.Of).Distinct()];

    private void GoBack() => (_preview, _entered) = (null, null);

    public void Dispose()
    {
        _gone.Cancel();
        _gone.Dispose();
    }
}
