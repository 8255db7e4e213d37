using System.Net.Http.Json;
using System.Security.Claims;
using System.Text.Json;
using Bunit;
using Iris.Diary.Painting;
using Iris.Diary.Painting.Administration;
using Iris.Diary.Painting.Jobs;
using Iris.Platform.Audit;
using Iris.Platform.Data;
using Iris.Platform.Diffusion;
using Iris.Platform.Inference.Remote;
using Iris.Tests.Platform.Diffusion;
using Iris.Tests.Worker;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Iris.Tests.Diary.Painting;

/// <summary>Orders for a painter whose networks run in a worker, and what an admin sees of it.</summary>
[Collection(nameof(WithIris))]
public sealed class RemotePaintingTests : ComponentContext, IClassFixture<IrisWorker>, IAsyncLifetime
{
    private readonly IrisApplication iris;
    private readonly TinyPainter folder = new TinyPainter().Written();
    private readonly PulledCable cable = new();
    private readonly ModelServers servers;
    private readonly Painters painters;
    private readonly PainterInUse inUse;

    public RemotePaintingTests(IrisApplication iris, IrisWorker worker)
    {
        this.iris = iris;
        folder.WithRemote("away");
        servers = cable.To(worker);
        painters = folder.Catalogue(folder.Folder, servers);
        inUse = new PainterInUse(painters, iris.Services.GetRequiredService<IDbContextFactory<AppDbContext>>());
    }

    Task IAsyncLifetime.InitializeAsync() => PaintingJobBuilder.EmptyQueueAsync(iris);

    async Task IAsyncLifetime.DisposeAsync()
    {
        await DisposeAsync();
        await PaintingJobBuilder.EmptyQueueAsync(iris);
        await iris.QueryAsync(database => database.Set<PainterChoice>().ExecuteDeleteAsync());
        painters.Dispose();
        servers.Dispose();
        folder.Dispose();
    }

    [Fact]
    public async Task An_order_is_painted_by_the_worker()
    {
        var person = await iris.APerson().SignedInAsync();
        var job = await new PaintingJobBuilder(iris, person).By("away").OrderedAsync();

        await Worker().PaintNextAsync(default);

        Assert.Equal(JobStatus.Done, (await PaintingJobBuilder.ReadAsync(iris, job)).Status);
    }

    [Fact]
    public async Task An_order_whose_server_goes_away_fails_with_words_and_does_not_count()
    {
        var person = await iris.APerson().SignedInAsync();
        var (first, second) = (await new PaintingJobBuilder(iris, person).By("away").OrderedAsync(), await new PaintingJobBuilder(iris, person).By("away").OrderedAsync());
        var before = await iris.Services.GetRequiredService<PaintingDesk>().AllowanceAsync(person.Id, default);
        cable.IsOut = true;

        await Worker().PaintNextAsync(default);
        await Worker().PaintNextAsync(default);

        foreach (var job in new[] { first, second })
        {
            var failed = await PaintingJobBuilder.ReadAsync(iris, job);
            Assert.Equal((JobStatus.Failed, PaintingFailures.PainterAway), (failed.Status, failed.Error));
            var document = await person.Client.GetFromJsonAsync<JsonElement>($"{PaintingEndpoints.Path}/{job.Id}");
            Assert.StartsWith("The machine that paints this can’t be reached", document.GetProperty("error").GetString(), StringComparison.Ordinal);
        }

        Assert.Equal(before.Left + 2, (await iris.Services.GetRequiredService<PaintingDesk>().AllowanceAsync(person.Id, default)).Left);
    }

    [Fact]
    public async Task While_the_server_is_away_new_orders_go_to_the_embedded_painter()
    {
        await inUse.ChooseAsync("away", default);
        Assert.Equal("away", (await inUse.FindAsync(default))!.Description.Id);

        cable.IsOut = true;
        painters.AskServers(default);
        Assert.Equal(Painters.Embedded, (await inUse.FindAsync(default))!.Description.Id);

        cable.IsOut = false;
        painters.AskServers(default);
        Assert.Equal("away", (await inUse.FindAsync(default))!.Description.Id);
    }

    [Fact]
    public async Task The_admins_page_shows_the_server_and_what_is_wrong_with_it()
    {
        await inUse.ChooseAsync("away", default);
        var list = Show();
        list.WaitForElement("[data-painter=away] .in-use");
        Assert.Contains("on the server gpu", list.Find("[data-painter=away]").TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("on the server", list.Find("[data-painter=tiny]").TextContent, StringComparison.Ordinal);

        cable.IsOut = true;
        await list.Find("[data-action=refresh]").ClickAsync();
        list.WaitForElement("[data-painter=away] .broken");
        Assert.Contains("The server “gpu” can’t be reached at", list.Find("[data-painter=away] .reason").TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain(IrisWorker.Token, list.Markup, StringComparison.Ordinal);
        Assert.NotNull(list.Find($"[data-painter={Painters.Embedded}] .in-use"));
        Assert.Contains("the embedded one does", list.Find("[role=alert]").TextContent, StringComparison.Ordinal);

        cable.IsOut = false;
        await list.Find("[data-action=refresh]").ClickAsync();
        list.WaitForElement("[data-painter=away] .in-use");
    }

    private PaintingWorker Worker() => ActivatorUtilities.CreateInstance<PaintingWorker>(iris.Services, painters);

    private IRenderedComponent<PainterList> Show()
    {
        Services.AddSingleton(painters).AddSingleton(inUse);
        AddAuthorization().SetAuthorized("admin").SetClaims(new Claim(ClaimTypes.NameIdentifier, $"{Guid.NewGuid()}"));
        foreach (var service in new[] { typeof(DataFolder), typeof(IOptions<PainterOptions>), typeof(AuditLog) }) Services.AddSingleton(service, iris.Services.GetRequiredService(service));
        Renderer.SetRendererInfo(new("Server", isInteractive: true));
        return Render<PainterList>();
    }
}
