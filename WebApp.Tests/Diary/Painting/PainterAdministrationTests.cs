using System.Net;
using Bunit;
using Iris.Diary.Painting;
using Iris.Diary.Painting.Administration;
using Iris.Diary.Painting.Jobs;
using Iris.Diary.Painting.Prompts;
using Iris.Platform.Data;
using Iris.Platform.Diffusion;
using Iris.Tests.Platform.Diffusion;
using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Iris.Tests.Diary.Painting;

/// <summary>What an admin sees and decides.</summary>
[Collection(nameof(WithIris))]
public sealed class PainterAdministrationTests : BunitContext
{
    private readonly IrisApplication iris;

    public PainterAdministrationTests(IrisApplication iris)
    {
        this.iris = iris;
        JSInterop.Mode = JSRuntimeMode.Loose;
        Services.AddLocalization().AddLogging();
        foreach (var service in new[] { typeof(PaintingQueue), typeof(PromptFilter), typeof(DataFolder), typeof(IOptions<PainterOptions>), typeof(IOptions<PaintingOptions>), typeof(TimeProvider) })
        {
            Services.AddSingleton(service, iris.Services.GetRequiredService(service));
        }
    }

    private IDbContextFactory<AppDbContext> Databases => iris.Services.GetRequiredService<IDbContextFactory<AppDbContext>>();

    [Fact]
    public async Task The_page_is_for_admins_alone()
    {
        var (person, admin) = (await iris.APerson().SignedInToSiteAsync(), await iris.APerson().AsAdmin().SignedInToSiteAsync());

        using var refused = await person.Client.GetAsync(PaintingModule.AdminPage);
        using var shown = await admin.Client.GetAsync(PaintingModule.AdminPage);

        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
        Assert.Equal(HttpStatusCode.OK, shown.StatusCode);
        Assert.Contains("In this program, networks run on: CPU", await shown.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.DoesNotContain(PaintingModule.AdminPage, await person.Client.GetStringAsync("/"), StringComparison.Ordinal);
        Assert.Contains(PaintingModule.AdminPage, await admin.Client.GetStringAsync("/"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_painter_is_chosen_and_a_broken_one_says_what_is_wrong_and_is_replaced_by_the_embedded()
    {
        using var embedded = new TinyPainter().Written();
        using var further = new TinyPainter().Written();
        using var painters = further.Catalogue(embedded.Folder);
        var inUse = new PainterInUse(painters, Databases);
        Services.AddSingleton(painters).AddSingleton(inUse);
        try
        {
            var list = Show<PainterList>();
            list.WaitForElement($"[data-painter={Painters.Embedded}] .badge-success");

            await list.Find("[data-painter=tiny] button").ClickAsync();
            list.WaitForElement("[data-painter=tiny] .badge-success");
            Assert.Equal("tiny", (await inUse.FindAsync(default))!.Description.Id);

            File.Delete(Path.Combine(further.Folder, "unet", "model.onnx"));
            await list.Find("[data-action=refresh]").ClickAsync();
            list.WaitForElement("[data-painter=tiny] .badge-danger");
            Assert.Contains("unet", list.Find(".problem").TextContent, StringComparison.Ordinal);
            Assert.Contains("the embedded one does", list.Find("[role=alert]").TextContent, StringComparison.Ordinal);
            Assert.Equal(Painters.Embedded, (await inUse.FindAsync(default))!.Description.Id);
        }
        finally
        {
            await iris.QueryAsync(database => database.Set<PainterChoice>().ExecuteDeleteAsync());
        }
    }

    [Fact]
    public async Task The_word_list_is_tried_saved_and_taken_back()
    {
        var filter = iris.Services.GetRequiredService<PromptFilter>();
        var editor = Show<WordListEditor>();
        editor.WaitForAssertion(() => Assert.NotEqual("", editor.Find("textarea").GetAttribute("value")));
        Assert.True(editor.Find("[data-action=save]").HasAttribute("disabled"));
        Assert.Empty(editor.FindAll("[data-action=undo]"));

        editor.Find("textarea").Change("dinosaur\r\n공룡");
        editor.Find("#word-try").Input("a big dinosaur");
        Assert.Contains("would be refused", editor.Markup, StringComparison.Ordinal);
        Assert.False(await filter.BlocksAsync("a big dinosaur", default));
        await editor.Find("[data-action=save]").ClickAsync();
        editor.WaitForElement("[data-action=undo]");
        Assert.True(await filter.BlocksAsync("공룡이 왔다", default));

        await editor.Find("[data-action=undo]").ClickAsync();
        editor.WaitForAssertion(() => Assert.Empty(editor.FindAll("[data-action=undo]")));
        Assert.False(await filter.BlocksAsync("공룡이 왔다", default));
        Assert.Equal(PromptFilter.Delivered, (await filter.ReadAsync(default)).Text);
    }

    [Fact]
    public async Task The_queue_is_counted()
    {
        await PaintingJobBuilder.EmptyQueueAsync(iris);
        var person = await iris.APerson().SignedInAsync();
        for (var i = 0; i < 3; i++) await new PaintingJobBuilder(iris, person).OrderedAsync();
        await iris.Services.GetRequiredService<PaintingQueue>().ClaimAsync(default);

        var figures = Show<QueueFigures>();

        figures.WaitForAssertion(() => Assert.Equal(("2", "1"), (figures.Find("[data-value=waiting]").TextContent, figures.Find("[data-value=running]").TextContent)));
        await PaintingJobBuilder.EmptyQueueAsync(iris);
    }

    private IRenderedComponent<T> Show<T>()
        where T : IComponent
    {
        Renderer.SetRendererInfo(new("Server", isInteractive: true)); // takes the services, so none can be added any more
        return Render<T>();
    }
}
