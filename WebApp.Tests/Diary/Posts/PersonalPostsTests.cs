using System.IO.Compression;
using System.Text.Json;
using Iris.Diary.Posts;
using Iris.Platform.Data;
using Iris.Tests.Gallery;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Iris.Tests.Diary.Posts;

[Collection(nameof(WithIris))]
public class PersonalPostsTests(IrisApplication iris)
{
    [Fact]
    public async Task An_export_of_the_account_holds_the_posts_of_the_person_alone()
    {
        var (person, other) = (await iris.APerson().SignedInAsync(), await iris.APerson().SignedInAsync());
        var reading = await new ReadingBuilder(iris, person).KeptAsync();
        var post = await new PostBuilder(iris, person).Saying("하나\n둘").Showing(reading).WrittenAsync();
        await new PostBuilder(iris, person).Deleted(TimeProvider.System.GetUtcNow()).WrittenAsync();
        await new PostBuilder(iris, other).WrittenAsync();

        using var zip = new ZipArchive(await person.Client.GetStreamAsync("/api/v1/accounts/me/export"));

        using var posts = await JsonDocument.ParseAsync(await zip.GetEntry("diary/posts.json")!.OpenAsync());
        var entry = Assert.Single(posts.RootElement.EnumerateArray());
        Assert.Equal((post.Id, "하나\n둘"), (entry.GetProperty("id").GetGuid(), entry.GetProperty("text").GetString()));
        Assert.Equal(("private", "2026-11-20"), (entry.GetProperty("visibility").GetString(), entry.GetProperty("day").GetString()));
        Assert.NotNull(zip.GetEntry($"readings/{entry.GetProperty("pictureId").GetGuid()}.png"));
    }

    [Fact]
    public async Task Erasing_leaves_no_post_and_can_be_repeated()
    {
        var (person, other) = (await iris.APerson().SignedInAsync(), await iris.APerson().SignedInAsync());
        await new PostBuilder(iris, person).WrittenAsync();
        await new PostBuilder(iris, person).Deleted(TimeProvider.System.GetUtcNow()).WrittenAsync();
        await new PostBuilder(iris, other).WrittenAsync();
        var personal = iris.Services.GetServices<IPersonalData>().OfType<PersonalPosts>().Single();

        await personal.EraseAsync(person.Id, default);
        await personal.EraseAsync(person.Id, default);

        Assert.False(await iris.QueryAsync(database => database.Set<DiaryPost>().OwnedBy(person.Id).AnyAsync()));
        Assert.True(await iris.QueryAsync(database => database.Set<DiaryPost>().OwnedBy(other.Id).AnyAsync()));
    }
}
