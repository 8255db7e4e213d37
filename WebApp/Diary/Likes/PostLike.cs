using Iris.Diary.Posts;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Iris.Diary.Likes;

/// <summary>That somebody likes a post: once.</summary>
internal sealed class PostLike
{
    public required Guid PostId { get; init; }

    public required Guid PersonId { get; init; }

    public required DateTimeOffset LikedAt { get; init; }
}

internal sealed class PostLikeConfiguration : IEntityTypeConfiguration<PostLike>
{
    public void Configure(EntityTypeBuilder<PostLike> like)
    {
        like.ToTable("PostLikes");
        like.HasKey(l => new { l.PostId, l.PersonId });
        like.HasIndex(l => l.PersonId);
        like.HasOne<DiaryPost>().WithMany().HasForeignKey(l => l.PostId).OnDelete(DeleteBehavior.Cascade);
        like.HasOne<Accounts.Person>().WithMany().HasForeignKey(l => l.PersonId).OnDelete(DeleteBehavior.Cascade);
    }
}
