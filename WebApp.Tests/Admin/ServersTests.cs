using System.Net;
using System.Net.Http.Json;
using System.Security.Claims;
using System.Text.Json;
using Bunit;
using Iris.Accounts;
using Iris.Admin.Servers;
using Iris.Platform.Audit;
using Iris.Platform.Compute;
using Iris.Tests.Platform.Compute;
using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Iris.Tests.Admin;

/// <summary>Model servers as admins meet them: by the API and on the page.</summary>
[Collection(nameof(WithIris))]
public sealed class ServersTests : ComponentContext
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly IrisApplication iris;

    public ServersTests(IrisApplication iris)
    {
        this.iris = iris;
        iris.Cloud[FakeEc2.Gpu] = new(FakeEc2.Gpu) { Reason = "User initiated (2026-11-27 18:01:02 GMT)" };
        AddAuthorization().SetAuthorized("admin").SetRoles(Roles.Admin).SetClaims(new Claim(ClaimTypes.NameIdentifier, $"{Guid.NewGuid()}"), new Claim(PersonClaims.Nickname, "mina"));
        foreach (var service in new[] { typeof(Machines), typeof(IOptions<ComputeOptions>) }) Services.AddSingleton(service, iris.Services.GetRequiredService(service));
    }

    [Fact]
    public async Task An_admin_sees_starts_and_stops_a_server_by_the_API()
    {
        var admin = await iris.APerson().AsAdmin().SignedInAsync();
        await iris.Services.GetRequiredService<Machines>().LookAsync(default);

        var listed = (await admin.Client.GetFromJsonAsync<JsonElement>("/api/v1/admin/servers")).GetProperty("items")[0];
        Assert.Equal(
            ("gpu", "ec2", FakeEc2.Gpu, "stopped", "USD"),
            (Text(listed, "id"), Text(listed, "host"), Text(listed, "machine"), Text(listed, "state"), Text(listed, "currency")));

        var started = await OrderAsync(admin, "start");
        Assert.Equal("pending", Text(started, "state"));
        iris.Cloud[FakeEc2.Gpu] = iris.Cloud[FakeEc2.Gpu] with { State = "running" };
        var stopped = await OrderAsync(admin, "stop");
        Assert.Equal("stopping", Text(stopped, "state"));

        Assert.Equal(
            [AuditActions.StartServer, AuditActions.StopServer],
            await iris.QueryAsync(database => database.Set<AuditEntry>().Where(entry => entry.ActorId == admin.Id).OrderBy(entry => entry.Id).Select(entry => entry.Action).ToListAsync()));
    }

    [Fact]
    public async Task What_the_cloud_refuses_is_said_in_the_language_of_the_caller()
    {
        var admin = await iris.APerson().AsAdmin().SignedInAsync();
        iris.Cloud.RefuseOnce("StartInstances", "UnauthorizedOperation", HttpStatusCode.Forbidden);
        admin.Client.DefaultRequestHeaders.AcceptLanguage.ParseAdd("ko");

        using var refused = await admin.Client.PostAsync("/api/v1/admin/servers/gpu/start", null);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, refused.StatusCode);
        var problem = await refused.Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal("machine-no-rights", Text(problem, "code"));
        Assert.Contains("권한이 없습니다", Text(problem, "detail"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_is_not_there_is_404_and_others_than_admins_may_do_nothing()
    {
        var (person, admin) = (await iris.APerson().SignedInAsync(), await iris.APerson().AsAdmin().SignedInAsync());

        using var missing = await admin.Client.PostAsync("/api/v1/admin/servers/none/start", null);
        Assert.Equal(HttpStatusCode.NotFound, missing.StatusCode);
        foreach (var (method, path) in new[] { ("GET", ""), ("POST", "/gpu/start"), ("POST", "/gpu/stop") })
        {
            using var forbidden = await person.Client.SendAsync(new HttpRequestMessage(new HttpMethod(method), "/api/v1/admin/servers" + path));
            Assert.Equal(HttpStatusCode.Forbidden, forbidden.StatusCode);
        }

        Assert.Equal("stopped", iris.Cloud[FakeEc2.Gpu].State);
    }

    [Fact]
    public async Task The_page_asks_before_it_starts_and_shows_what_happens()
    {
        _ = Over;
        SetRendererInfo(new RendererInfo("Server", isInteractive: true));
        var page = Render<ServersPage>();
        var clicked = page.WaitForElement("[data-server=gpu][data-state=stopped] [data-action=start]", Patience).ClickAsync(); // ends with the answer

        var ask = Over.WaitForElement("[role=dialog]", Patience);
        Assert.Contains("its hours cost money", ask.TextContent, StringComparison.Ordinal);
        Assert.Equal("stopped", iris.Cloud[FakeEc2.Gpu].State);
        await Over.FindAll("[role=dialog] button")[^1].ClickAsync();
        await clicked;

        page.WaitForElement("[data-server=gpu][data-state=pending] [role=progressbar]", Patience);
        Assert.Equal("pending", iris.Cloud[FakeEc2.Gpu].State);
        iris.Cloud[FakeEc2.Gpu] = iris.Cloud[FakeEc2.Gpu] with { State = "running" };
        await iris.Services.GetRequiredService<Machines>().LookAsync(default);
        page.WaitForElement("[data-server=gpu][data-state=running] [data-action=stop]", Patience);
    }

    [Fact]
    public async Task The_page_says_what_is_wrong()
    {
        _ = Over;
        SetRendererInfo(new RendererInfo("Server", isInteractive: true));
        iris.Cloud[FakeEc2.Gpu] = iris.Cloud[FakeEc2.Gpu] with { StateReason = "Server.InsufficientInstanceCapacity" };
        await iris.Services.GetRequiredService<Machines>().LookAsync(default);

        var page = Render<ServersPage>();

        Assert.Contains("no room for another machine", page.WaitForElement("[data-server=gpu] [role=alert]", Patience).TextContent, StringComparison.Ordinal);
    }

    private static string? Text(JsonElement element, string name) => element.GetProperty(name).GetString();

    private static async Task<JsonElement> OrderAsync(TestPerson admin, string order)
    {
        using var answer = await admin.Client.PostAsync($"/api/v1/admin/servers/gpu/{order}", null);
        answer.EnsureSuccessStatusCode();
        return await answer.Content.ReadFromJsonAsync<JsonElement>();
    }
}
