using System.Security.Claims;
using Bunit;
using Iris.Diary.Comments;
using Iris.Diary.Feed;
using Iris.Diary.Posts;
using Iris.Diary.Posts.Pages;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Iris.Tests.Diary.Posts;

/// <summary>What can be done with a post, over the real database.</summary>
[Collection(nameof(WithIris))]
public sealed class PostPageTests : ComponentContext
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly IrisApplication iris;

    public PostPageTests(IrisApplication iris)
    {
        this.iris = iris;
        ComponentFactories.AddStub<CommentSection>();
        Services.AddSingleton(iris.Services.GetRequiredService<OwnPosts>());
        Services.AddSingleton(iris.Services.GetRequiredService<ReadablePosts>());
        Services.AddSingleton(iris.Services.GetRequiredService<IOptions<PostsOptions>>());
    }

    [Fact]
    public async Task A_deletion_is_announced_the_keyboard_goes_to_undo_and_the_post_comes_back()
    {
        var post = await APostOfTheReaderAsync();
        var actions = Open(post);
        Assert.Equal($"/diary/posts/{post.Id}/edit", actions.Find(".page-actions a").GetAttribute("href"));

        await actions.Find("[data-action=delete]").ClickAsync();
        Assert.Contains("undo this for 10 minutes", actions.WaitForElement("[role=status]", Patience).TextContent, StringComparison.Ordinal);
        Assert.Equal($"Deleted: {post.Title}", actions.Find("h1").TextContent);
        Assert.Empty(actions.FindAll("article"));
        JSInterop.VerifyFocusAsyncInvoke();
        Assert.NotNull((await ReadAsync(post)).DeletedAt);

        await actions.Find("[data-action=undo]").ClickAsync();
        actions.WaitForElement("[data-action=delete]", Patience);
        Assert.Null((await ReadAsync(post)).DeletedAt);
    }

    [Fact]
    public async Task Undoing_too_late_is_told()
    {
        var post = await APostOfTheReaderAsync();
        var actions = Open(post);

        await actions.Find("[data-action=delete]").ClickAsync();
        actions.WaitForElement("[data-action=undo]", Patience);
        await iris.QueryAsync(database => database.Set<DiaryPost>().Where(row => row.Id == post.Id)
            .ExecuteUpdateAsync(set => set.SetProperty(row => row.DeletedAt, TimeProvider.System.GetUtcNow().AddHours(-1))));
        await actions.Find("[data-action=undo]").ClickAsync();

        Assert.Contains("too late", actions.WaitForElement("[role=alert]", Patience).TextContent, StringComparison.Ordinal);
    }

    private async Task<DiaryPost> APostOfTheReaderAsync()
    {
        var person = await iris.APerson().SignedInAsync();
        AddAuthorization().SetAuthorized(person.Email).SetClaims(new Claim(ClaimTypes.NameIdentifier, $"{person.Id}"));
        return await new PostBuilder(iris, person).WrittenAsync();
    }

    private IRenderedComponent<PostPage> Open(DiaryPost post)
    {
        Renderer.SetRendererInfo(new("Server", isInteractive: true));
        var page = Render<PostPage>(parameters => parameters.Add(p => p.Id, post.Id));
        page.WaitForElement("article", Patience);
        return page;
    }

    private Task<DiaryPost> ReadAsync(DiaryPost post) => iris.QueryAsync(database => database.Set<DiaryPost>().AsNoTracking().SingleAsync(row => row.Id == post.Id));
}
