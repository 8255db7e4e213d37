using Iris.Diary.Posts;
using Iris.Instruments.Readings;

namespace Iris.Tests.Diary.Posts;

/// <summary>Puts a post into the diary of a person.</summary>
internal sealed class PostBuilder(IrisApplication application, TestPerson owner)
{
    /// <summary>Ids of one millisecond are in no order, and tests write faster than people.</summary>
    private static readonly long Start = TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds() - 1_000_000;

    private static long written;

    private string title = "A day at the sea";
    private string text = "Two boats were out.";
    private Guid? picture;
    private DateTimeOffset? deletedAt;

    public PostBuilder Titled(string words)
    {
        title = words;
        return this;
    }

    public PostBuilder Saying(string words)
    {
        text = words;
        return this;
    }

    public PostBuilder Showing(Reading reading)
    {
        picture = reading.Id;
        return this;
    }

    public PostBuilder Deleted(DateTimeOffset at)
    {
        deletedAt = at;
        return this;
    }

    public Task<DiaryPost> WrittenAsync() => application.QueryAsync(async database =>
    {
        var time = DateTimeOffset.FromUnixTimeMilliseconds(Start + Interlocked.Increment(ref written));
        var post = new DiaryPost
        {
            Id = Guid.CreateVersion7(time),
            OwnerId = owner.Id,
            CreatedAt = time,
            DeletedAt = deletedAt,
            Day = new DateOnly(2026, 11, 20),
            Title = title,
            Text = text,
            PictureId = picture,
        };
        database.Add(post);
        await database.SaveChangesAsync();
        return post;
    });
}
