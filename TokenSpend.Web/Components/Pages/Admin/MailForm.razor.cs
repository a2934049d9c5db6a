using Microsoft.AspNetCore.Components;
using TokenSpend.Core.Alerts;
using TokenSpend.Core.Operations;
using TokenSpend.Web.Mail;

namespace TokenSpend.Web.Components.Pages.Admin;

/// <summary>How mails are sent. The test uses what is typed, saved or not.</summary>
public sealed partial class MailForm : IDisposable
{
    /// <summary>Under which the reader sees the site now: the first proposal for links.</summary>
    [Parameter, EditorRequired] public required string BaseAddress { get; set; }
    [Parameter] public EventCallback OnSaved { get; set; }

    [Inject] private MailBook Book { get; set; } = null!;
    [Inject] private MailTest Test { get; set; } = null!;

    private readonly CancellationTokenSource _gone = new();
    private MailFields _fields = new();
    private bool _hasPassword, _saved, _testing;
    private string? _problem;
    private string _testTo = "";
    private DeliveryAnswer? _answer;

    protected override void OnInitialized() => Load();

    private void Load()
    {
        var settings = Book.Read();
        _fields = MailFields.Of(settings, BaseAddress);
        _hasPassword = settings?.ProtectedPassword is not null;
    }

    private async Task SaveAsync()
    {
        (_saved, _answer) = (false, null);
        (var settings, _problem) = _fields.Read(Text);
        if (settings is null) return;
        await Book.SaveAsync(Viewer.Everything, settings, _fields.Password, _gone.Token);
        Load();
        _saved = true;
        await OnSaved.InvokeAsync();
    }

    private async Task TestAsync()
    {
        (_saved, _answer) = (false, null);
        (var settings, _problem) = _fields.Read(Text);
        if (settings is null) return;
        _testing = true;
        try
        {
            _answer = await Test.SendAsync(Viewer.Everything, Book.WithPassword(settings, _fields.Password), _testTo.Trim(), _gone.Token);
        }
        catch (OperationCanceledException) when (_gone.IsCancellationRequested)
        {
            // The reader left; nobody waits for the answer.
        }
        finally
        {
            _testing = false;
        }
    }

    public void Dispose()
    {
        _gone.Cancel();
        _gone.Dispose();
    }
}
