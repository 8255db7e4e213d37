using System.IO.Compression;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Iris.Accounts;
using Iris.Diary.Likes;
using Iris.Diary.Posts;
using Iris.Platform.Data;
using Iris.Tests.Diary.Posts;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Iris.Tests.Diary.Likes;

[Collection(nameof(WithIris))]
public class PostLikesTests(IrisApplication iris)
{
    private const int Many = 50;

    [Fact]
    public async Task A_like_counts_once_per_person_and_is_taken_back()
    {
        var (author, reader, other) = (await iris.APerson().SignedInAsync(), await iris.APerson().SignedInAsync(), await iris.APerson().SignedInAsync());
        var post = await new PostBuilder(iris, author).For(PostVisibility.Public).WrittenAsync();

        Assert.Equal((1, true), await SendAsync(reader, HttpMethod.Put, post.Id));
        Assert.Equal((1, true), await SendAsync(reader, HttpMethod.Put, post.Id));
        Assert.Equal((2, true), await SendAsync(other, HttpMethod.Put, post.Id));
        Assert.Equal((1, false), await SendAsync(reader, HttpMethod.Delete, post.Id));
        Assert.Equal((1, false), await SendAsync(reader, HttpMethod.Delete, post.Id));
        var read = await author.Client.GetFromJsonAsync<JsonElement>($"/api/v1/diary/posts/{post.Id}");
        Assert.Equal((1, false), (read.GetProperty("likes").GetInt32(), read.GetProperty("liked").GetBoolean()));
    }

    [Fact]
    public async Task What_can_not_be_read_can_not_be_liked()
    {
        var (author, reader) = (await iris.APerson().SignedInAsync(), await iris.APerson().SignedInAsync());
        var secret = await new PostBuilder(iris, author).WrittenAsync();
        var shown = await new PostBuilder(iris, author).For(PostVisibility.Public).WrittenAsync();

        using var toReader = await reader.Client.PutAsync($"/api/v1/diary/posts/{secret.Id}/like", null);
        using var toNobody = await iris.Anonymous().PutAsync($"/api/v1/diary/posts/{shown.Id}/like", null);

        Assert.Equal((HttpStatusCode.NotFound, HttpStatusCode.Unauthorized), (toReader.StatusCode, toNobody.StatusCode));
    }

    [Fact]
    public async Task Fifty_people_at_once_are_all_counted_and_each_once()
    {
        var author = await iris.APerson().SignedInAsync();
        var post = await new PostBuilder(iris, author).For(PostVisibility.Public).WrittenAsync();
        var people = await PeopleAsync();
        var likes = iris.Services.GetRequiredService<PostLikes>();

        await Task.WhenAll(people.SelectMany(person => new[] { person, person }).Select(person => Task.Run(() => likes.LikeAsync(person, post.Id, default))));
        Assert.Equal((Many, Many), await CountsAsync(post.Id));

        await Task.WhenAll(people.Take(20).SelectMany(person => new[] { person, person }).Select(person => Task.Run(() => likes.UnlikeAsync(person, post.Id, default))));
        Assert.Equal((Many - 20, Many - 20), await CountsAsync(post.Id));
    }

    [Fact]
    public async Task Whatever_one_person_clicks_at_once_the_count_is_that_of_the_rows()
    {
        var (author, reader) = (await iris.APerson().SignedInAsync(), await iris.APerson().SignedInAsync());
        var post = await new PostBuilder(iris, author).For(PostVisibility.Public).WrittenAsync();
        var likes = iris.Services.GetRequiredService<PostLikes>();

        await Task.WhenAll(Enumerable.Range(0, Many).Select(i => Task.Run(() => i % 2 == 0 ? likes.LikeAsync(reader.Id, post.Id, default) : likes.UnlikeAsync(reader.Id, post.Id, default))));

        var (count, rows) = await CountsAsync(post.Id);
        Assert.Equal(rows, count);
        Assert.InRange(count, 0, 1);
    }

    [Fact]
    public async Task Likes_are_in_the_export_and_the_posts_are_counted_without_an_erased_person()
    {
        var (author, reader, other) = (await iris.APerson().SignedInAsync(), await iris.APerson().SignedInAsync(), await iris.APerson().SignedInAsync());
        var post = await new PostBuilder(iris, author).For(PostVisibility.Public).WrittenAsync();
        await SendAsync(reader, HttpMethod.Put, post.Id);
        await SendAsync(other, HttpMethod.Put, post.Id);

        using (var zip = new ZipArchive(await reader.Client.GetStreamAsync("/api/v1/accounts/me/export")))
        {
            using var exported = await JsonDocument.ParseAsync(await zip.GetEntry("diary/likes.json")!.OpenAsync());
            Assert.Equal(post.Id, Assert.Single(exported.RootElement.EnumerateArray()).GetProperty("postId").GetGuid());
        }

        var personal = iris.Services.GetServices<IPersonalData>().OfType<PersonalLikes>().Single();
        await personal.EraseAsync(reader.Id, default);
        await personal.EraseAsync(reader.Id, default);

        Assert.Equal((1, 1), await CountsAsync(post.Id));
    }

    private static async Task<(int Likes, bool Liked)> SendAsync(TestPerson person, HttpMethod method, Guid post)
    {
        using var answer = await person.Client.SendAsync(new(method, $"/api/v1/diary/posts/{post}/like"));
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        var liking = await answer.Content.ReadFromJsonAsync<JsonElement>();
        return (liking.GetProperty("likes").GetInt32(), liking.GetProperty("liked").GetBoolean());
    }

    private Task<(int Count, int Rows)> CountsAsync(Guid post) => iris.QueryAsync(async database => (
        await database.Set<DiaryPost>().Where(row => row.Id == post).Select(row => row.Likes).SingleAsync(),
        await database.Set<PostLike>().CountAsync(like => like.PostId == post)));

    /// <summary>People who never sign in: making passwords is slow.</summary>
    private Task<Guid[]> PeopleAsync() => iris.QueryAsync(async database =>
    {
        var people = Enumerable.Range(0, Many).Select(_ => $"l{Guid.NewGuid():N}"[..20])
            .Select(name => new Person { Nickname = name, NormalizedNickname = name.ToUpperInvariant(), UserName = name, NormalizedUserName = name.ToUpperInvariant(), NormalizedEmail = name.ToUpperInvariant() }).ToArray();
        database.AddRange(people);
        await database.SaveChangesAsync();
        return people.Select(person => person.Id).ToArray();
    });
}
