using Microsoft.Playwright;
using TokenSpend.Web;

namespace TokenSpend.Tests.Browser;

/// <summary>The real site on a free port over an empty data directory, and one system Chromium for all browser tests.</summary>
public sealed class BrowserFixture : IAsyncLifetime
{
    public static readonly string[] Arguments =
    [
        "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-dev-shm-usage",
        "--disable-background-networking", "--disable-component-update", "--disable-sync",
    ];

    private readonly DirectoryInfo _data = Directory.CreateTempSubdirectory("tokenspend-browser-");
    private Microsoft.AspNetCore.Builder.WebApplication? _site;
    private IPlaywright? _playwright;
    private IBrowser? _browser;
    private IBrowserContext? _reader;

    /// <summary>Ends with a slash.</summary>
    public string BaseUrl { get; private set; } = "";

    private Task<BrokenBudget>? _broken;

    /// <summary>Made when it is first asked for: the tests of a collection run one after the other.</summary>
    internal Task<BrokenBudget> BrokenBudgetAsync() => _broken ??= BrokenBudget.MakeAsync(_site!.Services);

    public async Task InitializeAsync()
    {
        var chromium = ChromiumPath();
        _site = ServeApp.Build(new ServeOptions(_data.FullName, Urls: "http://127.0.0.1:0", Zone: "Etc/UTC"), new ClockOf(ClockOf.Day));
        await _site.StartAsync();
        BaseUrl = _site.Urls.Single() + "/";
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new() { ExecutablePath = chromium, Headless = true, Args = Arguments });
    }

    /// <summary>A fresh reader: own cookies, language and theme. The reader before leaves: a hundred open pages that all follow each import slow the machine down.</summary>
    /// <param name="over">Another address of the site.</param>
    public async Task<IPage> OpenAsync(string path, string culture = "en", string theme = "light", int width = 1440, int height = 900, string? over = null)
    {
        if (_reader is not null) await _reader.CloseAsync();
        var context = _reader = await _browser!.NewContextAsync(new() { ViewportSize = new() { Width = width, Height = height } });
        await context.AddCookiesAsync(
        [
            new() { Name = "theme", Value = theme, Url = over ?? BaseUrl },
            new() { Name = ".AspNetCore.Culture", Value = Uri.EscapeDataString($"c={culture}|uic={culture}"), Url = over ?? BaseUrl },
        ]);
        var page = await context.NewPageAsync();
        page.SetDefaultTimeout(30_000);
        // What the server drew first answers nobody; the circuit draws it anew, without the mark.
        await page.AddInitScriptAsync("addEventListener('DOMContentLoaded', () => document.querySelector('.shell')?.setAttribute('data-drawn-first', ''))");
        await GoAsync(page, over + path);
        return page;
    }

    /// <summary>Opens an address of the site and waits until its buttons answer.</summary>
    public async Task GoAsync(IPage page, string path)
    {
        await page.GotoAsync(new Uri(new Uri(BaseUrl), path).AbsoluteUri);
        await page.Locator(".shell:not([data-drawn-first])").WaitForAsync();
    }

    /// <exception cref="InvalidOperationException">There is no browser; the message names the command that brings one.</exception>
    public static string ChromiumPath()
    {
        var path = Environment.GetEnvironmentVariable("CHROMIUM") is { Length: > 0 } chosen ? chosen : "/usr/bin/chromium";
        return File.Exists(path)
            ? path
            : throw new InvalidOperationException($"No browser at '{path}'. Run: apt-get install -y --no-install-recommends chromium (or set CHROMIUM).");
    }

    public async Task DisposeAsync()
    {
        if (_browser is not null) await _browser.DisposeAsync();
        _playwright?.Dispose();
        if (_site is not null)
        {
            await _site.StopAsync();
            await _site.DisposeAsync();
        }
        _data.Delete(recursive: true);
    }
}

/// <summary>One site and one browser for all: starting them costs more than the tests.</summary>
[CollectionDefinition(Name)]
public sealed class BrowserCollection : ICollectionFixture<BrowserFixture>
{
    public const string Name = "browser";
}
