using System.IO.Compression;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Iris.Diary.Posts;
using Iris.Tests.Diary.Comments;
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

    private static readonly string[] Whoever = ["owner", "friend", "other friend", "ended", "asking", "stranger", "admin", "nobody", "blocked", "blocking"];

    /// <summary>Who reads what, as long as nobody has hidden it.</summary>
    private static readonly Dictionary<PostVisibility, string[]> Readers = new()
    {
        [PostVisibility.Public] = ["owner", "friend", "other friend", "ended", "asking", "stranger", "admin", "nobody"],
        [PostVisibility.Friends] = ["owner", "friend", "other friend"],
        [PostVisibility.Secret] = ["owner", "friend"],
        [PostVisibility.Private] = ["owner"],
    };

    public static TheoryData<PostVisibility, string> Table
    {
        get
        {
            TheoryData<PostVisibility, string> table = [];
            foreach (var visibility in Readers.Keys)
            {
                foreach (var who in Whoever) table.Add(visibility, who);
            }

            return table;
        }
    }

    [Theory]
    [MemberData(nameof(Table))]
    public async Task A_post_is_read_by_whom_it_is_for_and_by_nobody_else(PostVisibility visibility, string who)
    {
        var owner = await iris.APerson().SignedInToSiteAsync();
        var friend = await iris.APerson().SignedInToSiteAsync();
        var diary = await new FriendshipBuilder(iris, owner, friend).FriendsAsync();
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
        await CheckAsync(visibility, who, hidden: false, Readers[visibility].Contains(who), owner, friend, diary, reader);
        await CheckAsync(visibility, who, hidden: true, who is "owner" or "admin", owner, friend, diary, reader);
    }

    private async Task CheckAsync(PostVisibility visibility, string who, bool hidden, bool reads, TestPerson owner, TestPerson friend, Guid diary, TestPerson? reader)
    {
        var picture = await new ReadingBuilder(iris, owner).KeptAsync();
        var tag = $"t{Guid.NewGuid():N}"[..20];
        var builder = new PostBuilder(iris, owner).Showing(picture).Tagged(tag).For(visibility).Hidden(hidden);
        var post = await (visibility == PostVisibility.Secret ? builder.In(diary) : builder).WrittenAsync();
        var comment = await new CommentBuilder(iris, friend, post).WrittenAsync();
        var client = reader?.Client ?? iris.Anonymous();

        // The page, and the pictures.
        Assert.Equal(reads, await OpensAsync(client, $"/diary/posts/{post.Id}"));
        Assert.Equal(reads, await OpensAsync(client, $"{Path}/{post.Id}/image"));
        Assert.Equal(reads, await OpensAsync(client, $"{Path}/{post.Id}/thumbnail"));
        // The gallery that the picture comes from stays its owner's.
        Assert.Equal(who == "owner", await OpensAsync(client, $"/api/v1/gallery/{picture.Id}/image"));
        // Lists: the feed's page shows what everybody may read, the API what the caller may read.
        var isShown = reads && visibility == PostVisibility.Public && !hidden;
        Assert.Equal(isShown, await ShowsAsync(client, $"/feed?tag={tag}", post.Id));
        Assert.Equal(isShown, await ShowsAsync(client, $"/feed?author={owner.Nickname}", post.Id));
        if (reader is null)
        {
            using var unsigned = await client.GetAsync($"{Path}/{post.Id}");
            Assert.Equal(HttpStatusCode.Unauthorized, unsigned.StatusCode);
            return;
        }

        // What is said to it: nobody hears the friend whom they keep away from, and there is none here.
        Assert.Equal(reads, await OpensAsync(client, $"{Path}/{post.Id}/comments"));
        if (reads) Assert.True(await ShowsAsync(client, $"{Path}/{post.Id}/comments", comment.Id));
        using var said = await client.PostAsJsonAsync($"{Path}/{post.Id}/comments", new { text = "What a day." });
        Assert.Equal(reads, said.StatusCode == HttpStatusCode.Created || said.StatusCode == HttpStatusCode.Conflict);
        using var reported = await client.PostAsJsonAsync($"{Path}/{post.Id}/report", new { reason = "spam" });
        Assert.Equal(reads, reported.StatusCode is HttpStatusCode.NoContent or HttpStatusCode.Conflict);
        // The API, its lists, likes, and the export, which has what the person wrote and nothing else.
        Assert.Equal(reads, await OpensAsync(client, $"{Path}/{post.Id}"));
        Assert.Equal(reads, await ShowsAsync(client, $"{Path}?author={owner.Nickname}", post.Id));
        Assert.Equal(reads, await ShowsAsync(client, $"{Path}?tag={tag}", post.Id));
        Assert.Equal(reads && !(hidden && who == "admin"), await ShowsAsync(client, $"{Path}?limit=100", post.Id));
        Assert.Equal(isShown, await ShowsAsync(client, $"{Path}?sort=top&tag={tag}", post.Id));
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
