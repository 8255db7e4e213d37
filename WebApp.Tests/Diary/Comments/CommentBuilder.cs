using Iris.Diary.Comments;
using Iris.Diary.Posts;

namespace Iris.Tests.Diary.Comments;

/// <summary>Says something to a post, whether or not its owner may read the post.</summary>
internal sealed class CommentBuilder(IrisApplication application, TestPerson owner, DiaryPost post)
{
    /// <summary>Ids of one millisecond are in no order, and tests write faster than people.</summary>
    private static readonly long Start = TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds() - 1_000_000;

    private static long written;

    private string text = "I was there as well.";
    private DateTimeOffset? hiddenAt;

    public CommentBuilder Saying(string words)
    {
        text = words;
        return this;
    }

    /// <summary>An admin has hidden it.</summary>
    public CommentBuilder Hidden()
    {
        hiddenAt = TimeProvider.System.GetUtcNow();
        return this;
    }

    public Task<PostComment> WrittenAsync() => application.QueryAsync(async database =>
    {
        var time = DateTimeOffset.FromUnixTimeMilliseconds(Start + Interlocked.Increment(ref written));
        var comment = new PostComment { Id = Guid.CreateVersion7(time), PostId = post.Id, OwnerId = owner.Id, CreatedAt = time, HiddenAt = hiddenAt, Text = text };
        database.Add(comment);
        await database.SaveChangesAsync();
        return comment;
    });
}
