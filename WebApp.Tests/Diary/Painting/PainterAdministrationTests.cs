using System.Net;
using System.Net.Http.Json;
using System.Security.Claims;
using System.Text.Json;
using Bunit;
using Iris.Accounts;
using Iris.Diary.Painting;
using Iris.Diary.Painting.Administration;
using Iris.Diary.Painting.Jobs;
using Iris.Platform.Audit;
using Iris.Platform.Data;
using Iris.Platform.Diffusion;
using Iris.Platform.Words;
using Iris.Tests.Platform.Diffusion;
using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Iris.Tests.Diary.Painting;

/// <summary>What an admin sees and decides.</summary>
[Collection(nameof(WithIris))]
public sealed class PainterAdministrationTests : ComponentContext
{
    private readonly IrisApplication iris;

    public PainterAdministrationTests(IrisApplication iris)
    {
        this.iris = iris;
        AddAuthorization().SetAuthorized("admin").SetRoles(Roles.Admin).SetClaims(new Claim(ClaimTypes.NameIdentifier, $"{Guid.NewGuid()}"));
        foreach (var service in new[] { typeof(PaintingQueue), typeof(WordFilter), typeof(AuditLog), typeof(DataFolder), typeof(IOptions<PainterOptions>), typeof(IOptions<PaintingOptions>), typeof(TimeProvider) })
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
            list.WaitForElement($"[data-painter={Painters.Embedded}] .in-use");

            await list.Find("[data-painter=tiny] button").ClickAsync();
            list.WaitForElement("[data-painter=tiny] .in-use");
            Assert.Equal("tiny", (await inUse.FindAsync(default))!.Description.Id);

            File.Delete(Path.Combine(further.Folder, "unet", "model.onnx"));
            await list.Find("[data-action=refresh]").ClickAsync();
            list.WaitForElement("[data-painter=tiny] .broken");
            Assert.Contains("unet", list.Find(".reason").TextContent, StringComparison.Ordinal);
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
        var filter = iris.Services.GetRequiredService<WordFilter>();
        var admin = await iris.APerson().AsAdmin().SignedInAsync();
        var script = Script();
        var editor = Show<WordListEditor>();
        Assert.Contains("naked", editor.WaitForElement("textarea").GetAttribute("value"), StringComparison.Ordinal);
        Assert.True(editor.Find("[data-action=save]").HasAttribute("disabled"));
        Assert.Empty(editor.FindAll("[data-action=undo]"));

        await editor.InvokeAsync(() => editor.Instance.Changed(true));
        script.Setup<WordListEditor.Answer>("attempt", "a big dinosaur").SetResult(new(200, 2, true, null));
        editor.Find("#word-try").Input("a big dinosaur");
        editor.WaitForAssertion(() => Assert.Contains("would be refused", editor.Markup, StringComparison.Ordinal));
        Assert.False(await filter.BlocksAsync("a big dinosaur", default));

        (await admin.Client.PutAsJsonAsync(WordListEndpoints.Path, new { text = "dinosaur\r\n공룡" })).EnsureSuccessStatusCode();
        script.Setup<WordListEditor.Answer>("save").SetResult(new(200, 2, false, null));
        await editor.Find("[data-action=save]").ClickAsync();
        editor.WaitForElement("[data-action=undo]");
        Assert.Contains("Saved.", Over.Markup, StringComparison.Ordinal);
        Assert.True(editor.Find("[data-action=save]").HasAttribute("disabled"));

        await editor.Find("[data-action=undo]").ClickAsync();
        editor.WaitForAssertion(() => Assert.Empty(editor.FindAll("[data-action=undo]")));
        Assert.Equal(WordFilter.Delivered, (await filter.ReadAsync(default)).Text);
        Assert.Equal((WordFilter.Delivered, true), (script.Invocations["show"].Single().Arguments[0], (bool)script.Invocations["show"].Single().Arguments[1]!));
    }

    [Theory]
    [InlineData(400, "The list has 100,001 characters.", "100,001 characters")]
    [InlineData(0, null, "could not be reached")]
    [InlineData(502, null, "could not be saved")]
    public async Task A_word_list_that_was_not_taken_is_never_called_saved(int status, string? sentence, string shown)
    {
        var script = Script();
        script.Setup<WordListEditor.Answer>("save").SetResult(new(status, null, false, sentence));
        var editor = Show<WordListEditor>();
        editor.WaitForElement("textarea");
        await editor.InvokeAsync(() => editor.Instance.Changed(true));

        await editor.Find("[data-action=save]").ClickAsync();

        Assert.Contains(shown, editor.WaitForElement("#word-list-error").TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("Saved.", Over.Markup, StringComparison.Ordinal);
        Assert.False(editor.Find("[data-action=save]").HasAttribute("disabled"));
    }

    [Fact]
    public async Task The_longest_word_list_is_kept_and_a_longer_one_refused_in_words()
    {
        var admin = await iris.APerson().AsAdmin().SignedInAsync();
        var filter = iris.Services.GetRequiredService<WordFilter>();
        var longest = string.Concat(Enumerable.Repeat("가나다라마바사아자\n", WordFilter.LongestList / 10));
        try
        {
            using var kept = await admin.Client.PutAsJsonAsync(WordListEndpoints.Path, new { text = longest });
            Assert.Equal(HttpStatusCode.OK, kept.StatusCode);
            Assert.Equal(longest, (await filter.ReadAsync(default)).Text);

            using var refused = await admin.Client.PutAsJsonAsync(WordListEndpoints.Path, new { text = longest + "a" });
            Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
            Assert.Contains("100,001", await refused.Content.ReadAsStringAsync(), StringComparison.Ordinal);
            Assert.Equal(longest, (await filter.ReadAsync(default)).Text);

            var tried = await (await admin.Client.PostAsJsonAsync($"{WordListEndpoints.Path}/try", new { text = longest, sentence = "가나다라마바사아자" })).Content.ReadFromJsonAsync<JsonElement>();
            Assert.Equal((WordFilter.LongestList / 10, true), (tried.GetProperty("entries").GetInt32(), tried.GetProperty("blocked").GetBoolean()));
        }
        finally
        {
            await iris.QueryAsync(database => database.Set<SavedWordList>().ExecuteDeleteAsync());
        }
    }

    [Fact]
    public async Task The_word_list_is_for_admins_alone()
    {
        var person = await iris.APerson().SignedInAsync();

        using var read = await person.Client.GetAsync(WordListEndpoints.Path);
        using var saved = await person.Client.PutAsJsonAsync(WordListEndpoints.Path, new { text = "sun" });
        using var tried = await person.Client.PostAsJsonAsync($"{WordListEndpoints.Path}/try", new { text = "sun", sentence = "sun" });
        using var anonymous = await iris.Anonymous().GetAsync(WordListEndpoints.Path);

        Assert.All([read, saved, tried], answer => Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode));
        Assert.Equal(HttpStatusCode.Unauthorized, anonymous.StatusCode);
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

    /// <summary>The script of the editor, which the test plays.</summary>
    private BunitJSModuleInterop Script()
    {
        var module = JSInterop.SetupModule("./Diary/Painting/Administration/WordListEditor.razor.js");
        var script = module.SetupModule(invocation => invocation.Identifier == "attach");
        (module.Mode, script.Mode) = (JSRuntimeMode.Loose, JSRuntimeMode.Loose);
        return script;
    }

    private IRenderedComponent<T> Show<T>()
        where T : IComponent
    {
        Renderer.SetRendererInfo(new("Server", isInteractive: true)); // takes the services, so none can be added any more
        _ = Over;
        return Render<T>();
    }
}
