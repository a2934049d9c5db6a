using Microsoft.AspNetCore.Components;
using TokenSpend.Core.Operations;
using TokenSpend.Web.Text;

namespace TokenSpend.Web.Components.Pages.Admin;

/// <summary>Keys that gateways push with. A key is shown once, when it is made.</summary>
public sealed partial class KeysPage : IDisposable
{
    /// <param name="Revoked">When; null: it is good.</param>
    private sealed record Line(long Id, string Name, string Source, string Made, string Used, string? Revoked);

    [CascadingParameter] public required DataStatus Status { get; set; }

    [Inject] private ApiKeys Keys { get; set; } = null!;
    [Inject] private NavigationManager Navigation { get; set; } = null!;
    [Inject] private Writing Writing { get; set; } = null!;

    private readonly CancellationTokenSource _gone = new();
    private IReadOnlyList<Line>? _lines;
    private string _name = "", _source = "";
    private string? _secret, _problem;
    private long? _asked;

    private string Headline => _lines is null ? Text["Keys.Title"]
        : _lines.Count(line => line.Revoked is null) is var good && good == 0 ? Text["Keys.None"]
        : Text["Keys.Some", good];

    protected override Task OnInitializedAsync() => LoadAsync();

    private async Task LoadAsync() => _lines =
    [
        .. (await Keys.ListAsync(Viewer.Everything, _gone.Token)).Select(key => new Line(
            key.Id, key.Name, key.Source ?? Text["Keys.AnySource"].Value, Instant(key.CreatedUtc), key.UsedUtc is { } used ? Instant(used) : Text["Keys.Never"].Value,
            key.RevokedUtc is { } revoked ? Text["Keys.Revoked", Instant(revoked)].Value : null)),
    ];

    private async Task AddAsync()
    {
        _problem = _name.Trim().Length == 0 ? Text["Keys.WrongName"].Value : null;
        if (_problem is not null) return;
        _secret = await Keys.AddAsync(Viewer.Everything, _name, _source, _gone.Token);
        (_name, _source) = ("", "");
        await LoadAsync();
    }

    private async Task RevokeAsync(long id)
    {
        _asked = null;
        try
        {
            await Keys.RevokeAsync(Viewer.Everything, id, _gone.Token);
        }
        catch (RefusedException)
        {
            // Someone else revoked it: the list says so.
        }
        await LoadAsync();
    }

    private string Instant(DateTime utc) => Writing.Days.Instant(utc, Status.Zone);

    public void Dispose()
    {
        _gone.Cancel();
        _gone.Dispose();
    }
}
