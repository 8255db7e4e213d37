using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Iris.Accounts;
using Iris.Platform.Web.Limits;
using Microsoft.AspNetCore.Http.Connections;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Iris.Tests.Live.Transport;

/// <summary>Who may open the hub, and what ends that.</summary>
[Collection(nameof(WithIris))]
public sealed class HubSessionTests(IrisApplication iris)
{
    [Fact]
    public async Task Nobody_is_let_in_without_signing_in()
    {
        await Assert.ThrowsAnyAsync<Exception>(() => iris.Hub([]).StartAsync());

        using var negotiation = await iris.Anonymous().PostAsync("/hubs/live/negotiate?negotiateVersion=1", null);
        Assert.Equal(HttpStatusCode.Unauthorized, negotiation.StatusCode);
        Assert.Equal("application/problem+json", negotiation.Content.Headers.ContentType?.MediaType);
    }

    [Theory]
    [InlineData("Origin", "http://localhost", true)]
    [InlineData("Sec-Fetch-Site", "same-origin", true)]
    [InlineData("Origin", "https://evil.example", false)]
    [InlineData("Origin", "http://localhost:8080", false)]
    [InlineData("Origin", "null", false)]
    [InlineData("Sec-Fetch-Site", "cross-site", false)]
    [InlineData("Sec-Fetch-Site", "same-site", false)]
    public async Task The_cookie_opens_it_to_pages_of_this_site_only(string header, string value, bool opens)
    {
        var cookies = new CookieContainer();
        await iris.APerson().SignedInToSiteAsync(cookies);
        var headers = new Dictionary<string, string> { ["Cookie"] = cookies.GetCookieHeader(new Uri("http://localhost")), [header] = value };

        // A web socket alone, as a foreign page would open it, and the usual way that begins with a request.
        foreach (var alone in new[] { true, false })
        {
            await using var hub = iris.Hub(headers, alone: alone);
            if (opens) await hub.StartAsync();
            else await Assert.ThrowsAnyAsync<Exception>(() => hub.StartAsync());
        }

        await using var polling = iris.Hub(headers, transport: HttpTransportType.LongPolling);
        if (opens) await polling.StartAsync();
        else await Assert.ThrowsAnyAsync<Exception>(() => polling.StartAsync());
    }

    [Fact]
    public async Task A_token_in_the_address_opens_the_hub_and_nothing_else()
    {
        var person = await iris.APerson().SignedInAsync();
        var query = $"?access_token={Uri.EscapeDataString(person.Client.DefaultRequestHeaders.Authorization!.Parameter!)}";

        await using var hub = iris.Hub(new() { ["Origin"] = "https://elsewhere.example" }, query: query);
        await hub.StartAsync();
        Assert.Equal("noFace", (await hub.LookAsync(await hub.StartSessionAsync(), CameraFrames.Nobody())).State());

        foreach (var path in new[] { "/api/v1/accounts/me", "/api/v1/live/frames", "/gallery" })
        {
            using var answer = await iris.Anonymous().GetAsync(path + query);
            Assert.NotEqual(HttpStatusCode.OK, answer.StatusCode);
        }

        await Assert.ThrowsAnyAsync<Exception>(() => iris.Hub([], query: "?access_token=wrong").StartAsync());
    }

    [Fact]
    public async Task Signing_out_ends_what_that_browser_started_and_nothing_else()
    {
        var (cookies, others) = (new CookieContainer(), new CookieContainer());
        var builder = iris.APerson();
        var person = await builder.SignedInToSiteAsync(cookies);
        var otherBrowser = await builder.SignInToSiteAsync(others);
        await using var hub = await OpenAsync(cookies);
        await using var other = await OpenAsync(others);
        var (session, otherSession) = (await hub.StartSessionAsync(), await other.StartSessionAsync());
        await hub.LookAsync(session, CameraFrames.Nobody());
        var closed = hub.ClosedAsync();

        using var answer = await person.Client.PostMenuAsync("/", AccountPages.Logout);

        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        await closed;
        Assert.Equal("noFace", (await other.LookAsync(otherSession, CameraFrames.Nobody())).State());
        await EndedAsync(otherBrowser, session);

        async Task<HubConnection> OpenAsync(CookieContainer jar)
        {
            var opened = iris.Hub(new() { ["Cookie"] = jar.GetCookieHeader(new Uri("http://localhost")) });
            await opened.StartAsync();
            return opened;
        }
    }

    [Fact]
    public async Task A_lockout_ends_it()
    {
        var person = await iris.APerson().SignedInAsync();
        await using var hub = await iris.HubAsync(person);
        var session = await hub.StartSessionAsync();
        await hub.LookAsync(session, CameraFrames.Nobody());
        var closed = hub.ClosedAsync();

        for (var attempt = 0; attempt < 5; attempt++)
        {
            using var wrong = await iris.Anonymous().PostAsJsonAsync("/api/v1/accounts/login", new { email = person.Email, password = "wrong password" });
        }

        await closed;
        await using var locked = await iris.HubAsync(person);
        Assert.Equal("sign-in-required", (await HubClient.RefusalAsync(() => locked.StartSessionAsync())).Code);
        await UnlockAsync(person);
        await EndedAsync(person.Client, session);
    }

    [Fact]
    public async Task Whoever_is_erased_is_disconnected()
    {
        var person = await iris.APerson().SignedInAsync();
        await using var hub = await iris.HubAsync(person);
        await hub.StartSessionAsync();
        var closed = hub.ClosedAsync();

        using var erased = await person.Client.DeleteAsync("/api/v1/accounts/me");

        Assert.Equal(HttpStatusCode.NoContent, erased.StatusCode);
        await closed;
        Assert.False(await iris.QueryAsync(db => Task.FromResult(db.Set<Iris.Live.Reports.LiveReport>().Any(report => report.OwnerId == person.Id))));
    }

    [Fact]
    public async Task A_connection_that_is_idle_is_closed_too_when_its_session_ends()
    {
        var person = await iris.APerson().SignedInAsync();
        await using var hub = await iris.HubAsync(person);
        await using var busy = await iris.HubAsync(person);
        var session = await busy.StartSessionAsync();
        var (closed, closedToo) = (hub.ClosedAsync(), busy.ClosedAsync());

        await iris.InScopeAsync(async services =>
        {
            var people = services.GetRequiredService<UserManager<Person>>();
            return await people.UpdateSecurityStampAsync((await people.FindByIdAsync($"{person.Id}"))!);
        });

        // Refused in words until then, unless it has been closed already.
        var failure = await Assert.ThrowsAnyAsync<Exception>(() => busy.LookAsync(session, CameraFrames.Nobody()));
        if (failure is HubException refused) Assert.Contains("sign-in-required: ", refused.Message, StringComparison.Ordinal);
        await closed;
        await closedToo;
    }

    [Fact]
    public void Calls_are_counted_by_person_and_by_what_they_cost()
    {
        using var limits = new CallLimits(Options.Create(new RateLimitOptions { Frames = new() { Requests = 5, Seconds = 60 }, Default = new() { Requests = 2, Seconds = 60 } }));
        var (mina, juno) = (Guid.NewGuid(), Guid.NewGuid());

        Assert.Equal([true, true, true, true, true, false], Enumerable.Range(0, 6).Select(_ => limits.TryTake(mina, RateLimits.Frames)));
        Assert.Equal([true, true, false], Enumerable.Range(0, 3).Select(_ => limits.TryTake(mina, null)));
        Assert.True(limits.TryTake(juno, RateLimits.Frames));
    }

    [Theory]
    [InlineData("Start", RateLimits.Costly)]
    [InlineData("Look", RateLimits.Frames)]
    public void What_costs_much_says_so(string method, string policy) =>
        Assert.Equal(policy, typeof(Iris.Live.Transport.LiveHub).GetMethod(method)!.GetCustomAttributes(false).OfType<EnableRateLimitingAttribute>().Single().PolicyName);

    private Task<IdentityResult> UnlockAsync(TestPerson person) => iris.InScopeAsync(async services =>
    {
        var people = services.GetRequiredService<UserManager<Person>>();
        return await people.SetLockoutEndDateAsync((await people.FindByIdAsync($"{person.Id}"))!, null);
    });

    /// <summary>Asks, until the server has written the end of a session that nobody ended.</summary>
    private static async Task EndedAsync(HttpClient client, Guid session)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        JsonElement report;
        do
        {
            report = await client.GetFromJsonAsync<JsonElement>($"/api/v1/reports/{session}", patience.Token);
        }
        while (report.GetProperty("endedAt").ValueKind is JsonValueKind.Null);
        using var frame = await client.PostFrameAsync(session, CameraFrames.Nobody());
        Assert.Equal(HttpStatusCode.NotFound, frame.StatusCode);
    }
}
