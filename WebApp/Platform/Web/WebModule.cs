using System.Text.Encodings.Web;
using System.Text.Unicode;
using Iris.Platform.Web.Api;
using Iris.Platform.Web.Limits;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.CookiePolicy;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.WebEncoders;

namespace Iris.Platform.Web;

/// <summary>What every request passes, whatever its feature: limits, languages, headers, errors, API description, health and telemetry.</summary>
internal static class WebModule
{
    private const string DefaultUrl = "http://localhost:5080";

    public static WebApplicationBuilder AddWeb(this WebApplicationBuilder builder)
    {
        // Package assets (_content/…) come from the package folders when running from the source tree; published, this finds no manifest and does nothing.
        builder.WebHost.UseStaticWebAssets();
        // From the build output the framework would compress again, without compressing, what it takes for edited, and would catch unknown paths.
        builder.Configuration["ReloadStaticAssetsAtRuntime"] ??= "false";
        builder.Configuration["DisableStaticAssetNotFoundRuntimeFallback"] ??= "true";
        builder.AddListening();
        builder.Services.ConfigureHttpJsonOptions(json => ApiJson.Configure(json.SerializerOptions));
        builder.Services.AddLocalization();
        builder.Services.AddAuthentication();
        builder.Services.AddAuthorization();
        // Frames are a matter of SecurityHeaders.
        builder.Services.AddAntiforgery(antiforgery => antiforgery.SuppressXFrameOptionsHeader = true);
        // Korean as itself, not as six characters per letter.
        builder.Services.Configure<WebEncoderOptions>(web => web.TextEncoderSettings = new TextEncoderSettings(UnicodeRanges.All));
        builder.Services.TryAddSingleton(TimeProvider.System);
        builder.Services.AddSingleton<Room>();
        builder.Services.AddHealthChecks().AddCheck<Room>("room");
        builder.Services.AddValidation();
        builder.Services.Configure<CookiePolicyOptions>(cookies =>
        {
            // Not Always: a self-hosted site may be reached by plain HTTP inside a home network. Behind TLS every cookie is secure.
            cookies.Secure = CookieSecurePolicy.SameAsRequest;
            cookies.HttpOnly = HttpOnlyPolicy.Always;
            cookies.MinimumSameSitePolicy = SameSiteMode.Lax;
        });
        builder.Services.AddHsts(hsts => hsts.MaxAge = TimeSpan.FromDays(365));
        builder.AddForwardedHeaders();
        builder.Services.AddProblems();
        builder.Services.AddCultures();
        builder.Services.AddRateLimits(builder.Configuration);
        builder.Services.AddApiDescription();
        builder.AddHubs();
        builder.AddTelemetry();
        return builder;
    }

    /// <summary>How the program listens, in all its roles.</summary>
    public static void AddListening(this WebApplicationBuilder builder)
    {
        builder.AddQuietStart();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = null; // a matter of RequestSizes
        });
        if (!builder.HasAddress())
        {
            builder.WebHost.UseUrls(DefaultUrl);
        }
    }

    /// <summary>What hubs speak: JSON and MessagePack, both as the API does.</summary>
    private static void AddHubs(this WebApplicationBuilder builder)
    {
        builder.Services.AddSignalR()
            .AddJsonProtocol(json => ApiJson.Configure(json.PayloadSerializerOptions))
            .AddMessagePackProtocol(pack => pack.SerializerOptions = ApiPack.Options);
        builder.Services.AddSingleton<IHubProtocolResolver, ShortCalls.Resolver>();
        // The first line of each request has the whole address, in which a hub's carries a token.
        builder.Logging.AddFilter("Microsoft.AspNetCore.Hosting.Diagnostics", LogLevel.Warning);
        // Every refusal would be an error there; what is one, HubGuard logs.
        builder.Logging.AddFilter("Microsoft.AspNetCore.SignalR.Internal.DefaultHubDispatcher", LogLevel.Critical);
    }

    /// <summary>The pipeline, in order; the endpoints of this module at its end.</summary>
    public static WebApplication UseWeb(this WebApplication app)
    {
        app.UseRequestSizes();
        app.UseForwardedHeaders();
        app.UseSecurityHeaders();
        if (!app.Environment.IsDevelopment())
        {
            app.UseHsts();
        }

        app.UseCookiePolicy();
        app.UseRequestLocalization();
        app.UseErrorResponses();
        app.UseApiPageAssets();
        app.UseRouting();
        app.UseAuthentication();
        // After authentication, to count by person; before authorization, so that refused requests count as well.
        app.UseRateLimiter();
        app.UseAuthorization();
        app.UseAntiforgery();
        // What the compiler writes for an endpoint reads a form without asking whether its token was right, and would fail.
        app.Use((context, next) =>
        {
            if (context.Features.Get<IAntiforgeryValidationFeature>() is not { IsValid: false }) return next(context);
            context.Response.StatusCode = StatusCodes.Status400BadRequest;
            return Task.CompletedTask;
        });

        app.MapStaticAssets().DisableRateLimiting();
        app.MapOpenApi().DisableRateLimiting();
        app.MapHealthChecks("/health/live", new HealthCheckOptions { Predicate = _ => false }).DisableRateLimiting();
        app.MapHealthChecks("/health/ready").DisableRateLimiting();
        app.MapCultures();
        return app;
    }

    private static bool HasAddress(this WebApplicationBuilder builder) =>
        builder.Configuration[WebHostDefaults.ServerUrlsKey] is not null
        || builder.Configuration[WebHostDefaults.HttpPortsKey] is not null
        || builder.Configuration[WebHostDefaults.HttpsPortsKey] is not null
        || builder.Configuration.GetSection("Kestrel:Endpoints").Exists();

    /// <summary>Believes X-Forwarded-For and -Proto from the proxies (addresses or networks) named in <c>ForwardedHeaders:Trusted</c>, and from no one else.</summary>
    private static void AddForwardedHeaders(this WebApplicationBuilder builder)
    {
        var trusted = (builder.Configuration.GetSection("ForwardedHeaders:Trusted").Get<string[]>() ?? []).Select(Network).ToList();
        builder.Services.Configure<ForwardedHeadersOptions>(forwarded =>
        {
            forwarded.ForwardedHeaders = trusted.Count == 0 ? ForwardedHeaders.None : ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto;
            forwarded.KnownProxies.Clear();
            forwarded.KnownIPNetworks.Clear();
            foreach (var network in trusted) forwarded.KnownIPNetworks.Add(network);
        });
    }

    private static System.Net.IPNetwork Network(string proxy) =>
        System.Net.IPNetwork.TryParse(proxy.Contains('/') ? proxy : $"{proxy}/{(proxy.Contains(':') ? 128 : 32)}", out var network)
            ? network
            : throw new StartupException($"ForwardedHeaders:Trusted has '{proxy}', which is neither an address nor a network such as 10.0.0.0/8.");
}
