using Iris.Platform.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Iris.Diary.Notifications;

/// <summary>What somebody is told about. A name never changes: it is stored.</summary>
public enum NotificationKind
{
    /// <summary>Somebody asks to be a secret friend.</summary>
    Asked,

    /// <summary>Somebody who was asked said yes.</summary>
    Accepted,

    /// <summary>Somebody likes a post.</summary>
    Liked,

    /// <summary>A friend wrote into a shared diary.</summary>
    Written,

    /// <summary>Somebody says something to a post.</summary>
    Commented,

    /// <summary>Those who run the site hid a post.</summary>
    Hidden,

    /// <summary>They show it again.</summary>
    Restored,

    /// <summary>They find that a post is against the rules.</summary>
    Warned,

    /// <summary>They hid a comment.</summary>
    CommentHidden,

    /// <summary>They show it again.</summary>
    CommentRestored,

    /// <summary>They find that a comment is against the rules.</summary>
    CommentWarned,
}

/// <summary>That somebody did something which concerns another person: told once, however often it is done.</summary>
internal sealed class Notification : IOwned
{
    /// <summary>Version 7; a friend who asks again has a new one.</summary>
    public required Guid Id { get; init; }

    /// <summary>Who is told.</summary>
    public required Guid OwnerId { get; init; }

    public required NotificationKind Kind { get; init; }

    /// <summary>Who did it; those who run the site have no name here, so that it is the <see cref="OwnerId"/>.</summary>
    public required Guid ActorId { get; init; }

    /// <summary>The post, or the friendship, that it is about.</summary>
    public required Guid SubjectId { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Null: not yet.</summary>
    public DateTimeOffset? ReadAt { get; set; }
}

/// <summary>A kind that somebody does not want to be told about.</summary>
internal sealed class MutedKind : IOwned
{
    public required Guid OwnerId { get; init; }

    public required NotificationKind Kind { get; init; }
}

internal sealed class NotificationConfiguration : IEntityTypeConfiguration<Notification>, IEntityTypeConfiguration<MutedKind>
{
    public void Configure(EntityTypeBuilder<Notification> notification)
    {
        notification.ToTable("Notifications");
        notification.Property(n => n.Kind).HasConversion<string>().HasMaxLength(16);
        notification.HasIndex(n => new { n.OwnerId, n.Id }).IsDescending(false, true);
        notification.HasIndex(n => new { n.OwnerId, n.Kind, n.ActorId, n.SubjectId }).IsUnique();
        notification.HasIndex(n => n.CreatedAt);
        notification.HasOne<Accounts.Person>().WithMany().HasForeignKey(n => n.OwnerId).OnDelete(DeleteBehavior.Cascade);
        notification.HasOne<Accounts.Person>().WithMany().HasForeignKey(n => n.ActorId).OnDelete(DeleteBehavior.Cascade);
    }

    public void Configure(EntityTypeBuilder<MutedKind> muted)
    {
        muted.ToTable("MutedKinds");
        muted.HasKey(m => new { m.OwnerId, m.Kind });
        muted.Property(m => m.Kind).HasConversion<string>().HasMaxLength(16);
        muted.HasOne<Accounts.Person>().WithMany().HasForeignKey(m => m.OwnerId).OnDelete(DeleteBehavior.Cascade);
    }
}
