using System.Collections;
using System.Globalization;
using System.Resources;
using System.Security.Claims;
using Bunit;
using Bunit.TestDoubles;
using Iris.Gallery;
using Iris.Gallery.Browsing;
using Iris.Instruments.Readings;
using Iris.Platform.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Localization;
using Microsoft.Extensions.Options;

namespace Iris.Tests.Gallery;

/// <summary>The list over the real database.</summary>
[Collection(nameof(WithIris))]
public sealed class GalleryBrowserTests : ComponentContext
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly IrisApplication iris;
    private readonly BunitAuthorizationContext authorization;
    private readonly Interrupted database;

    public GalleryBrowserTests(IrisApplication iris)
    {
        this.iris = iris;
        authorization = this.AddAuthorization();
        database = new(iris.Services.GetRequiredService<IDbContextFactory<AppDbContext>>());
        Services.AddSingleton(iris.Services.GetRequiredService<ReadingKinds>());
        Services.AddSingleton(new OwnReadings(
            database, iris.Services.GetRequiredService<ReadingKinds>(), iris.Services.GetRequiredService<IStringLocalizerFactory>(), TimeProvider.System, iris.Services.GetRequiredService<IOptions<GalleryOptions>>()));
        SetRendererInfo(new("Server", isInteractive: true));
        _ = Over;
    }

    [Fact]
    public async Task A_reading_is_a_link_with_its_headline_its_picture_and_named_controls()
    {
        var reading = await new ReadingBuilder(iris, await SignInAsync()).KeptAsync();

        var browser = Open(1);

        var link = browser.Find($"a[href='/gallery/{reading.Id}']");
        Assert.Contains("Brightness 200", link.TextContent, StringComparison.Ordinal);
        Assert.Equal(ReadingUrls.Thumbnail(reading.Id), link.QuerySelector("img")!.GetAttribute("src"));
        Assert.NotNull(browser.Find("[aria-label='Select: Brightness 200']"));
        Assert.NotNull(browser.Find("button[aria-label='Delete: Brightness 200']"));
    }

    [Fact]
    public async Task A_reading_goes_when_it_is_deleted_and_returns_to_its_place()
    {
        var person = await SignInAsync();
        var first = await new ReadingBuilder(iris, person).KeptAsync();
        var second = await new ReadingBuilder(iris, person).KeptAsync();
        var browser = Open(2);
        Assert.Equal([second.Id, first.Id], Shown(browser));

        await browser.Find("button[aria-label^=Delete]").ClickAsync();
        browser.WaitForAssertion(() => Assert.Equal([first.Id], Shown(browser)), Patience);
        Assert.NotNull((await ReadAsync(second)).DeletedAt);
        JSInterop.VerifyFocusAsyncInvoke();

        await UndoAsync();
        browser.WaitForAssertion(() => Assert.Equal([second.Id, first.Id], Shown(browser)), Patience);
        Assert.Null((await ReadAsync(second)).DeletedAt);
    }

    [Fact]
    public async Task What_is_selected_is_deleted_together_and_comes_back_together()
    {
        var person = await SignInAsync();
        var readings = new List<Guid>();
        for (var index = 0; index < 4; index++) readings.Add((await new ReadingBuilder(iris, person).KeptAsync()).Id);
        var browser = Open(4);

        browser.FindAll("input[type=checkbox]")[0].Change(true);
        browser.FindAll("input[type=checkbox]")[2].Change(true);
        Assert.Contains("2 selected", browser.Find("[role=status]").TextContent, StringComparison.Ordinal);
        await browser.FindAll(".gallery-bar button")[0].ClickAsync();

        browser.WaitForAssertion(() => Assert.Equal([readings[2], readings[0]], Shown(browser)), Patience);
        Assert.Contains("2 readings are deleted", Over.Markup, StringComparison.Ordinal);
        await UndoAsync();
        browser.WaitForAssertion(() => Assert.Equal(Enumerable.Reverse(readings), Shown(browser)), Patience);
        Assert.Contains("Readings: 4", browser.Find("[role=status]").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Undoing_too_late_is_told()
    {
        var person = await SignInAsync();
        var reading = await new ReadingBuilder(iris, person).KeptAsync();
        var browser = Open(1);

        await browser.Find("button[aria-label^=Delete]").ClickAsync();
        await iris.QueryAsync(database => database.Set<Reading>().Where(row => row.Id == reading.Id)
            .ExecuteUpdateAsync(set => set.SetProperty(row => row.DeletedAt, TimeProvider.System.GetUtcNow().AddHours(-1))));
        await UndoAsync();

        Over.WaitForAssertion(() => Assert.Contains("too late", Over.Markup, StringComparison.Ordinal), Patience);
        Assert.Empty(Shown(browser));
    }

    [Fact]
    public async Task What_follows_the_first_chunk_is_asked_for_when_it_is_about_to_be_seen()
    {
        var person = await SignInAsync();
        for (var i = 0; i < GalleryBrowser.ChunkSize + 2; i++) await new ReadingBuilder(iris, person).KeptAsync();

        var browser = Render<GalleryBrowser>();

        browser.WaitForAssertion(() => Assert.Equal(GalleryBrowser.ChunkSize + 2, Shown(browser).Distinct().Count()), Patience);
        Assert.Equal(Shown(browser).OrderDescending(), Shown(browser));
    }

    [Fact]
    public async Task Another_filter_loads_another_list()
    {
        await new ReadingBuilder(iris, await SignInAsync()).KeptAsync();
        var browser = Open(1);

        browser.Render(parameters => parameters.Add(b => b.Kind, "gender"));

        // Nothing of this kind yet, and the way to the first.
        browser.WaitForElement("a[href='/gender'].mud-button-filled", Patience);
        Assert.Empty(Shown(browser));
    }

    [Fact]
    public async Task A_period_leaves_what_was_made_in_it_and_the_ends_of_the_calendar_are_no_error()
    {
        var person = await SignInAsync();
        await new ReadingBuilder(iris, person).KeptAsync();
        var readings = iris.Services.GetRequiredService<OwnReadings>();
        var now = TimeProvider.System.GetUtcNow();

        Assert.Equal(1, await readings.CountAsync(person.Id, new(From: now.AddHours(-1), Before: now.AddHours(1)), default));
        Assert.Equal(0, await readings.CountAsync(person.Id, new(Before: now.AddHours(-1)), default));
        Assert.Equal(0, await readings.CountAsync(person.Id, new(From: now.AddHours(1)), default));
        var browser = Open(1);
        var picker = browser.FindComponent<MudBlazor.MudDateRangePicker>();
        await browser.InvokeAsync(() => picker.Instance.DateRangeChanged.InvokeAsync(new(DateTime.MinValue, DateTime.MaxValue)));
        browser.WaitForAssertion(() => Assert.Single(Shown(browser)), Patience);
    }

    [Fact]
    public async Task A_failure_can_be_tried_again()
    {
        await new ReadingBuilder(iris, await SignInAsync()).KeptAsync();
        database.Works = false;
        var browser = Render<GalleryBrowser>();
        browser.WaitForElement("[role=alert] button", Patience);

        database.Works = true;
        await browser.Find("[role=alert] button").ClickAsync();

        browser.WaitForAssertion(() => Assert.Single(Shown(browser)), Patience);
    }

    [Theory]
    [InlineData("en")]
    [InlineData("ko")]
    public void Every_text_is_there_in_both_languages(string language)
    {
        var texts = new ResourceManager(typeof(GalleryText)).GetResourceSet(new(language == "en" ? "" : language), true, false);
        var english = new ResourceManager(typeof(GalleryText)).GetResourceSet(CultureInfo.InvariantCulture, true, false);

        Assert.Equal(english!.Cast<DictionaryEntry>().Select(entry => entry.Key).Order(), texts!.Cast<DictionaryEntry>().Select(entry => entry.Key).Order());
    }

    private IRenderedComponent<GalleryBrowser> Open(int readings)
    {
        var browser = Render<GalleryBrowser>();
        browser.WaitForAssertion(() => Assert.Equal(readings, Shown(browser).Count), Patience);
        return browser;
    }

    private Task UndoAsync()
    {
        Over.WaitForAssertion(() => Assert.Contains(Over.FindAll("button"), IsUndo), Patience);
        return Over.FindAll("button").First(IsUndo).ClickAsync();

        static bool IsUndo(AngleSharp.Dom.IElement button) => button.TextContent.Trim() == "Undo";
    }

    private async Task<TestPerson> SignInAsync()
    {
        var person = await iris.APerson().SignedInAsync();
        authorization.SetAuthorized(person.Email).SetClaims(new Claim(ClaimTypes.NameIdentifier, $"{person.Id}"));
        return person;
    }

    private static List<Guid> Shown(IRenderedComponent<GalleryBrowser> browser) =>
        [.. browser.FindAll("li a").Select(link => Guid.Parse(link.GetAttribute("href")!["/gallery/".Length..]))];

    private Task<Reading> ReadAsync(Reading reading) => iris.QueryAsync(database => database.Set<Reading>().AsNoTracking().SingleAsync(row => row.Id == reading.Id));

    /// <summary>A database that does not answer while it does not work.</summary>
    private sealed class Interrupted(IDbContextFactory<AppDbContext> database) : IDbContextFactory<AppDbContext>
    {
        public bool Works { get; set; } = true;

        public AppDbContext CreateDbContext() => Works ? database.CreateDbContext() : throw new IOException("The database is away.");
    }
}
