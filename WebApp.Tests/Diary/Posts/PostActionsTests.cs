using System.Security.Claims;
using Bunit;
using Iris.Diary.Posts;
using Iris.Diary.Posts.Pages;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Iris.Tests.Diary.Posts;

/// <summary>What can be done with a post, over the real database.</summary>
[Collection(nameof(WithIris))]
public sealed class PostActionsTests : BunitContext
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly IrisApplication iris;

    public PostActionsTests(IrisApplication iris)
    {
        this.iris = iris;
        Services.AddLocalization().AddLogging();
        Services.AddSingleton(iris.Services.GetRequiredService<OwnPosts>());
        Services.AddSingleton(iris.Services.GetRequiredService<IOptions<PostsOptions>>());
        JSInterop.Mode = JSRuntimeMode.Loose;
    }

    [Fact]
    public async Task A_deletion_is_announced_the_keyboard_goes_to_undo_and_the_post_comes_back()
    {
        var post = await APostOfTheReaderAsync();
        var actions = Open(post);
        Assert.Equal($"/diary/posts/{post.Id}/edit", actions.Find("a").GetAttribute("href"));

        await actions.Find("[data-action=delete]").ClickAsync();
        Assert.Contains(post.Title, actions.WaitForElement("[role=status]", Patience).TextContent, StringComparison.Ordinal);
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

    private IRenderedComponent<PostActions> Open(DiaryPost post)
    {
        Renderer.SetRendererInfo(new("Server", isInteractive: true));
        return Render<PostActions>(parameters => parameters.Add(a => a.Id, post.Id).Add(a => a.Title, post.Title));
    }

    private Task<DiaryPost> ReadAsync(DiaryPost post) => iris.QueryAsync(database => database.Set<DiaryPost>().AsNoTracking().SingleAsync(row => row.Id == post.Id));
}
