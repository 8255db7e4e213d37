using Iris.Platform.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Iris.Diary.Posts;

/// <summary>What a person wrote about a day, with a picture of the own gallery or without.</summary>
internal sealed class DiaryPost : IOwned
{
    public const int LongestTitle = 120, LongestText = 10_000, MostPictures = 4;

    /// <summary>Version 7, so that the order of ids is the order of writing.</summary>
    public required Guid Id { get; init; }

    public required Guid OwnerId { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it was last changed; null: never.</summary>
    public DateTimeOffset? EditedAt { get; set; }

    /// <summary>Set while a deletion can still be undone; then the sweeper removes the row.</summary>
    public DateTimeOffset? DeletedAt { get; set; }

    /// <summary>Since when an admin keeps it from everybody but its owner; null: not.</summary>
    public DateTimeOffset? HiddenAt { get; set; }

    /// <summary>The day that it is about, as the person says.</summary>
    public required DateOnly Day { get; set; }

    /// <summary>On one line, never empty.</summary>
    public required string Title { get; set; }

    /// <summary>A part of Markdown, as it was written: see <see cref="PostMarkdown"/>. Empty where the picture says it all.</summary>
    public required string Text { get; set; }

    /// <summary>
    /// A reading of the same owner, or null. It is no foreign key: the reading may be deleted, and come back, without the post; a post whose reading is gone
    /// keeps its words and says so.
    /// </summary>
    public Guid? PictureId { get; set; }

    /// <summary>Further pictures, of which the same is true; none without a first one.</summary>
    public Guid[] MorePictureIds { get; set; } = [];

    /// <summary>All of them, in their order.</summary>
    public IReadOnlyList<Guid> PictureIds => PictureId is { } first ? [first, .. MorePictureIds] : [];

    public Mood? Mood { get; set; }

    public Weather? Weather { get; set; }

    public PostVisibility Visibility { get; set; }

    /// <summary>The shared diary of a secret post, which is the id of a <see cref="Friends.Friendship"/>; null for every other. No foreign key: what a person wrote stays when the other one is gone.</summary>
    public Guid? DiaryId { get; set; }

    /// <summary>How many people like it: the number of its <see cref="Likes.PostLike"/>s, kept in step with them by <see cref="Likes.PostLikes"/> alone.</summary>
    public int Likes { get; set; }

    /// <summary>As <see cref="PostTag.Clean"/> left them; the rows of <see cref="PostTag"/> say the same for those who look for a tag.</summary>
    public string[] Tags { get; set; } = [];
}

internal sealed class DiaryPostConfiguration : IEntityTypeConfiguration<DiaryPost>
{
    public void Configure(EntityTypeBuilder<DiaryPost> post)
    {
        post.ToTable("DiaryPosts");
        post.Property(p => p.Title).HasMaxLength(DiaryPost.LongestTitle);
        post.Property(p => p.Text).HasMaxLength(DiaryPost.LongestText);
        post.Property(p => p.Visibility).HasConversion<string>().HasMaxLength(16);
        post.Property(p => p.Tags).HasMaxLength(PostTag.Most * (PostTag.Longest + 1))
            .HasConversion(tags => string.Join(' ', tags), text => text.Split(' ', StringSplitOptions.RemoveEmptyEntries), new ValueComparer<string[]>((one, other) => one!.SequenceEqual(other!), tags => tags.Length, tags => tags));
        post.Ignore(p => p.PictureIds);
        post.Property(p => p.MorePictureIds).HasMaxLength(DiaryPost.MostPictures * 33)
            .HasConversion(ids => string.Join(' ', ids.Select(id => id.ToString("N"))), text => text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(Guid.Parse).ToArray(), new ValueComparer<Guid[]>((one, other) => one!.SequenceEqual(other!), ids => ids.Length, ids => ids));
        post.Property(p => p.Mood).HasConversion<string>().HasMaxLength(16);
        post.Property(p => p.Weather).HasConversion<string>().HasMaxLength(16);
        // The calendar and the book go by days.
        post.HasIndex(p => new { p.OwnerId, p.Day, p.Id });
        // Feeds read what everybody may read from the newest down; the most liked of a week are found in the index alone.
        post.HasIndex(p => new { p.Visibility, p.Id, p.Likes, p.DeletedAt, p.HiddenAt });
        post.HasIndex(p => new { p.DiaryId, p.Id });
        // The diary reads one owner's undeleted rows from the newest down; the sweeper reads the deleted ones of everybody.
        post.HasIndex(p => new { p.OwnerId, p.Id }).IsDescending(false, true);
        post.HasIndex(p => p.DeletedAt);
        post.HasOne<Accounts.Person>().WithMany().HasForeignKey(p => p.OwnerId).OnDelete(DeleteBehavior.Cascade);
    }
}
