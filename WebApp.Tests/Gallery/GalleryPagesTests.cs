using System.Net;

namespace Iris.Tests.Gallery;

/// <summary>The pages as they arrive, before they are interactive.</summary>
[Collection(nameof(WithIris))]
public sealed class GalleryPagesTests(IrisApplication iris)
{
    [Fact]
    public async Task The_gallery_shows_what_the_person_made_and_nothing_of_others()
    {
        var (person, other) = (await iris.APerson().SignedInToSiteAsync(), await iris.APerson().SignedInToSiteAsync());
        var mine = await new ReadingBuilder(iris, person).KeptAsync();
        var others = await new ReadingBuilder(iris, other).KeptAsync();

        var html = await person.Client.GetStringAsync("/gallery");

        Assert.Contains($"/gallery/{mine.Id}", html, StringComparison.Ordinal);
        Assert.Contains("Brightness 200", html, StringComparison.Ordinal);
        Assert.DoesNotContain($"{others.Id}", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_gallery_is_filtered_by_its_address()
    {
        var person = await iris.APerson().SignedInToSiteAsync();
        var probe = await new ReadingBuilder(iris, person).KeptAsync();
        var other = await new ReadingBuilder(iris, person).By("other").KeptAsync();

        var html = await person.Client.GetStringAsync("/gallery?kind=probe");

        Assert.Contains($"/gallery/{probe.Id}", html, StringComparison.Ordinal);
        Assert.DoesNotContain($"/gallery/{other.Id}", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_reading_has_a_page_with_picture_overlay_and_downloads()
    {
        var person = await iris.APerson().SignedInToSiteAsync();
        var reading = await new ReadingBuilder(iris, person).KeptAsync();

        var html = await person.Client.GetStringAsync($"/gallery/{reading.Id}");

        Assert.Contains($"/api/v1/gallery/{reading.Id}/image?download=1", html, StringComparison.Ordinal);
        Assert.Contains($"/api/v1/gallery/{reading.Id}/annotated?download=1", html, StringComparison.Ordinal);
        Assert.Contains("viewBox=\"0 0 64 48\"", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_page_of_anothers_or_a_deleted_reading_is_not_found()
    {
        var (person, other) = (await iris.APerson().SignedInToSiteAsync(), await iris.APerson().SignedInToSiteAsync());
        var others = await new ReadingBuilder(iris, other).KeptAsync();
        var deleted = await new ReadingBuilder(iris, person).Deleted(TimeProvider.System.GetUtcNow()).KeptAsync();

        foreach (var id in new[] { others.Id, deleted.Id, Guid.NewGuid() })
        {
            using var answer = await person.Client.GetAsync($"/gallery/{id}");
            Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        }
    }

    [Fact]
    public async Task Korean_readers_read_Korean()
    {
        var person = await iris.APerson().SignedInToSiteAsync();
        person.Client.DefaultRequestHeaders.AcceptLanguage.ParseAdd("ko-KR");

        Assert.Contains("사진을 분석하거나 그림을 그리면", await person.Client.GetStringAsync("/gallery"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/gallery")]
    [InlineData("/gallery/00000000-0000-0000-0000-000000000001")]
    public async Task Who_is_not_signed_in_is_sent_to_sign_in(string page)
    {
        using var answer = await iris.Anonymous().GetAsync(page);

        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
    }
}
