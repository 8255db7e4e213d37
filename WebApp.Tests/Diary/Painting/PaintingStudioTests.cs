using System.Security.Claims;
using Bunit;
using Bunit.TestDoubles;
using Iris.Diary.Painting;
using Iris.Diary.Painting.Jobs;
using Iris.Diary.Painting.Studio;
using Iris.Diary.Painting.Studio.Paintings;
using Iris.Gallery;
using Iris.Instruments.Readings;
using Iris.Platform.Data;
using Iris.Tests.Platform.Diffusion;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Iris.Tests.Diary.Painting;

/// <summary>The page over the real database; the worker paints when a test says so.</summary>
[Collection(nameof(WithIris))]
public sealed class PaintingStudioTests : ComponentContext, IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly IrisApplication iris;
    private readonly BunitAuthorizationContext authorization;
    private readonly PaintingWorker worker;

    public PaintingStudioTests(IrisApplication iris)
    {
        this.iris = iris;
        worker = iris.Services.GetRequiredService<PaintingWorker>();
        authorization = this.AddAuthorization();
        foreach (var service in new[] { typeof(PaintingDesk), typeof(PaintingBoard), typeof(PainterInUse), typeof(OwnReadings), typeof(ReadingKinds), typeof(IOptions<PaintingOptions>), typeof(TimeProvider) })
        {
            Services.AddSingleton(service, iris.Services.GetRequiredService(service));
        }
    }

    Task IAsyncLifetime.InitializeAsync() => PaintingJobBuilder.EmptyQueueAsync(iris);

    async Task IAsyncLifetime.DisposeAsync()
    {
        await DisposeAsync();
        await PaintingJobBuilder.EmptyQueueAsync(iris);
    }

    [Fact]
    public async Task An_order_is_watched_until_the_picture_is_there_and_in_the_history()
    {
        var person = await SignInAsync();
        var studio = await OpenAsync();
        Assert.Contains("60 of 60", studio.Find(".allowance").TextContent, StringComparison.Ordinal);
        Assert.NotNull(studio.FindComponent<EmptyEasel>());

        await studio.Find("textarea").InputAsync("the red house");
        await studio.Find("form").SubmitAsync();
        studio.WaitForElement("[data-status=queued]", Patience);
        Assert.Contains("59 of 60", studio.Find(".allowance").TextContent, StringComparison.Ordinal);

        await worker.PaintNextAsync(default);

        studio.WaitForElement("[data-status=done]", Patience);
        studio.WaitForAssertion(() => Assert.Single(studio.FindAll(".history li")), Patience);
        Assert.StartsWith("/diary/write?picture=", studio.Find(".history .actions a").GetAttribute("href"), StringComparison.Ordinal);
        Assert.Contains("is painted", studio.Find("[role=status]").TextContent, StringComparison.Ordinal);
        Assert.Equal("the red house", (await ReadingsAsync(person)).Single().Prompt);
    }

    [Fact]
    public async Task Four_pictures_have_four_seeds_that_follow_each_other()
    {
        await SignInAsync();
        var studio = await OpenAsync();

        await studio.Find("textarea").InputAsync("the red house");
        await studio.Find("#seed").ChangeAsync("100");
        await studio.FindAll("[role=radio]")[3].ClickAsync();
        await studio.Find("form").SubmitAsync();

        studio.WaitForAssertion(() => Assert.Equal(4, studio.FindAll("[data-status=queued]").Count), Patience);
        Assert.Equal("100", studio.Find("#seed").GetAttribute("value"));
        Assert.Equal("true", studio.Find("button.keep-seed").GetAttribute("aria-pressed"));
    }

    [Fact]
    public async Task A_seed_that_is_not_kept_changes_with_each_order()
    {
        await SignInAsync();
        var studio = await OpenAsync();
        await studio.Find("textarea").InputAsync("the red house");

        await studio.Find("form").SubmitAsync();
        var first = studio.Find("#seed").GetAttribute("value");
        await studio.Find("form").SubmitAsync();

        Assert.NotEqual(first, studio.Find("#seed").GetAttribute("value"));
    }

    [Fact]
    public async Task Words_outside_of_the_painters_world_are_named_once_they_are_finished()
    {
        await SignInAsync();
        var studio = await OpenAsync();

        await studio.Find("textarea").InputAsync("the red dinosaur");
        Assert.Equal("", studio.Find(".unknown").TextContent);
        await studio.Find("textarea").BlurAsync();

        Assert.Contains("I don’t know these words yet: dinosaur.", studio.Find(".unknown").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_surprise_writes_an_example()
    {
        await SignInAsync();
        var studio = await OpenAsync();

        await studio.Find("[data-action=surprise]").ClickAsync();

        Assert.NotEqual("", studio.Find("textarea").GetAttribute("value"));
        Assert.Equal("", studio.Find(".unknown").TextContent);
    }

    [Fact]
    public async Task An_empty_prompt_is_asked_for_and_a_blocked_one_refused_kindly()
    {
        await SignInAsync();
        var studio = await OpenAsync();

        await studio.Find("form").SubmitAsync();
        Assert.Contains("Write a sentence first", studio.Find("[role=alert]").TextContent, StringComparison.Ordinal);

        await studio.Find("textarea").InputAsync("someone naked");
        await studio.Find("form").SubmitAsync();
        Assert.Contains("nothing for a picture diary", studio.Find(".refusal[role=alert]").TextContent, StringComparison.Ordinal);
        Assert.Empty(studio.FindAll(".painting"));
    }

    [Fact]
    public async Task Who_comes_back_finds_what_is_under_way_and_can_take_it_back()
    {
        var person = await SignInAsync();
        await new PaintingJobBuilder(iris, person).OrderedAsync();
        var studio = await OpenAsync();

        await studio.Find("[data-action=cancel]").ClickAsync();

        studio.WaitForElement("[data-status=cancelled]", Patience);
        Assert.False(await worker.PaintNextAsync(default));
    }

    [Fact]
    public async Task Another_seed_orders_the_same_sentence_again()
    {
        var person = await SignInAsync();
        await new PaintingJobBuilder(iris, person).OrderedAsync();
        var studio = await OpenAsync();
        await worker.PaintNextAsync(default);
        studio.WaitForElement("[data-status=done]", Patience);

        await studio.Find("[data-action=again]").ClickAsync();
        studio.WaitForElement("[data-status=queued]", Patience);
        await worker.PaintNextAsync(default);
        studio.WaitForAssertion(() => Assert.Equal(2, studio.FindAll("[data-status=done]").Count), Patience);

        var pictures = await ReadingsAsync(person);
        Assert.Equal(["a red house", "a red house"], pictures.Select(picture => picture.Prompt));
        Assert.NotEqual(pictures[0].Seed, pictures[1].Seed);
    }

    [Fact]
    public async Task A_picture_of_the_gallery_is_painted_again_with_all_that_it_was_made_from()
    {
        var person = await SignInAsync();
        await new PaintingJobBuilder(iris, person).OrderedAsync();
        await worker.PaintNextAsync(default);
        var id = await iris.QueryAsync(database => database.Set<Reading>().OwnedBy(person.Id).Select(reading => reading.Id).SingleAsync());

        var studio = await OpenAsync(parameters => parameters.Add(s => s.Again, id));
        Assert.Equal("a red house", studio.Find("textarea").GetAttribute("value"));
        Assert.Equal("7", studio.Find("#seed").GetAttribute("value"));
        Assert.Contains("exactly that picture", studio.Find(".remake").TextContent, StringComparison.Ordinal);

        var other = await OpenAsync(parameters => parameters.Add(s => s.Again, id).Add(s => s.AnotherSeed, true));
        Assert.Equal("a red house", other.Find("textarea").GetAttribute("value"));
        Assert.True(string.IsNullOrEmpty(other.Find("#seed").GetAttribute("value")));
    }

    [Fact]
    public async Task Another_persons_picture_is_not_painted_again()
    {
        var owner = await SignInAsync();
        await new PaintingJobBuilder(iris, owner).OrderedAsync();
        await worker.PaintNextAsync(default);
        var id = await iris.QueryAsync(database => database.Set<Reading>().OwnedBy(owner.Id).Select(reading => reading.Id).SingleAsync());
        await SignInAsync();

        var studio = await OpenAsync(parameters => parameters.Add(s => s.Again, id));

        Assert.Equal("", studio.Find("textarea").GetAttribute("value") ?? "");
    }

    [Fact]
    public async Task A_spent_allowance_says_when_it_is_renewed()
    {
        var person = await SignInAsync();
        for (var i = 0; i < 60; i++) await new PaintingJobBuilder(iris, person).Ended(JobStatus.Done).OrderedAsync();

        var studio = await OpenAsync();

        Assert.True(studio.Find("button[type=submit]").HasAttribute("disabled"));
        Assert.Contains("There are new ones from", studio.Find(".allowance").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_painter_the_page_says_so()
    {
        await SignInAsync();
        using var tiny = new TinyPainter();
        using var painters = tiny.Catalogue();
        Services.AddSingleton(new PainterInUse(painters, iris.Services.GetRequiredService<IDbContextFactory<AppDbContext>>()));

        Renderer.SetRendererInfo(new("Server", isInteractive: true));

        var studio = Render<PaintingStudio>();

        studio.WaitForAssertion(() => Assert.Contains("No painter can paint", studio.Find("[role=alert]").TextContent, StringComparison.Ordinal), Patience);
        Assert.Empty(studio.FindAll("form"));
    }

    private async Task<TestPerson> SignInAsync()
    {
        var person = await iris.APerson().SignedInAsync();
        authorization.SetAuthorized(person.Nickname);
        authorization.SetClaims(new Claim(ClaimTypes.NameIdentifier, $"{person.Id}"));
        return person;
    }

    private async Task<IRenderedComponent<PaintingStudio>> OpenAsync(Action<ComponentParameterCollectionBuilder<PaintingStudio>>? parameters = null)
    {
        Renderer.SetRendererInfo(new("Server", isInteractive: true)); // takes the services, so none can be added any more
        var studio = Render<PaintingStudio>(parameters ?? (_ => { }));
        await studio.WaitForElementAsync("form", Patience);
        return studio;
    }

    private Task<List<PaintedPicture>> ReadingsAsync(TestPerson person) => iris.QueryAsync(async database =>
        (await database.Set<Reading>().OwnedBy(person.Id).Select(reading => reading.Result).ToListAsync()).ConvertAll(PaintedPicture.Parse));
}
