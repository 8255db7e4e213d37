using System.IO.Compression;
using System.Net;
using System.Text.Json;
using Iris.Diary.Posts;
using Iris.Tests.Diary.Friends;
using Iris.Tests.Diary.Posts;
using Iris.Tests.Gallery;
using Microsoft.EntityFrameworkCore;

namespace Iris.Tests.Diary.Feed;

/// <summary>Every visibility and every reader, as one table over every way by which a post could be seen.</summary>
[Collection(nameof(WithIris))]
public class WhoReadsWhatTests(IrisApplication iris)
{
    private const string Path = "/api/v1/diary/posts";

    public static TheoryData<PostVisibility, string, bool> Table => new()
    {
        { PostVisibility.Public, "owner", true },
        { PostVisibility.Public, "friend", true },
        { PostVisibility.Public, "other friend", true },
        { PostVisibility.Public, "ended", true },
        { PostVisibility.Public, "asking", true },
        { PostVisibility.Public, "stranger", true },
        { PostVisibility.Public, "admin", true },
        { PostVisibility.Public, "nobody", true },
        { PostVisibility.Public, "blocked", false },
        { PostVisibility.Public, "blocking", false },
        { PostVisibility.Friends, "owner", true },
        { PostVisibility.Friends, "friend", true },
        { PostVisibility.Friends, "other friend", true },
        { PostVisibility.Friends, "ended", false },
        { PostVisibility.Friends, "asking", false },
        { PostVisibility.Friends, "stranger", false },
        { PostVisibility.Friends, "admin", false },
        { PostVisibility.Friends, "nobody", false },
        { PostVisibility.Friends, "blocked", false },
        { PostVisibility.Friends, "blocking", false },
        { PostVisibility.Secret, "owner", true },
        { PostVisibility.Secret, "friend", true },
        { PostVisibility.Secret, "other friend", false },
        { PostVisibility.Secret, "ended", false },
        { PostVisibility.Secret, "asking", false },
        { PostVisibility.Secret, "stranger", false },
        { PostVisibility.Secret, "admin", false },
        { PostVisibility.Secret, "nobody", false },
        { PostVisibility.Secret, "blocked", false },
        { PostVisibility.Secret, "blocking", false },
        { PostVisibility.Private, "owner", true },
        { PostVisibility.Private, "friend", false },
        { PostVisibility.Private, "other friend", false },
        { PostVisibility.Private, "ended", false },
        { PostVisibility.Private, "asking", false },
        { PostVisibility.Private, "stranger", false },
        { PostVisibility.Private, "admin", false },
        { PostVisibility.Private, "nobody", false },
        { PostVisibility.Private, "blocked", false },
        { PostVisibility.Private, "blocking", false },
    };

    [Theory]
    [MemberData(nameof(Table))]
    public async Task A_post_is_read_by_whom_it_is_for_and_by_nobody_else(PostVisibility visibility, string who, bool reads)
    {
        var owner = await iris.APerson().SignedInToSiteAsync();
        var friend = await iris.APerson().SignedInToSiteAsync();
        var diary = await new FriendshipBuilder(iris, owner, friend).FriendsAsync();
        var picture = await new ReadingBuilder(iris, owner).KeptAsync();
        var tag = $"t{Guid.NewGuid():N}"[..20];
        var builder = new PostBuilder(iris, owner).Showing(picture).Tagged(tag).For(visibility);
        var post = await (visibility == PostVisibility.Secret ? builder.In(diary) : builder).WrittenAsync();
        var reader = who switch
        {
            "owner" => owner,
            "friend" => friend,
            "nobody" => null,
            "admin" => await iris.APerson().AsAdmin().SignedInToSiteAsync(),
            _ => await iris.APerson().SignedInToSiteAsync(),
        };
        if (who == "other friend") await new FriendshipBuilder(iris, reader!, owner).FriendsAsync();
        if (who == "ended") await new FriendshipBuilder(iris, reader!, owner).EndedAsync();
        if (who == "asking") await new FriendshipBuilder(iris, reader!, owner).AskedAsync();
        if (who == "blocked") await new FriendshipBuilder(iris, owner, reader!).BlockedAsync();
        if (who == "blocking") await new FriendshipBuilder(iris, reader!, owner).BlockedAsync();
        var client = reader?.Client ?? iris.Anonymous();

        // The page, and the pictures.
        Assert.Equal(reads, await OpensAsync(client, $"/diary/posts/{post.Id}"));
        Assert.Equal(reads, await OpensAsync(client, $"{Path}/{post.Id}/image"));
        Assert.Equal(reads, await OpensAsync(client, $"{Path}/{post.Id}/thumbnail"));
        // The gallery that the picture comes from stays its owner's.
        Assert.Equal(who == "owner", await OpensAsync(client, $"/api/v1/gallery/{picture.Id}/image"));
        // Lists: the feed's page shows what is public, the API what the caller may read.
        Assert.Equal(reads && visibility == PostVisibility.Public, await ShowsAsync(client, $"/feed?tag={tag}", post.Id));
        Assert.Equal(reads && visibility == PostVisibility.Public, await ShowsAsync(client, $"/feed?author={owner.Nickname}", post.Id));
        if (reader is null)
        {
            using var unsigned = await client.GetAsync($"{Path}/{post.Id}");
            Assert.Equal(HttpStatusCode.Unauthorized, unsigned.StatusCode);
            return;
        }

        // The API, its lists, likes, and the export, which has what the person wrote and nothing else.
        Assert.Equal(reads, await OpensAsync(client, $"{Path}/{post.Id}"));
        Assert.Equal(reads, await ShowsAsync(client, $"{Path}?author={owner.Nickname}", post.Id));
        Assert.Equal(reads, await ShowsAsync(client, $"{Path}?tag={tag}", post.Id));
        Assert.Equal(reads, await ShowsAsync(client, $"{Path}?limit=100", post.Id));
        Assert.Equal(reads && visibility == PostVisibility.Public, await ShowsAsync(client, $"{Path}?sort=top&tag={tag}", post.Id));
        Assert.Equal(who == "owner", await ShowsAsync(client, $"{Path}?author=@me", post.Id));
        if (reads && who == "friend") Assert.Equal(visibility == PostVisibility.Secret, await ShowsAsync(client, $"/friends/{diary}", post.Id));
        using var liked = await client.PutAsync($"{Path}/{post.Id}/like", null);
        Assert.Equal(reads, liked.StatusCode == HttpStatusCode.OK);
        using var edited = await client.GetAsync($"/diary/posts/{post.Id}/edit");
        Assert.Equal(who == "owner", edited.StatusCode == HttpStatusCode.OK);
        using var deleted = who == "owner" ? null : await client.DeleteAsync($"{Path}/{post.Id}");
        Assert.Equal(who == "owner", deleted is null || deleted.StatusCode != HttpStatusCode.NotFound);
        using var zip = new ZipArchive(await client.GetStreamAsync("/api/v1/accounts/me/export"));
        using var posts = await JsonDocument.ParseAsync(await zip.GetEntry("diary/posts.json")!.OpenAsync());
        Assert.Equal(who == "owner", posts.RootElement.EnumerateArray().Any(entry => entry.GetProperty("id").GetGuid() == post.Id));
    }

    [Fact]
    public async Task Who_is_about_to_be_erased_is_read_by_nobody()
    {
        var (owner, reader) = (await iris.APerson().SignedInAsync(), await iris.APerson().SignedInAsync());
        var post = await new PostBuilder(iris, owner).For(PostVisibility.Public).WrittenAsync();
        Assert.True(await OpensAsync(reader.Client, $"{Path}/{post.Id}"));

        await iris.QueryAsync(database => database.Users.Where(person => person.Id == owner.Id).ExecuteUpdateAsync(set => set.SetProperty(person => person.ErasureStartedAt, TimeProvider.System.GetUtcNow())));

        Assert.False(await OpensAsync(reader.Client, $"{Path}/{post.Id}"));
        Assert.False(await OpensAsync(iris.Anonymous(), $"/diary/posts/{post.Id}"));
        await iris.QueryAsync(database => database.Users.Where(person => person.Id == owner.Id).ExecuteDeleteAsync());
    }

    private static async Task<bool> OpensAsync(HttpClient client, string address)
    {
        using var answer = await client.GetAsync(address);
        Assert.True(answer.StatusCode is HttpStatusCode.OK or HttpStatusCode.NotFound or HttpStatusCode.Redirect or HttpStatusCode.Unauthorized, $"{address}: {answer.StatusCode}");
        return answer.StatusCode == HttpStatusCode.OK && answer.RequestMessage!.RequestUri!.PathAndQuery == address;
    }

    private static async Task<bool> ShowsAsync(HttpClient client, string address, Guid post) => (await client.GetStringAsync(address)).Contains($"{post}", StringComparison.Ordinal);
}
