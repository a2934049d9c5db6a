using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Forms;
using TokenSpend.Core.Operations;
using TokenSpend.Core.Operations.Importing;
using TokenSpend.Web.Navigation;

namespace TokenSpend.Web.Components.Pages.Budgets;

/// <summary>Takes over a file of budgets, whole or not at all.</summary>
public sealed partial class BudgetUploadPage : IDisposable
{
    private const int MostBytes = 4_000_000;

    [CascadingParameter] public required ViewState View { get; set; }

    [Inject] private BudgetBook Book { get; set; } = null!;

    private readonly CancellationTokenSource _gone = new();
    private BudgetImport? _done;
    private string? _tooLarge;

    private async Task ReadAsync(InputFileChangeEventArgs chosen)
    {
        (_done, _tooLarge) = (null, null);
        if (chosen.File.Size > MostBytes)
        {
            _tooLarge = chosen.File.Name;
            return;
        }
        await using var stream = chosen.File.OpenReadStream(MostBytes, _gone.Token);
        using var bytes = new MemoryStream();
        await stream.CopyToAsync(bytes, _gone.Token);
        using var text = new StringReader(SourceText.Decode(bytes.ToArray()));
        _done = await Book.ImportAsync(Viewer.Everything, text, chosen.File.Name, _gone.Token);
    }

    public void Dispose()
    {
        _gone.Cancel();
        _gone.Dispose();
    }
}
