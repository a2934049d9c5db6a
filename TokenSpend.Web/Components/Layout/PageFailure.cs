using System.Security.Cryptography;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;
using Microsoft.AspNetCore.Components.Web;

namespace TokenSpend.Web.Components.Layout;

/// <summary>Holds a page's failure: the shell stays, the reader sees what it means, can try again and has a code to quote.</summary>
public sealed partial class PageFailure : ErrorBoundaryBase
{
    [Inject] private ILogger<PageFailure> Log { get; set; } = null!;

    private string _code = "";

    protected override Task OnErrorAsync(Exception exception)
    {
        _code = RandomNumberGenerator.GetHexString(8);
        Failed(Log, _code, exception);
        return Task.CompletedTask;
    }

    protected override void BuildRenderTree(RenderTreeBuilder builder)
    {
        if (CurrentException is null)
        {
            builder.AddContent(0, ChildContent);
            return;
        }
        builder.OpenComponent<FailureNotice>(1);
        builder.AddComponentParameter(2, nameof(FailureNotice.Code), _code);
        builder.AddComponentParameter(3, nameof(FailureNotice.OnRetry), EventCallback.Factory.Create(this, Recover));
        builder.CloseComponent();
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Page failed, code {Code}")]
    private static partial void Failed(ILogger logger, string code, Exception exception);
}
