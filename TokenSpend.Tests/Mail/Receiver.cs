using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace TokenSpend.Tests.Mail;

/// <summary>What came in by one POST.</summary>
internal sealed record Post(string Path, string Query, IReadOnlyDictionary<string, string> Headers, string Body);

/// <summary>A real HTTP server on a loopback port that keeps what is posted and answers as it is told.</summary>
internal sealed class Receiver : IAsyncDisposable
{
    private readonly WebApplication _site;
    private readonly ConcurrentQueue<(int Status, string Body)> _answers = new();

    private Receiver(WebApplication site) => _site = site;

    public ConcurrentQueue<Post> Posts { get; } = new();
    public string Address => _site.Urls.Single() + "/hook";

    /// <summary>The next posts are answered so, then again with 200.</summary>
    public void AnswerNext(int status, string body) => _answers.Enqueue((status, body));

    public static async Task<Receiver> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var receiver = new Receiver(builder.Build());
        receiver._site.Run(receiver.TakeAsync);
        await receiver._site.StartAsync();
        return receiver;
    }

    private async Task TakeAsync(HttpContext context)
    {
        using var reader = new StreamReader(context.Request.Body);
        var body = await reader.ReadToEndAsync();
        Posts.Enqueue(new Post(
            context.Request.Path, context.Request.QueryString.Value ?? "",
            context.Request.Headers.ToDictionary(header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase), body));
        var (status, answer) = _answers.TryDequeue(out var next) ? next : (200, "ok");
        context.Response.StatusCode = status;
        await context.Response.WriteAsync(answer);
    }

    public async ValueTask DisposeAsync()
    {
        await _site.StopAsync();
        await _site.DisposeAsync();
    }
}
