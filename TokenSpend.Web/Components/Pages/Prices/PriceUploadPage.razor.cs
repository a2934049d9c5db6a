using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Forms;
using TokenSpend.Core.Operations;
using TokenSpend.Core.Operations.Importing;
using TokenSpend.Web.Navigation;

namespace TokenSpend.Web.Components.Pages.Prices;

/// <summary>Takes over a whole price book: it is read, then what it touches is shown, then it is saved.</summary>
public sealed partial class PriceUploadPage : IDisposable
{
    private const int MostBytes = 32_000_000;
    private const int MostNotes = 10;

    [CascadingParameter] public required ViewState View { get; set; }

    [Inject] private PriceBookFiles Books { get; set; } = null!;
    [Inject] private ReRating Rating { get; set; } = null!;
    [Inject] private NavigationManager Navigation { get; set; } = null!;

    private readonly CancellationTokenSource _gone = new();
    private string _book = PriceBookFiles.Contract;
    private string _file = "";
    private string _content = "";
    private string? _tooLarge;
    private PriceBookFiles.Reading? _reading;
    private RatingPreview? _preview;
    private bool _isBusy;

    private string BookName => _book == PriceBookFiles.Contract ? Text["Prices.BookContract"] : Text["Prices.BookList"];

    private async Task ReadAsync(InputFileChangeEventArgs chosen)
    {
        Restart();
        _file = chosen.File.Name;
        if (chosen.File.Size > MostBytes)
        {
            _tooLarge = _file;
            return;
        }
        _isBusy = true;
        try
        {
            await using var stream = chosen.File.OpenReadStream(MostBytes, _gone.Token);
            using var bytes = new MemoryStream();
            await stream.CopyToAsync(bytes, _gone.Token);
            _content = SourceText.Decode(bytes.ToArray());
            await CheckAsync();
            if (_reading?.Edition is { } edition) _preview = await Rating.PreviewAsync(edition.Book, edition.Merged, _gone.Token);
        }
        finally
        {
            _isBusy = false;
        }
    }

    private async Task SaveAsync()
    {
        // Read again: somebody may have entered a price since, which the edition must not take back unseen.
        var before = _reading!.Edition!.Recorded;
        await CheckAsync();
        if (_reading?.Edition is not { } edition) _preview = null;
        else if (edition.Recorded != before) _preview = await Rating.PreviewAsync(edition.Book, edition.Merged, _gone.Token);
        else
        {
            Books.TakeOver(edition);
            Navigation.NavigateTo(Links.Prices(View));
        }
    }

    private async Task CheckAsync() => _reading = await Books.PrepareAsync(_content, _file, _book, by: null, _gone.Token);

    private void Restart() => (_reading, _preview, _tooLarge) = (null, null, null);

    public void Dispose()
    {
        _gone.Cancel();
        _gone.Dispose();
    }
}
