using System.Net.Http.Headers;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using TokenSpend.Core.Operations;
using TokenSpend.Core.Operations.Pushing;
using TokenSpend.Tests.Cli;
using TokenSpend.Web;

namespace TokenSpend.Tests.Api;

/// <summary>An empty site that gateways push to, with a key for any source.</summary>
public sealed class PushSite : IAsyncLifetime
{
    private readonly Terminal _terminal = new();
    private Microsoft.AspNetCore.Builder.WebApplication? _site;

    public HttpClient Http { get; } = new();
    public string Key { get; private set; } = "";
    public PushSpool Spool => _site!.Services.GetRequiredService<PushSpool>();
    public Imports Imports => _site!.Services.GetRequiredService<Imports>();
    public string SpoolFolder => Path.Combine(_terminal.DataDirectory, "spool");

    /// <summary>The command line on the same data directory.</summary>
    internal Task<Answer> TypeAsync(params string[] args) => _terminal.RunAsync(args);

    internal string Write(string name, string content) => _terminal.Write(name, content);

    public async Task InitializeAsync()
    {
        _site = ServeApp.Build(new ServeOptions(_terminal.DataDirectory, Urls: "http://127.0.0.1:0", Zone: "Etc/UTC"));
        await _site.StartAsync();
        Http.BaseAddress = new Uri(_site.Urls.Single());
        Key = await MakeKeyAsync("any gateway");
    }

    public async Task<string> MakeKeyAsync(params string[] args)
    {
        var answer = await TypeAsync(["keys", "add", .. args]);
        return answer.Exit == 0 ? answer.Output.Trim() : throw new InvalidOperationException(answer.Error);
    }

    /// <summary>Pushes as a gateway does.</summary>
    /// <param name="key">Null: this site's own; "": none.</param>
    public Task<HttpResponseMessage> PushAsync(string body, string path = "/api/usage", string? key = null, string contentType = "application/json", params (string Name, string Value)[] headers) =>
        PushAsync(Encoding.UTF8.GetBytes(body), path, key, contentType, headers);

    public Task<HttpResponseMessage> PushAsync(byte[] body, string path = "/api/usage", string? key = null, string contentType = "application/json", params (string Name, string Value)[] headers)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(contentType);
        if (key is not "") request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key ?? Key);
        foreach (var (name, value) in headers)
            if (!request.Headers.TryAddWithoutValidation(name, value)) request.Content.Headers.Add(name, value);
        return Http.SendAsync(request);
    }

    public async Task DisposeAsync()
    {
        Http.Dispose();
        if (_site is not null)
        {
            await _site.StopAsync();
            await _site.DisposeAsync();
        }
        _terminal.Dispose();
    }
}
