using Microsoft.AspNetCore.Hosting;
using Microsoft.Playwright;

namespace Iris.Tests.Browser;

/// <summary>The real program on a real port with one headless Chromium, for all tests of <see cref="WithBrowser"/>.</summary>
public class BrowserFixture : IAsyncLifetime
{
    /// <summary>Where Debian puts it.</summary>
    public const string Chromium = "/usr/bin/chromium";

    private static readonly string[] Switches =
    [
        "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync",
    ];

    private readonly BrowserApplication application = new();
    private IPlaywright? playwright;
    private IBrowser? browser;

    /// <summary>The program itself, to arrange what pages show.</summary>
    public IrisApplication Application => application;

    /// <summary>The address of the site.</summary>
    public Uri Address => application.Address;

    /// <summary>Further switches of the browser.</summary>
    protected virtual IEnumerable<string> MoreSwitches => [];

    public virtual async Task InitializeAsync()
    {
        if (!File.Exists(Chromium))
        {
            return;
        }

        application.Start();
        playwright = await Playwright.CreateAsync();
        browser = await playwright.Chromium.LaunchAsync(new() { ExecutablePath = Chromium, Args = [.. Switches, .. MoreSwitches] });
    }

    public virtual async Task DisposeAsync()
    {
        if (browser is not null)
        {
            await browser.CloseAsync();
        }

        playwright?.Dispose();
        await application.DisposeAsync();
    }

    /// <summary>A browser window of its own, without cookies; it may reach the site by another way than its address.</summary>
    public async Task<Visitor> OpenAsync(string language = "en", int width = 1280, int height = 800, ColorScheme colors = ColorScheme.Light, Uri? way = null)
    {
        var context = await browser!.NewContextAsync(new()
        {
            BaseURL = (way ?? Address).ToString(),
            Locale = language,
            ColorScheme = colors,
            ViewportSize = new() { Width = width, Height = height },
            ReducedMotion = ReducedMotion.Reduce,
        });
        return new Visitor(context, await context.NewPageAsync(), way ?? Address);
    }
}

/// <summary>The program on a port that the system chose, with a database and a data folder of its own.</summary>
internal sealed class BrowserApplication : IrisApplication
{
    public Uri Address => ClientOptions.BaseAddress;

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        base.ConfigureWebHost(builder);
        builder.UseSetting("Painting:Concurrency", "1");
    }

    public void Start()
    {
        UseKestrel(0);
        StartServer();
    }
}

/// <summary>Tests that share the one <see cref="BrowserFixture"/>: <c>[Collection(nameof(WithBrowser))]</c>.</summary>
[CollectionDefinition(nameof(WithBrowser))]
public sealed class WithBrowser : ICollectionFixture<BrowserFixture>;
