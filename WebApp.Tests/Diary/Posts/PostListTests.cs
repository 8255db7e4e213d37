using Bunit;
using Iris.Diary.Posts;
using Iris.Diary.Posts.Pages;

namespace Iris.Tests.Diary.Posts;

/// <summary>The list in each of its states.</summary>
public sealed class PostListTests : ComponentContext
{
    private static readonly PostItem Item = new(Guid.CreateVersion7(), new(2026, 11, 20), DateTimeOffset.UnixEpoch, null, "A day", "Words", PostVisibility.Private, null, null, null, "Mina", true, [], 0, false, false, null, null);

    [Fact]
    public void While_the_posts_are_on_their_way_there_are_placeholders()
    {
        var list = Render<PostList>();

        Assert.NotEmpty(list.FindAll(".mud-skeleton"));
        Assert.NotEmpty(list.Find("[role=status]").TextContent);
    }

    [Fact]
    public void A_failure_can_be_tried_again_where_it_happened()
    {
        var tries = 0;
        var list = Render<PostList>(parameters => parameters.Add(l => l.Failed, true).Add(l => l.OnRetry, () => tries++));

        list.Find("[role=alert] button").Click();

        Assert.Equal(1, tries);
    }

    [Fact]
    public void A_post_without_a_picture_has_none()
    {
        var list = Render<PostList>(parameters => parameters.Add(l => l.Slice, new([Item], null)));

        Assert.Equal($"/diary/posts/{Item.Id}", list.Find("h2 a").GetAttribute("href"));
        Assert.Empty(list.FindAll("img"));
        Assert.Empty(list.FindAll(".pages"));
    }

    [Fact]
    public void Behind_the_last_post_there_is_a_way_back()
    {
        var list = Render<PostList>(parameters => parameters.Add(l => l.Slice, new([], null)).Add(l => l.Older, true));

        Assert.Contains("nothing older", list.Find(".empty").TextContent, StringComparison.Ordinal);
        Assert.Equal("/diary", list.Find(".pages a").GetAttribute("href"));
    }
}
