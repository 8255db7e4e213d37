using System.Security.Claims;
using Bunit;
using Iris.Instruments;
using Iris.Instruments.Pages;
using Iris.Platform.Data;
using Iris.Platform.Imaging;
using Iris.Tests.Gallery;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Iris.Tests.Instruments;

/// <summary>The list of uploads as a person sees it; what the script would report is called directly.</summary>
[Collection(nameof(WithIris))]
public sealed class PictureUploadsTests : ComponentContext
{
    private readonly IrisApplication iris;
    private readonly List<UploadedReading> read = [];

    public PictureUploadsTests(IrisApplication iris)
    {
        this.iris = iris;
        JSInterop.SetupModule("./Instruments/Pages/PictureUploads.razor.js").Mode = JSRuntimeMode.Loose;
        Services.AddSingleton(iris.Services.GetRequiredService<IDbContextFactory<AppDbContext>>());
        Services.AddSingleton(iris.Services.GetRequiredService<IOptions<PictureLimits>>());
    }

    [Fact]
    public async Task A_picture_says_what_happens_to_it_until_it_can_be_opened()
    {
        var person = await SignInAsync();
        var uploads = Open();

        var taken = await uploads.InvokeAsync(() => uploads.Instance.Chosen(["one.png"], 1, 0));
        Assert.Contains("Waiting", uploads.Find("li").TextContent, StringComparison.Ordinal);
        await uploads.InvokeAsync(() => uploads.Instance.Progressed(taken.First, PictureUploads.Phase.Sending, 40));
        Assert.Equal("40", uploads.Find("li [role=progressbar]").GetAttribute("aria-valuenow"));
        await uploads.InvokeAsync(() => uploads.Instance.Progressed(taken.First, PictureUploads.Phase.Analysing, 100));
        Assert.Contains("Looking", uploads.Find("li").TextContent, StringComparison.Ordinal);
        var reading = await new ReadingBuilder(iris, person).KeptAsync();
        await uploads.InvokeAsync(() => uploads.Instance.Ended(taken.First, 201, reading.Id, null));

        Assert.Contains("Brightness 200", uploads.Find("li").TextContent, StringComparison.Ordinal);
        Assert.Equal($"/gallery/{reading.Id}", uploads.Find("li a").GetAttribute("href"));
        Assert.True(Assert.Single(read).IsOnly);
    }

    [Fact]
    public async Task A_refused_or_cancelled_picture_says_why()
    {
        await SignInAsync();
        var uploads = Open();
        var first = (await uploads.InvokeAsync(() => uploads.Instance.Chosen(["a", "b", "c", "d", "e"], 5, 0))).First;

        await uploads.InvokeAsync(() => uploads.Instance.Ended(first, 422, null, "There is no face in this picture."));
        await uploads.InvokeAsync(() => uploads.Instance.Ended(first + 1, -1, null, null));
        await uploads.InvokeAsync(() => uploads.Instance.Ended(first + 2, 0, null, null));
        await uploads.InvokeAsync(() => uploads.Instance.Ended(first + 3, 413, null, null));
        await uploads.InvokeAsync(() => uploads.Instance.Ended(first + 4, 502, null, null));

        var said = uploads.FindAll("li [role=alert]").Select(alert => alert.TextContent).ToList();
        Assert.Equal(["There is no face in this picture.", "Cancelled; nothing was kept."], said[..2]);
        Assert.Contains("could not be reached", said[2], StringComparison.Ordinal);
        Assert.Contains("20 MB", said[3], StringComparison.Ordinal);
        Assert.Contains("went wrong", said[4], StringComparison.Ordinal);
        Assert.Empty(read);
    }

    [Fact]
    public async Task Anothers_reading_is_not_shown()
    {
        var other = await new ReadingBuilder(iris, await iris.APerson().SignedInAsync()).KeptAsync();
        await SignInAsync();
        var uploads = Open();
        var first = (await uploads.InvokeAsync(() => uploads.Instance.Chosen(["a"], 1, 0))).First;

        await uploads.InvokeAsync(() => uploads.Instance.Ended(first, 201, other.Id, null));

        Assert.DoesNotContain("Brightness", uploads.Markup, StringComparison.Ordinal);
        Assert.Empty(read);
    }

    [Fact]
    public async Task What_cannot_be_taken_is_refused_in_words()
    {
        await SignInAsync();
        var uploads = Open();

        var taken = await uploads.InvokeAsync(() => uploads.Instance.Chosen([.. Enumerable.Range(0, 100).Select(index => $"{index}.png")], 2500, 0));
        Assert.Equal((0, 100), (taken.First, taken.Taken));
        Assert.Contains("Of 2500 pictures, 100 are taken", uploads.Find("[role=alert]").TextContent, StringComparison.Ordinal);
        Assert.Equal(100, uploads.FindAll("li").Count);

        taken = await uploads.InvokeAsync(() => uploads.Instance.Chosen(["more.png"], 1, 0));
        Assert.Equal(0, taken.Taken);
        Assert.Contains("Of 1 pictures, 0 are taken", uploads.Find("[role=alert]").TextContent, StringComparison.Ordinal);
        await uploads.InvokeAsync(() => uploads.Instance.Ended(7, -1, null, null));
        taken = await uploads.InvokeAsync(() => uploads.Instance.Chosen(["more.png"], 1, 0));
        Assert.Equal((100, 1), (taken.First, taken.Taken));
        Assert.Empty(uploads.FindAll(".mud-alert"));

        await uploads.InvokeAsync(() => uploads.Instance.Chosen([], 0, 1));
        Assert.Contains("folder", uploads.Find(".mud-alert").TextContent, StringComparison.Ordinal);
        await uploads.InvokeAsync(() => uploads.Instance.Chosen([], 0, 0));
        Assert.Contains("no picture", uploads.Find(".mud-alert").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_list_stays_bounded_however_many_pictures_follow_each_other()
    {
        await SignInAsync();
        var uploads = Open();

        for (var round = 0; round < 5; round++)
        {
            var taken = await uploads.InvokeAsync(() => uploads.Instance.Chosen([.. Enumerable.Range(0, 100).Select(index => $"{index}")], 100, 0));
            for (var index = 0; index < 100; index++) await uploads.InvokeAsync(() => uploads.Instance.Ended(taken.First + index, -1, null, null));
        }

        Assert.Equal(200, uploads.FindAll("li").Count);
    }

    private IRenderedComponent<PictureUploads> Open() => Render<PictureUploads>(parameters => parameters
        .Add(uploads => uploads.Instrument, iris.Services.GetServices<Instrument>().Single(instrument => instrument.Slug == ProbeInstrument.Name))
        .Add(uploads => uploads.Prompt, "Drop")
        .Add(uploads => uploads.Choose, "Choose")
        .Add(uploads => uploads.Href, id => $"/gallery/{id}")
        .Add(uploads => uploads.OnRead, read.Add));

    private async Task<TestPerson> SignInAsync()
    {
        var person = await iris.APerson().SignedInAsync();
        this.AddAuthorization().SetAuthorized(person.Email).SetClaims(new Claim(ClaimTypes.NameIdentifier, $"{person.Id}"));
        return person;
    }
}
