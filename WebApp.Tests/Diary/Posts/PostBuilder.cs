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
    private PostVisibility visibility;
    private Guid? diary;
    private string[] tags = [];
    private TimeSpan age;
    private DateTimeOffset? hiddenAt;

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

    public PostBuilder For(PostVisibility readers)
    {
        visibility = readers;
        return this;
    }

    public PostBuilder In(Guid shared)
    {
        (visibility, diary) = (PostVisibility.Secret, shared);
        return this;
    }

    public PostBuilder Tagged(params string[] words)
    {
        tags = words;
        return this;
    }

    /// <summary>Written so long before the others.</summary>
    public PostBuilder Aged(TimeSpan time)
    {
        age = time;
        return this;
    }

    public PostBuilder Deleted(DateTimeOffset at)
    {
        deletedAt = at;
        return this;
    }

    /// <summary>An admin has hidden it.</summary>
    public PostBuilder Hidden(bool hidden = true)
    {
        hiddenAt = hidden ? TimeProvider.System.GetUtcNow() : null;
        return this;
    }

    public Task<DiaryPost> WrittenAsync() => application.QueryAsync(async database =>
    {
        var time = DateTimeOffset.FromUnixTimeMilliseconds(Start + Interlocked.Increment(ref written)) - age;
        var post = new DiaryPost
        {
            Id = Guid.CreateVersion7(time),
            OwnerId = owner.Id,
            CreatedAt = time,
            DeletedAt = deletedAt,
            HiddenAt = hiddenAt,
            Day = new DateOnly(2026, 11, 20),
            Title = title,
            Text = text,
            PictureId = picture,
            Visibility = visibility,
            DiaryId = diary,
            Tags = tags,
        };
        database.Add(post);
        database.AddRange(tags.Select(tag => new PostTag { Tag = tag, PostId = post.Id }));
        await database.SaveChangesAsync();
        return post;
    });
}
