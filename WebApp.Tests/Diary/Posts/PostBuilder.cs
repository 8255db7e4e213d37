using Iris.Diary.Posts;
using Iris.Instruments.Readings;

namespace Iris.Tests.Diary.Posts;

/// <summary>Puts a post into the diary of a person.</summary>
internal sealed class PostBuilder(IrisApplication application, TestPerson owner)
{
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
        var post = new DiaryPost
        {
            Id = Guid.CreateVersion7(),
            OwnerId = owner.Id,
            CreatedAt = TimeProvider.System.GetUtcNow(),
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
