using Iris.Diary.Friends;
using Iris.Diary.Posts;
using Iris.Platform.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Iris.Diary.Comments;

/// <summary>What somebody says to a post. Whoever may read the post may read it.</summary>
internal sealed class PostComment : IOwned
{
    public const int Longest = 1000;

    /// <summary>Version 7, so that the order of ids is the order of writing.</summary>
    public required Guid Id { get; init; }

    public required Guid PostId { get; init; }

    public required Guid OwnerId { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it was last changed; null: never.</summary>
    public DateTimeOffset? EditedAt { get; set; }

    /// <summary>Set while a deletion can still be undone; then the sweeper removes the row.</summary>
    public DateTimeOffset? DeletedAt { get; set; }

    /// <summary>Who deleted it, and alone can undo that: its owner, or the post's.</summary>
    public Guid? DeletedById { get; set; }

    /// <summary>Since when an admin keeps it from everybody but its owner; null: not.</summary>
    public DateTimeOffset? HiddenAt { get; set; }

    /// <summary>Plain text with line feeds, never empty.</summary>
    public required string Text { get; set; }
}

internal sealed class PostCommentConfiguration : IEntityTypeConfiguration<PostComment>
{
    public void Configure(EntityTypeBuilder<PostComment> comment)
    {
        comment.ToTable("PostComments");
        comment.Property(c => c.Text).HasMaxLength(PostComment.Longest);
        // A post's are read from the newest down.
        comment.HasIndex(c => new { c.PostId, c.Id });
        comment.HasIndex(c => new { c.OwnerId, c.Id });
        comment.HasIndex(c => c.DeletedAt);
        comment.HasOne<DiaryPost>().WithMany().HasForeignKey(c => c.PostId).OnDelete(DeleteBehavior.Cascade);
        comment.HasOne<Accounts.Person>().WithMany().HasForeignKey(c => c.OwnerId).OnDelete(DeleteBehavior.Cascade);
    }
}

/// <summary>Who reads which comments: <see cref="PostRule"/>, and nobody those of whom they keep away from.</summary>
internal static class CommentRule
{
    /// <summary>The comments that somebody may read; null: somebody who is not signed in.</summary>
    public static IQueryable<PostComment> CommentsReadableBy(this AppDbContext database, Guid? reader)
    {
        var (posts, leaving) = (database.ReadableBy(reader), database.Users.Where(person => person.ErasureStartedAt != null));
        var there = database.Set<PostComment>().AsNoTracking()
            .Where(comment => comment.DeletedAt == null && posts.Any(post => post.Id == comment.PostId) && !leaving.Any(person => person.Id == comment.OwnerId));
        if (reader is not { } me) return there.Where(comment => comment.HiddenAt == null);
        var (apart, admins) = (database.KeptApart(me), database.AdminsWithId(me));
        return there.Where(comment => comment.OwnerId == me || (!apart.Contains(comment.OwnerId) && (comment.HiddenAt == null || admins.Any())));
    }
}
