using System.IO.Compression;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Iris.Diary.Moderation;
using Iris.Diary.Posts;
using Iris.Platform.Audit;
using Iris.Tests.Diary.Comments;
using Iris.Tests.Diary.Friends;
using Iris.Tests.Diary.Posts;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Iris.Tests.Diary.Moderation;

/// <summary>From a report to what an admin decides. Who reads what is hidden is in the table of who reads what.</summary>
[Collection(nameof(WithIris))]
public class ModerationTests(IrisApplication iris)
{
    private const string Posts = "/api/v1/diary/posts", Admin = "/api/v1/admin";

    [Fact]
    public async Task A_reported_post_is_hidden_and_shown_again_its_author_is_told_and_the_log_knows()
    {
        var (author, reader, admin) = (await iris.APerson().SignedInAsync(), await iris.APerson().SignedInAsync(), await iris.APerson().AsAdmin().SignedInAsync());
        var post = await new PostBuilder(iris, author).Titled("Buy here").For(PostVisibility.Public).WrittenAsync();
        await ReportAsync(reader, $"{post.Id}", "spam", "The same on each page");
        await ReportAsync(reader, $"{post.Id}", "spam", "The same on each page");

        var thing = await ReportedAsync(admin, "open", post.Id);
        Assert.Equal(("Buy here", author.Nickname, false), (thing!.Value.GetProperty("title").GetString(), thing.Value.GetProperty("author").GetString(), thing.Value.GetProperty("hidden").GetBoolean()));
        var reason = Assert.Single(thing.Value.GetProperty("reasons").EnumerateArray());
        Assert.Equal(("spam", 1), (reason.GetProperty("reason").GetString(), reason.GetProperty("count").GetInt32()));
        Assert.Equal("The same on each page", Assert.Single(thing.Value.GetProperty("notes").EnumerateArray()).GetString());

        await DecideAsync(admin, $"posts/{post.Id}", new { hidden = true });
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(reader, $"{Posts}/{post.Id}"));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(author, $"{Posts}/{post.Id}"));
        Assert.Null(await ReportedAsync(admin, "open", post.Id));
        Assert.True((await ReportedAsync(admin, "hidden", post.Id))!.Value.GetProperty("hidden").GetBoolean());

        await DecideAsync(admin, $"posts/{post.Id}", new { hidden = false });
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(reader, $"{Posts}/{post.Id}"));
        Assert.Null(await ReportedAsync(admin, "hidden", post.Id));
        await DecideAsync(admin, $"posts/{post.Id}", new { warn = true });

        Assert.Equal(["warned", "restored", "hidden"], await ToldAsync(author));
        Assert.Equal([AuditActions.WarnOfPost, AuditActions.RestorePost, AuditActions.HidePost], await LoggedAsync(admin, post.Id));
    }

    [Fact]
    public async Task A_reported_comment_is_hidden_and_its_author_told()
    {
        var (author, reader, admin) = (await iris.APerson().SignedInAsync(), await iris.APerson().SignedInAsync(), await iris.APerson().AsAdmin().SignedInAsync());
        var diary = await new FriendshipBuilder(iris, author, reader).FriendsAsync();
        var post = await new PostBuilder(iris, author).In(diary).WrittenAsync();
        var comment = await new CommentBuilder(iris, reader, post).Saying("You fool").WrittenAsync();
        // What nobody reported is none of an admin's business.
        using var early = await admin.Client.PutAsJsonAsync($"{Admin}/comments/{comment.Id}", new { hidden = true });
        Assert.Equal(HttpStatusCode.NotFound, early.StatusCode);

        await ReportAsync(author, $"{post.Id}/comments/{comment.Id}", "insult");
        Assert.Equal("You fool", (await ReportedAsync(admin, "open", comment.Id))!.Value.GetProperty("text").GetString());
        await DecideAsync(admin, $"comments/{comment.Id}", new { hidden = true, warn = true });

        Assert.DoesNotContain("You fool", await author.Client.GetStringAsync($"{Posts}/{post.Id}/comments"), StringComparison.Ordinal);
        Assert.Contains("You fool", await reader.Client.GetStringAsync($"{Posts}/{post.Id}/comments"), StringComparison.Ordinal);
        // The post itself was not reported, and stays between the two.
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(admin, $"{Posts}/{post.Id}"));
        Assert.Equal(["commentHidden", "commentWarned"], (await ToldAsync(reader)).Where(kind => kind.StartsWith("comment", StringComparison.Ordinal)).Order());
        Assert.Equal([AuditActions.HideComment, AuditActions.WarnOfComment], (await LoggedAsync(admin, comment.Id)).Order());
    }

    [Fact]
    public async Task An_admin_reads_a_reported_post_of_others_until_it_is_decided_and_no_other()
    {
        var (author, friend, admin) = (await iris.APerson().SignedInAsync(), await iris.APerson().SignedInAsync(), await iris.APerson().AsAdmin().SignedInAsync());
        await new FriendshipBuilder(iris, author, friend).FriendsAsync();
        await new FriendshipBuilder(iris, author, admin).BlockedAsync();
        var post = await new PostBuilder(iris, author).For(PostVisibility.Friends).WrittenAsync();
        using var early = await admin.Client.PutAsJsonAsync($"{Admin}/posts/{post.Id}", new { hidden = true });
        Assert.Equal((HttpStatusCode.NotFound, HttpStatusCode.NotFound), (early.StatusCode, await StatusAsync(admin, $"{Posts}/{post.Id}")));

        await ReportAsync(friend, $"{post.Id}", "violence");
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(admin, $"{Posts}/{post.Id}"));
        await DecideAsync(admin, $"posts/{post.Id}", new { });

        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(admin, $"{Posts}/{post.Id}"));
        Assert.Empty((await ToldAsync(author)).Except(["accepted"]));
        Assert.Equal([AuditActions.DismissReports], await LoggedAsync(admin, post.Id));
        await ReportAsync(friend, $"{post.Id}", "violence"); // it was changed meanwhile, say
        Assert.NotNull(await ReportedAsync(admin, "open", post.Id));
    }

    [Fact]
    public async Task What_an_admin_hides_without_a_report_can_be_found_and_shown_again()
    {
        var (author, admin) = (await iris.APerson().SignedInAsync(), await iris.APerson().AsAdmin().SignedInAsync());
        var post = await new PostBuilder(iris, author).For(PostVisibility.Public).WrittenAsync();

        await DecideAsync(admin, $"posts/{post.Id}", new { hidden = true });

        Assert.NotNull(await ReportedAsync(admin, "hidden", post.Id));
        Assert.Null(await ReportedAsync(admin, "open", post.Id));
    }

    [Theory]
    [InlineData("boredom", null, 400, "reason-unknown")]
    [InlineData(null, null, 400, "reason-unknown")]
    [InlineData("other", 501, 400, "note-long")]
    public async Task A_report_that_can_not_be_taken_is_refused_with_a_reason(string? reason, int? noteLength, int status, string code)
    {
        var (author, reader) = (await iris.APerson().SignedInAsync(), await iris.APerson().SignedInAsync());
        var post = await new PostBuilder(iris, author).For(PostVisibility.Public).WrittenAsync();

        using var refused = await reader.Client.PostAsJsonAsync($"{Posts}/{post.Id}/report", new { reason, note = noteLength is { } length ? new string('x', length) : null });
        using var own = await author.Client.PostAsJsonAsync($"{Posts}/{post.Id}/report", new { reason = "spam" });

        Assert.Equal((status, code), ((int)refused.StatusCode, await CodeAsync(refused)));
        Assert.Equal((HttpStatusCode.Conflict, "own-words"), (own.StatusCode, await CodeAsync(own)));
    }

    [Fact]
    public async Task The_queue_is_for_admins_alone()
    {
        var person = await iris.APerson().SignedInToSiteAsync();

        foreach (var answer in new[] { await person.Client.GetAsync($"{Admin}/reports"), await person.Client.PutAsJsonAsync($"{Admin}/posts/{Guid.NewGuid()}", new { hidden = true }), await person.Client.GetAsync(ModerationModule.AdminPage) })
        {
            Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        }
    }

    [Fact]
    public async Task Reports_are_in_the_export_and_stay_without_a_name_when_the_account_goes()
    {
        var (author, reader, admin) = (await iris.APerson().SignedInAsync(), await iris.APerson().SignedInAsync(), await iris.APerson().AsAdmin().SignedInAsync());
        var post = await new PostBuilder(iris, author).For(PostVisibility.Public).WrittenAsync();
        await ReportAsync(reader, $"{post.Id}", "privacy", "That is my house");

        using (var zip = new ZipArchive(await reader.Client.GetStreamAsync("/api/v1/accounts/me/export")))
        {
            using var exported = await JsonDocument.ParseAsync(await zip.GetEntry("diary/reports.json")!.OpenAsync());
            Assert.Equal("That is my house", Assert.Single(exported.RootElement.EnumerateArray()).GetProperty("note").GetString());
        }

        using var erased = await reader.Client.DeleteAsync("/api/v1/accounts/me");
        Assert.Equal(HttpStatusCode.NoContent, erased.StatusCode);
        var thing = await ReportedAsync(admin, "open", post.Id);
        Assert.Empty(thing!.Value.GetProperty("notes").EnumerateArray());
        Assert.Equal("privacy", Assert.Single(thing.Value.GetProperty("reasons").EnumerateArray()).GetProperty("reason").GetString());
    }

    [Fact]
    public async Task The_word_list_holds_for_what_everybody_may_read_and_for_nicknames_and_for_nothing_else()
    {
        var person = await iris.APerson().SignedInAsync();

        using var hidden = await person.Client.PostAsJsonAsync(Posts, new { title = "A murder", text = "in a book" });
        using var title = await person.Client.PostAsJsonAsync(Posts, new { title = "A murder", text = "in a book", visibility = "public" });
        using var text = await person.Client.PostAsJsonAsync(Posts, new { title = "A book", text = "about a murder", visibility = "public" });
        using var tag = await person.Client.PostAsJsonAsync(Posts, new { title = "A book", text = "about a crime", tags = new[] { "murder" }, visibility = "public" });
        var id = (await hidden.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetGuid();
        using var published = await person.Client.PutAsJsonAsync($"{Posts}/{id}", new { title = "A murder", text = "in a book", visibility = "public" });
        using var nickname = await person.Client.PutAsJsonAsync("/api/v1/accounts/me", new { nickname = "murderer" });

        Assert.Equal(HttpStatusCode.Created, hidden.StatusCode);
        foreach (var (answer, field) in new[] { (title, "title"), (text, "text"), (tag, "tags"), (published, "title"), (nickname, "nickname") })
        {
            Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
            Assert.Equal(field, Assert.Single((await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("errors").EnumerateObject()).Name);
        }
    }

    [Fact]
    public async Task A_new_account_writes_so_many_public_posts_at_once_and_no_more_and_an_older_one_as_many_as_it_likes()
    {
        var person = await iris.APerson().SignedInAsync();

        var answers = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => Task.Run(() => PublishAsync(person))));
        Assert.Equal((10, 6), (answers.Count(answer => answer.StatusCode == HttpStatusCode.Created), answers.Count(answer => answer.StatusCode == HttpStatusCode.TooManyRequests)));
        var refused = answers.First(answer => answer.StatusCode == HttpStatusCode.TooManyRequests);
        Assert.Equal("first-day", await CodeAsync(refused));
        Assert.InRange(refused.Headers.RetryAfter!.Delta!.Value, TimeSpan.FromHours(23), TimeSpan.FromHours(24));

        // Not by detours either, and what nobody else reads is not counted.
        using var hidden = await person.Client.PostAsJsonAsync(Posts, new { title = "A day", text = "words" });
        var id = (await hidden.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetGuid();
        using var published = await person.Client.PutAsJsonAsync($"{Posts}/{id}", new { title = "A day", text = "words", visibility = "public" });
        Assert.Equal(HttpStatusCode.TooManyRequests, published.StatusCode);

        await iris.QueryAsync(database => database.Users.Where(row => row.Id == person.Id).ExecuteUpdateAsync(set => set.SetProperty(row => row.CreatedAt, TimeProvider.System.GetUtcNow().AddDays(-2))));
        using var later = await PublishAsync(person);
        Assert.Equal(HttpStatusCode.Created, later.StatusCode);
    }

    private static Task<HttpResponseMessage> PublishAsync(TestPerson person) => person.Client.PostAsJsonAsync(Posts, new { title = "A day", text = "words", visibility = "public" });

    private static async Task ReportAsync(TestPerson person, string path, string reason, string? note = null)
    {
        using var answer = await person.Client.PostAsJsonAsync($"{Posts}/{path}/report", new { reason, note });
        Assert.Equal(HttpStatusCode.NoContent, answer.StatusCode);
    }

    private static async Task DecideAsync(TestPerson admin, string path, object order)
    {
        using var answer = await admin.Client.PutAsJsonAsync($"{Admin}/{path}", order);
        Assert.Equal(HttpStatusCode.NoContent, answer.StatusCode);
    }

    /// <summary>The thing as the queue shows it; null: it is not in there.</summary>
    private static async Task<JsonElement?> ReportedAsync(TestPerson admin, string state, Guid id)
    {
        for (string? cursor = ""; cursor is not null;)
        {
            var page = await admin.Client.GetFromJsonAsync<JsonElement>($"{Admin}/reports?state={state}&cursor={cursor}&limit=100");
            foreach (var thing in page.GetProperty("items").EnumerateArray())
            {
                if ((thing.GetProperty("commentId").ValueKind == JsonValueKind.Null ? thing.GetProperty("postId") : thing.GetProperty("commentId")).GetGuid() == id) return thing;
            }

            cursor = page.GetProperty("nextCursor").GetString();
        }

        return null;
    }

    private static async Task<HttpStatusCode> StatusAsync(TestPerson person, string path)
    {
        using var answer = await person.Client.GetAsync(path);
        return answer.StatusCode;
    }

    private static async Task<List<string>> ToldAsync(TestPerson person) =>
        [.. (await person.Client.GetFromJsonAsync<JsonElement>("/api/v1/notifications")).GetProperty("items").EnumerateArray().Select(item => item.GetProperty("kind").GetString()!)];

    private static async Task<List<string>> LoggedAsync(TestPerson admin, Guid subject) =>
    [
        .. (await admin.Client.GetFromJsonAsync<JsonElement>($"{Admin}/audit?limit=200")).GetProperty("items").EnumerateArray()
            .Where(entry => entry.GetProperty("subject").GetString() == $"{subject}").Select(entry => entry.GetProperty("action").GetString()!),
    ];

    private static async Task<string?> CodeAsync(HttpResponseMessage answer) => (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("code").GetString();
}
