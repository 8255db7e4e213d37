using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Iris.Diary.Posts;
using Iris.Tests.Gallery;

namespace Iris.Tests.Diary.Posts;

[Collection(nameof(WithIris))]
public class PostApiTests(IrisApplication iris)
{
    private const string Path = "/api/v1/diary/posts";

    [Fact]
    public async Task A_post_is_written_read_changed_and_listed()
    {
        var person = await iris.APerson().SignedInAsync();
        var reading = await new ReadingBuilder(iris, person).KeptAsync();

        using var created = await person.Client.PostAsJsonAsync(Path, new { title = " A day\nat the sea ", text = "\r\nOne\r\nTwo\n ", pictureId = reading.Id, visibility = "private", day = "2026-11-20" });
        Assert.Equal(HttpStatusCode.Created, created.StatusCode);
        var post = await created.Content.ReadFromJsonAsync<JsonElement>();
        var id = post.GetProperty("id").GetGuid();
        Assert.Equal($"{Path}/{id}", created.Headers.Location?.OriginalString);
        Assert.Equal("A day at the sea", post.GetProperty("title").GetString());
        Assert.Equal("One\nTwo", post.GetProperty("text").GetString());
        Assert.Equal("private", post.GetProperty("visibility").GetString());
        Assert.Equal("2026-11-20", post.GetProperty("day").GetString());
        Assert.Equal(reading.Id, post.GetProperty("pictureId").GetGuid());
        Assert.Equal(JsonValueKind.Null, post.GetProperty("editedAt").ValueKind);
        using var image = await person.Client.GetAsync(post.GetProperty("imageUrl").GetString());
        Assert.Equal(HttpStatusCode.OK, image.StatusCode);

        using var changed = await person.Client.PutAsJsonAsync($"{Path}/{id}", new { title = "Another title", text = "Three" });
        Assert.Equal(HttpStatusCode.OK, changed.StatusCode);
        var read = await person.Client.GetFromJsonAsync<JsonElement>($"{Path}/{id}");
        Assert.Equal(("Another title", "Three"), (read.GetProperty("title").GetString(), read.GetProperty("text").GetString()));
        Assert.Equal(JsonValueKind.Null, read.GetProperty("pictureId").ValueKind);
        Assert.Equal(JsonValueKind.Null, read.GetProperty("imageUrl").ValueKind);
        Assert.Equal(post.GetProperty("createdAt").GetDateTimeOffset().UtcDateTime.Date, read.GetProperty("day").GetDateTime());
        Assert.NotEqual(JsonValueKind.Null, read.GetProperty("editedAt").ValueKind);

        var list = await person.Client.GetFromJsonAsync<JsonElement>($"{Path}?sort=new&author=@me");
        var item = Assert.Single(list.GetProperty("items").EnumerateArray());
        Assert.Equal(("Another title", "Three"), (item.GetProperty("title").GetString(), item.GetProperty("excerpt").GetString()));
        Assert.Equal(JsonValueKind.Null, list.GetProperty("nextCursor").ValueKind);
    }

    [Theory]
    [InlineData("""{"text": "words"}""", "title")]
    [InlineData("""{"title": " \n ", "text": "words"}""", "title")]
    [InlineData("""{"title": "A day"}""", "text")]
    [InlineData("""{"title": "A day", "text": " \n "}""", "text")]
    [InlineData("""{"title": "A day", "text": "words", "visibility": "public,private"}""", "visibility")]
    [InlineData("""{"title": "A day", "text": "words", "visibility": "3"}""", "visibility")]
    [InlineData("""{"title": "A day", "text": "words", "visibility": "secret"}""", "diaryId")]
    [InlineData("""{"title": "A day", "text": "words", "visibility": "secret", "diaryId": "0197a3f0-0000-7000-8000-000000000000"}""", "diaryId")]
    [InlineData("""{"title": "A day", "text": "words", "visibility": "public", "diaryId": "0197a3f0-0000-7000-8000-000000000000"}""", "diaryId")]
    [InlineData("""{"title": "A day", "text": "words", "tags": ["two words"]}""", "tags")]
    [InlineData("""{"title": "A day", "text": "words", "tags": [""]}""", "tags")]
    [InlineData("""{"title": "A day", "text": "words", "tags": ["<b>"]}""", "tags")]
    [InlineData("""{"title": "A day", "text": "words", "tags": ["abcdefghijklmnopqrstuvwxy"]}""", "tags")]
    [InlineData("""{"title": "A day", "text": "words", "tags": ["1","2","3","4","5","6","7","8","9"]}""", "tags")]
    [InlineData("""{"title": "A day", "text": "words", "visibility": "everybody"}""", "visibility")]
    [InlineData("""{"title": "A day", "text": "words", "diaryId": "0197a3f0-0000-7000-8000-000000000000"}""", "diaryId")]
    [InlineData("""{"title": "A day", "text": "words", "pictureId": "0197a3f0-0000-7000-8000-000000000000"}""", "pictureId")]
    [InlineData("""{"title": "A day", "text": "words", "pictureIds": ["0197a3f0-0000-7000-8000-000000000000"]}""", "pictureIds")]
    [InlineData("""{"title": "A day", "text": "words", "mood": "purple"}""", "mood")]
    [InlineData("""{"title": "A day", "text": "words", "weather": "1"}""", "weather")]
    [InlineData("""{"title": "A day", "text": "words", "day": "yesterday"}""", "day")]
    [InlineData("""{"title": "A day", "text": "words", "day": "2100-01-01"}""", "day")]
    [InlineData("""{"title": "A day", "text": "words", "day": "1899-12-31"}""", "day")]
    public async Task What_can_not_be_kept_is_said_by_field_in_a_new_post_and_in_a_change(string body, string field)
    {
        var person = await iris.APerson().SignedInAsync();
        var post = await new PostBuilder(iris, person).WrittenAsync();

        using var written = await person.Client.PostAsync(Path, new StringContent(body, null, "application/json"));
        using var changed = await person.Client.PutAsync($"{Path}/{post.Id}", new StringContent(body, null, "application/json"));

        foreach (var answer in new[] { written, changed })
        {
            Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
            var problem = await answer.Content.ReadFromJsonAsync<JsonElement>();
            Assert.Equal("validation", problem.GetProperty("code").GetString());
            Assert.Equal(field, Assert.Single(problem.GetProperty("errors").EnumerateObject()).Name);
        }
    }

    [Theory]
    [InlineData("public")]
    [InlineData("friends")]
    [InlineData("private")]
    [InlineData("Public")]
    public async Task Whom_a_post_is_for_is_kept_and_can_be_changed(string visibility)
    {
        var person = await iris.APerson().SignedInAsync();

        using var created = await person.Client.PostAsJsonAsync(Path, new { title = "A day", text = "words", visibility, tags = new[] { "#바다", "Sea", "sea", "가을_날" } });
        var post = await created.Content.ReadFromJsonAsync<JsonElement>();
        using var changed = await person.Client.PutAsJsonAsync($"{Path}/{post.GetProperty("id").GetGuid()}", new { title = "A day", text = "words", tags = new[] { "other" } });
        var after = await changed.Content.ReadFromJsonAsync<JsonElement>();

        Assert.Equal(visibility.ToLowerInvariant(), post.GetProperty("visibility").GetString());
        Assert.Equal(["바다", "sea", "가을_날"], post.GetProperty("tags").EnumerateArray().Select(tag => tag.GetString()));
        Assert.Equal((person.Nickname, true, 0, false), (post.GetProperty("author").GetString(), post.GetProperty("mine").GetBoolean(), post.GetProperty("likes").GetInt32(), post.GetProperty("liked").GetBoolean()));
        Assert.Equal(("private", "other"), (after.GetProperty("visibility").GetString(), Assert.Single(after.GetProperty("tags").EnumerateArray()).GetString()));
    }

    [Fact]
    public async Task Words_may_be_long_but_not_endless_and_a_picture_needs_none()
    {
        var person = await iris.APerson().SignedInAsync();
        var reading = await new ReadingBuilder(iris, person).KeptAsync();

        using var longest = await person.Client.PostAsJsonAsync(Path, new { title = new string('제', 120), text = new string('글', 10_000) });
        using var longer = await person.Client.PostAsJsonAsync(Path, new { title = new string('제', 121), text = new string('글', 10_001) });
        using var speechless = await person.Client.PostAsJsonAsync(Path, new { title = "A picture", pictureId = reading.Id });

        Assert.Equal(HttpStatusCode.Created, longest.StatusCode);
        Assert.Equal(["title", "text"], (await longer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("errors").EnumerateObject().Select(error => error.Name));
        Assert.Equal(HttpStatusCode.Created, speechless.StatusCode);
        var list = await person.Client.GetFromJsonAsync<JsonElement>($"{Path}?author=@me");
        Assert.Equal(PostItem.ExcerptLength + 1, list.GetProperty("items")[1].GetProperty("excerpt").GetString()!.Length);
    }

    [Fact]
    public async Task Characters_that_nobody_sees_are_left_out_and_markup_is_kept_as_it_was_written()
    {
        var person = await iris.APerson().SignedInAsync();

        using var created = await person.Client.PostAsJsonAsync(Path, new { title = "A\0 <b>day</b>\u0007", text = "one\ttwo\0\u001b\n<script>alert(1)</script>" });

        var post = await created.Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal("A <b>day</b>", post.GetProperty("title").GetString());
        Assert.Equal("one\ttwo\n<script>alert(1)</script>", post.GetProperty("text").GetString());
    }

    [Fact]
    public async Task Another_persons_picture_is_answered_like_one_that_never_was()
    {
        var (person, other) = (await iris.APerson().SignedInAsync(), await iris.APerson().SignedInAsync());
        var reading = await new ReadingBuilder(iris, other).KeptAsync();

        using var answer = await person.Client.PostAsJsonAsync(Path, new { title = "A day", pictureId = reading.Id });

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.True((await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("errors").TryGetProperty("pictureId", out _));
    }

    [Fact]
    public async Task A_post_keeps_its_words_without_its_picture_and_shows_it_again_when_it_comes_back()
    {
        var person = await iris.APerson().SignedInAsync();
        var reading = await new ReadingBuilder(iris, person).KeptAsync();
        var post = await new PostBuilder(iris, person).Showing(reading).WrittenAsync();

        await person.Client.DeleteAsync($"/api/v1/gallery/{reading.Id}");
        var without = await person.Client.GetFromJsonAsync<JsonElement>($"{Path}/{post.Id}");
        var listed = (await person.Client.GetFromJsonAsync<JsonElement>($"{Path}?author=@me")).GetProperty("items")[0];
        using var changed = await person.Client.PutAsJsonAsync($"{Path}/{post.Id}", new { title = "Other words", pictureId = reading.Id });
        await person.Client.PostAsync($"/api/v1/gallery/{reading.Id}/restore", null);
        var again = await person.Client.GetFromJsonAsync<JsonElement>($"{Path}/{post.Id}");

        Assert.Equal(post.Title, without.GetProperty("title").GetString());
        foreach (var document in new[] { without, listed })
        {
            Assert.Equal(reading.Id, document.GetProperty("pictureId").GetGuid());
            Assert.Equal(JsonValueKind.Null, document.GetProperty("thumbnailUrl").ValueKind);
        }

        Assert.Equal(HttpStatusCode.OK, changed.StatusCode);
        Assert.Equal($"{Path}/{post.Id}/image", again.GetProperty("imageUrl").GetString());
    }

    [Fact]
    public async Task Pages_have_no_gaps_and_no_repeats_while_posts_come_and_go()
    {
        var person = await iris.APerson().SignedInAsync();
        var posts = new List<DiaryPost>();
        for (var i = 0; i < 7; i++) posts.Add(await new PostBuilder(iris, person).WrittenAsync());

        var first = await PageAsync(person, "?author=@me&limit=3");
        await new PostBuilder(iris, person).WrittenAsync();
        await person.Client.DeleteAsync($"{Path}/{first.Ids[2]}"); // the one that the cursor stands on
        var second = await PageAsync(person, $"?author=@me&limit=3&cursor={first.Next}");
        var third = await PageAsync(person, $"?author=@me&limit=3&cursor={second.Next}");

        Assert.Equal(posts.Select(post => post.Id).Reverse(), [.. first.Ids, .. second.Ids, .. third.Ids]);
        Assert.Null(third.Next);
    }

    [Theory]
    [InlineData("?limit=0", "limit")]
    [InlineData("?limit=101", "limit")]
    [InlineData("?cursor=AAAA", "cursor")]
    [InlineData("?sort=best", "sort")]
    [InlineData("?sort=top&cursor=AZ-j8AAAcACAAAAAAAAAAA", "cursor")]
    public async Task Senseless_pages_are_refused(string query, string code)
    {
        var person = await iris.APerson().SignedInAsync();

        using var answer = await person.Client.GetAsync(Path + query);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal(code, (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("code").GetString());
    }

    [Theory]
    [InlineData("GET", "")]
    [InlineData("PUT", "")]
    [InlineData("DELETE", "")]
    [InlineData("POST", "/restore")]
    public async Task Another_person_finds_nothing_on_any_route(string method, string route)
    {
        var (owner, other) = (await iris.APerson().SignedInAsync(), await iris.APerson().SignedInAsync());
        var post = await new PostBuilder(iris, owner).WrittenAsync();

        using var toOther = await other.Client.SendAsync(Request(method, $"{Path}/{post.Id}{route}"));
        using var toNobody = await iris.Anonymous().SendAsync(Request(method, $"{Path}/{post.Id}{route}"));

        Assert.Equal(HttpStatusCode.NotFound, toOther.StatusCode);
        Assert.Equal("application/problem+json", toOther.Content.Headers.ContentType?.MediaType);
        Assert.Equal(HttpStatusCode.Unauthorized, toNobody.StatusCode);
        Assert.Empty((await PageAsync(other, "?author=@me")).Ids);
        var kept = await owner.Client.GetFromJsonAsync<JsonElement>($"{Path}/{post.Id}");
        Assert.Equal(post.Title, kept.GetProperty("title").GetString());
    }

    [Fact]
    public async Task A_deleted_post_is_gone_everywhere_and_comes_back_whole()
    {
        var person = await iris.APerson().SignedInAsync();
        var post = await new PostBuilder(iris, person).WrittenAsync();
        var url = $"{Path}/{post.Id}";

        using var deleted = await person.Client.DeleteAsync(url);
        using var missing = await person.Client.GetAsync(url);
        using var unchangeable = await person.Client.SendAsync(Request("PUT", url));
        using var again = await person.Client.DeleteAsync(url);
        var listed = (await PageAsync(person, "?author=@me")).Ids;
        using var restored = await person.Client.PostAsync($"{url}/restore", null);
        using var restoredAgain = await person.Client.PostAsync($"{url}/restore", null);

        Assert.Equal(HttpStatusCode.NoContent, deleted.StatusCode);
        Assert.All([missing, unchangeable, again], answer => Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode));
        Assert.Empty(listed);
        Assert.All([restored, restoredAgain], answer => Assert.Equal(HttpStatusCode.NoContent, answer.StatusCode));
        Assert.Equal([post.Id], (await PageAsync(person, "?author=@me")).Ids);
    }

    [Fact]
    public async Task A_deletion_that_is_too_old_can_not_be_undone()
    {
        var person = await iris.APerson().SignedInAsync();
        var post = await new PostBuilder(iris, person).Deleted(TimeProvider.System.GetUtcNow().AddMinutes(-10.5)).WrittenAsync();

        using var answer = await person.Client.PostAsync($"{Path}/{post.Id}/restore", null);

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    private static HttpRequestMessage Request(string method, string url) =>
        new(new HttpMethod(method), url) { Content = method == "PUT" ? JsonContent.Create(new { title = "Mine now", text = "words" }) : null };

    private static async Task<(List<Guid> Ids, string? Next)> PageAsync(TestPerson person, string query)
    {
        var page = await person.Client.GetFromJsonAsync<JsonElement>(Path + query);
        return ([.. page.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("id").GetGuid())], page.GetProperty("nextCursor").GetString());
    }
}
