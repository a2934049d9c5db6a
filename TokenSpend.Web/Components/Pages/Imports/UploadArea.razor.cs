using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;
using TokenSpend.Web.Navigation;
using TokenSpend.Web.Text;

namespace TokenSpend.Web.Components.Pages.Imports;

/// <summary>Files go over HTTP, past the circuit: js/upload.js sends them and tells how far they are.</summary>
public sealed partial class UploadArea : IAsyncDisposable
{
    private sealed record Upload(int Id, string Name, ImportProgress Progress, string? Failure);

    [Inject] private IJSRuntime Js { get; set; } = null!;
    [Inject] private Writing Writing { get; set; } = null!;

    private readonly SortedDictionary<int, Upload> _uploads = [];
    /// <summary>News of them may still be under way.</summary>
    private readonly HashSet<int> _cancelled = [];
    private ElementReference _zone;
    private IJSObjectReference? _module;
    private DotNetObjectReference<UploadArea>? _self;

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!firstRender) return;
        _self = DotNetObjectReference.Create(this);
        _module = await Js.InvokeAsync<IJSObjectReference>("import", "./js/upload.js");
        await _module.InvokeVoidAsync("attach", _zone, Links.Upload, _self);
    }

    [JSInvokable]
    public Task OnProgress(int id, string name, long loaded, long total, double seconds) => Show(() =>
        Put(new Upload(id, name, ImportProgress.Of(loaded, total, TimeSpan.FromSeconds(seconds), null, Text), null)));

    private async Task CancelAsync(int id)
    {
        _cancelled.Add(id);
        _uploads.Remove(id);
        if (_module is not null) await _module.InvokeVoidAsync("cancel", _zone, id);
    }

    /// <summary>Sends what is missing of a file whose upload broke off.</summary>
    private async Task AgainAsync(int id)
    {
        if (_module is not null) await _module.InvokeVoidAsync("again", _zone, id);
    }

    /// <summary>The server has the file: from here on it is a job in the list.</summary>
    [JSInvokable]
    public Task OnAccepted(int id) => Show(() => _uploads.Remove(id));

    /// <param name="status">0: the connection broke.</param>
    /// <param name="reason">What the server says; empty: nothing.</param>
    [JSInvokable]
    public Task OnRefused(int id, string name, int status, string reason) => Show(() =>
        Put(new Upload(id, name, new ImportProgress(null, ""), reason.Length > 0 ? reason
            : status == 0 ? Text["Upload.Broken"] : Text["Upload.Refused", status])));

    private void Put(Upload upload)
    {
        if (!_cancelled.Contains(upload.Id)) _uploads[upload.Id] = upload;
    }

    private Task Show(Action change) => InvokeAsync(() =>
    {
        Writing.Enter();
        change();
        StateHasChanged();
    });

    public async ValueTask DisposeAsync()
    {
        try
        {
            if (_module is not null)
            {
                await _module.InvokeVoidAsync("detach", _zone);
                await _module.DisposeAsync();
            }
        }
        catch (JSDisconnectedException)
        {
            // The page is gone; the browser ends its uploads itself.
        }
        _self?.Dispose();
    }
}
