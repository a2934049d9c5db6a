using Microsoft.AspNetCore.Components;
using TokenSpend.Core.Alerts;
using TokenSpend.Core.Operations;
using TokenSpend.Web.Mail;
using TokenSpend.Web.Mail.Posting;
using TokenSpend.Web.Text;

namespace TokenSpend.Web.Components.Pages.Admin;

/// <summary>Where alerts are posted to. An address may hold a token of its own: only its host is shown.</summary>
public sealed partial class WebhookPanel : IDisposable
{
    [Parameter, EditorRequired] public required string BaseAddress { get; set; }

    [Inject] private Webhooks Webhooks { get; set; } = null!;
    [Inject] private WebhookSender Sender { get; set; } = null!;
    [Inject] private Secrets Secrets { get; set; } = null!;

    private readonly CancellationTokenSource _gone = new();
    private readonly Dictionary<long, DeliveryAnswer> _answers = [];
    private IReadOnlyList<Webhook> _hooks = [];
    private Webhook? _editing;
    private string _name = "", _template = WebhookRequest.Generic, _address = "", _secret = "", _language = Writing.English;
    private bool _enabled = true;
    private string? _problem;

    protected override Task OnInitializedAsync() => LoadAsync();

    private async Task LoadAsync() => _hooks = await Webhooks.ListAsync(Viewer.Everything, _gone.Token);

    private static string HostOf(Webhook hook) => Uri.TryCreate(hook.Address, UriKind.Absolute, out var address) ? address.Host : "";

    /// <param name="hook">Null: a new one.</param>
    private void Edit(Webhook? hook)
    {
        _editing = hook ?? new Webhook { Name = "", Address = "", Template = WebhookRequest.Generic };
        (_name, _template, _address, _secret, _language, _enabled, _problem) = (_editing.Name, _editing.Template, _editing.Address, "", _editing.Language, _editing.Enabled, null);
    }

    private async Task SaveAsync()
    {
        _problem = _name.Trim().Length == 0 ? Text["Webhook.WrongName"].Value
            : !Uri.TryCreate(_address.Trim(), UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https") ? Text["Webhook.WrongAddress"].Value
            : null;
        if (_problem is not null || _editing is null) return;
        // As with the mail's password: another host is not told the secret of the one before.
        var kept = _editing.Address.Length > 0 && HostOf(_editing) == new Uri(_address.Trim()).Host ? _editing.ProtectedSecret : null;
        await Webhooks.SaveAsync(Viewer.Everything, new Webhook
        {
            Id = _editing.Id, Name = _name.Trim(), Template = _template, Address = _address.Trim(), Language = _language, Enabled = _enabled,
            ProtectedSecret = _secret.Length > 0 ? Secrets.Protect(_secret) : kept,
        }, _gone.Token);
        _editing = null;
        await LoadAsync();
    }

    private async Task DeleteAsync(Webhook hook)
    {
        await Webhooks.DeleteAsync(Viewer.Everything, hook.Id, _gone.Token);
        await LoadAsync();
    }

    private async Task TestAsync(Webhook hook)
    {
        _answers.Remove(hook.Id);
        try
        {
            _answers[hook.Id] = DeliveryAnswer.Of("accepted", await Sender.TestAsync(hook, BaseAddress, _gone.Token));
        }
        catch (DeliveryException failure)
        {
            _answers[hook.Id] = failure.Answer;
        }
    }

    public void Dispose()
    {
        _gone.Cancel();
        _gone.Dispose();
    }
}
