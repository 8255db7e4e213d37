using System.Net;
using System.Security.Claims;
using System.Text.Encodings.Web;
using System.Text.RegularExpressions;
using Iris.Platform;
using Iris.Platform.Web;
using Iris.Platform.Web.Limits;
using Iris.Shell;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Iris.Tests.Platform.Web;

/// <summary>
/// The web platform and the shell on a real socket, without features or database, and with a few endpoints that go wrong in every way. A header
/// <c>X-Person</c> signs in.
/// </summary>
public sealed partial class TestSite : IAsyncDisposable
{
    private readonly WebApplication app;

    private TestSite(WebApplication app) => this.app = app;

    public static Task<TestSite> StartAsync(params (string Key, string Value)[] settings) => StartAsync(null, settings);

    /// <summary>A site whose log goes to a provider.</summary>
    public static async Task<TestSite> StartAsync(ILoggerProvider? log, params (string Key, string Value)[] settings)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { ApplicationName = "Iris", EnvironmentName = "Production", ContentRootPath = AppContext.BaseDirectory });
        builder.Configuration.AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create(setting.Key, (string?)setting.Value)));
        builder.Logging.ClearProviders();
        if (log is not null) builder.Logging.AddProvider(log);
        builder.AddWeb();
        builder.AddShell();
        builder.Services.AddSingleton<IDataProtectionProvider, EphemeralDataProtectionProvider>();
        builder.Services.AddAuthentication("header").AddScheme<AuthenticationSchemeOptions, HeaderAuthentication>("header", null);
        builder.WebHost.UseUrls("http://127.0.0.1:0");

        var app = builder.Build();
        app.UseWeb();
        app.MapShell();
        var api = app.MapGroup("/api/v1/test");
        api.MapPost("echo", (Sample sample) => TypedResults.Ok(sample)).WithSummary("Says it back.");
        api.MapGet("refused", (HttpContext context) => Refused.ToProblem(context));
        api.MapGet("invalid", () => TypedResults.ValidationProblem(new Dictionary<string, string[]> { ["FirstName"] = ["Too long."] }));
        api.MapGet("broken", IResult () => throw new InvalidOperationException("a secret of the house"));
        api.MapGet("private", () => "yours").RequireAuthorization();
        api.MapPost("costly", () => "done").RequireRateLimiting(RateLimits.Costly);
        api.MapPost("frames", () => "done").RequireRateLimiting(RateLimits.Frames);
        api.MapPost("upload", async (HttpRequest request) => { await request.Body.CopyToAsync(Stream.Null); return "stored"; }).AcceptsUpload(bytes: 2 << 20);
        api.MapPost("own", async (HttpRequest request) => { await request.Body.CopyToAsync(Stream.Null); return "stored"; }).AcceptsUpload().RequireAuthorization();
        api.MapPost("small", async (HttpRequest request) => { await request.Body.CopyToAsync(Stream.Null); return "stored"; });
        app.MapGet("/broken", IResult () => throw new InvalidOperationException("a secret of the house"));
        app.MapPost("/limited", () => "page").RequireRateLimiting(RateLimits.Accounts);
        app.MapGet("/me/forbidden", () => Results.StatusCode(403));
        await app.StartAsync();
        return new TestSite(app);
    }

    /// <summary>A refusal that a part of the platform could give.</summary>
    public static Refusal Refused { get; } = new("a-test", 503, typeof(WebText));

    /// <summary>Where it listens.</summary>
    public Uri Address => new(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());

    /// <summary>A browser of its own: it keeps cookies and follows no redirect.</summary>
    public HttpClient Browser(string language = "en", string? person = null)
    {
        var client = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false, CookieContainer = new CookieContainer() }) { BaseAddress = Address };
        client.DefaultRequestHeaders.Add("Accept-Language", language);
        if (person is not null)
        {
            client.DefaultRequestHeaders.Add("X-Person", person);
        }

        return client;
    }

    /// <summary>Posts a form of the page at <paramref name="page"/> as a person would: with the token that the page carries.</summary>
    public static async Task<HttpResponseMessage> PostFormAsync(HttpClient browser, string page, string action, params (string Name, string Value)[] fields)
    {
        var token = AntiforgeryToken().Match(await browser.GetStringAsync(page)).Groups[1].Value;
        return await browser.PostAsync(action, new FormUrlEncodedContent([KeyValuePair.Create("__RequestVerificationToken", token), .. fields.Select(field => KeyValuePair.Create(field.Name, field.Value))]));
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();

    [GeneratedRegex("name=\"__RequestVerificationToken\" value=\"([^\"]+)\"")]
    private static partial Regex AntiforgeryToken();

    /// <summary>What <c>echo</c> takes.</summary>
    public sealed record Sample(string FirstName, Mood Mood);

    /// <summary>An enumeration as the API spells it: camelCase.</summary>
    public enum Mood
    {
        /// <summary>So it could be.</summary>
        QuiteGood,

        /// <summary>So it is.</summary>
        VeryGood,
    }

    private sealed class HeaderAuthentication(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder)
        : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
    {
        protected override Task<AuthenticateResult> HandleAuthenticateAsync() => Task.FromResult(Request.Headers["X-Person"] is [{ } person]
            ? AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(new ClaimsIdentity([new Claim(ClaimTypes.NameIdentifier, person), new Claim(ClaimTypes.Name, person)], "header")), "header"))
            : AuthenticateResult.NoResult());
    }
}
