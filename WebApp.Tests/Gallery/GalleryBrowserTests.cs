using System.Security.Claims;
using Bunit;
using Iris.Gallery;
using Iris.Gallery.Browsing;
using Iris.Instruments.Readings;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Iris.Tests.Gallery;

/// <summary>The list over the real database.</summary>
[Collection(nameof(WithIris))]
public sealed class GalleryBrowserTests : BunitContext
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly IrisApplication iris;

    public GalleryBrowserTests(IrisApplication iris)
    {
        this.iris = iris;
        Services.AddLogging();
        Services.AddLocalization();
        Services.AddSingleton(iris.Services.GetRequiredService<OwnReadings>());
        Services.AddSingleton(iris.Services.GetRequiredService<ReadingKinds>());
        JSInterop.Mode = JSRuntimeMode.Loose;
    }

    [Fact]
    public async Task A_reading_goes_when_it_is_deleted_and_returns_to_its_place()
    {
        var person = await SignInAsync();
        var first = await new ReadingBuilder(iris, person).KeptAsync();
        var second = await new ReadingBuilder(iris, person).KeptAsync();
        var browser = Render<GalleryBrowser>();
        browser.WaitForAssertion(() => Assert.Equal([second.Id, first.Id], Shown(browser)), Patience);
        Assert.Empty(browser.FindAll(".undo button"));

        await browser.Find(".tile button").ClickAsync();
        browser.WaitForAssertion(() => Assert.Equal([first.Id], Shown(browser)), Patience);
        Assert.NotNull((await ReadAsync(second)).DeletedAt);

        await browser.Find(".undo button").ClickAsync();
        browser.WaitForAssertion(() => Assert.Equal([second.Id, first.Id], Shown(browser)), Patience);
        Assert.Null((await ReadAsync(second)).DeletedAt);
        Assert.Empty(browser.FindAll(".undo button"));
    }

    [Fact]
    public async Task Undoing_too_late_is_told()
    {
        var person = await SignInAsync();
        var reading = await new ReadingBuilder(iris, person).KeptAsync();
        var browser = Render<GalleryBrowser>();
        browser.WaitForElement(".tile button", Patience);

        await browser.Find(".tile button").ClickAsync();
        browser.WaitForElement(".undo button", Patience);
        await iris.QueryAsync(database => database.Set<Reading>().Where(row => row.Id == reading.Id)
            .ExecuteUpdateAsync(set => set.SetProperty(row => row.DeletedAt, TimeProvider.System.GetUtcNow().AddHours(-1))));
        await browser.Find(".undo button").ClickAsync();

        browser.WaitForAssertion(() => Assert.NotEmpty(browser.Find(".undo [class=visually-hidden]").TextContent), Patience);
        Assert.Empty(Shown(browser));
    }

    [Fact]
    public async Task More_is_added_below_until_there_is_no_more()
    {
        var person = await SignInAsync();
        for (var i = 0; i < 25; i++)
        {
            await new ReadingBuilder(iris, person).KeptAsync();
        }

        var browser = Render<GalleryBrowser>();
        browser.WaitForAssertion(() => Assert.Equal(24, Shown(browser).Count), Patience);

        await browser.Find("button.more").ClickAsync();

        browser.WaitForAssertion(() => Assert.Equal(25, Shown(browser).Distinct().Count()), Patience);
        Assert.Empty(browser.FindAll("button.more"));
    }

    [Fact]
    public async Task Another_filter_loads_another_list()
    {
        var person = await SignInAsync();
        await new ReadingBuilder(iris, person).KeptAsync();
        var browser = Render<GalleryBrowser>();
        browser.WaitForElement(".tile", Patience);

        browser.Render(parameters => parameters.Add(b => b.Kind, "gender"));

        browser.WaitForElement(".empty-state", Patience);
    }

    private async Task<TestPerson> SignInAsync()
    {
        var person = await iris.APerson().SignedInAsync();
        AddAuthorization().SetAuthorized(person.Email).SetClaims(new Claim(ClaimTypes.NameIdentifier, $"{person.Id}"));
        return person;
    }

    private static List<Guid> Shown(IRenderedComponent<GalleryBrowser> browser) =>
        [.. browser.FindAll(".tile a").Select(link => Guid.Parse(link.GetAttribute("href")!["/gallery/".Length..]))];

    private Task<Reading> ReadAsync(Reading reading) => iris.QueryAsync(database => database.Set<Reading>().AsNoTracking().SingleAsync(row => row.Id == reading.Id));
}
