using Iris.Live.Analysis;
using Iris.Live.Reports;
using Iris.Platform.Data;
using Iris.Platform.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Iris.Live.Frames;

/// <summary>A frame of a session that its person wanted to be kept.</summary>
internal sealed class KeptFrame : IOwned
{
    /// <summary>Of version 7: ordered by time.</summary>
    public required Guid Id { get; init; }

    public required Guid OwnerId { get; init; }

    /// <summary>The session.</summary>
    public required Guid ReportId { get; init; }

    public required DateTimeOffset TakenAt { get; init; }

    public required PostureState State { get; init; }

    /// <summary>The alert that had just been raised; null: it was merely time for another frame.</summary>
    public AlertKind? Alert { get; init; }

    /// <summary>A JPEG of at most <see cref="FrameOptions.Side"/> pixels, without metadata.</summary>
    public required ObjectKey PictureKey { get; init; }

    /// <summary>A JPEG of at most <see cref="FrameOptions.ThumbnailSide"/> pixels.</summary>
    public required ObjectKey ThumbnailKey { get; init; }

    /// <summary>Of the picture, in pixels.</summary>
    public required int Width { get; init; }

    /// <summary>Of the picture, in pixels.</summary>
    public required int Height { get; init; }

    /// <summary>Size of both objects together.</summary>
    public required int Bytes { get; init; }

    /// <summary>When its owner deleted it, or when its objects began to be written; nobody sees it meanwhile.</summary>
    public DateTimeOffset? DeletedAt { get; set; }
}

/// <summary>Whether, and for how long, a person wants frames to be kept. There is none as long as the person was never asked.</summary>
internal sealed class FrameKeeping : IOwned
{
    public required Guid OwnerId { get; init; }

    /// <summary>When the person agreed; null: not any more.</summary>
    public DateTimeOffset? ConsentAt { get; set; }

    /// <summary>How long frames stay, 1 to <see cref="FrameOptions.LongestDays"/>; it counts for those that are there as well.</summary>
    public required int Days { get; set; }
}

internal sealed class KeptFrameConfiguration : IEntityTypeConfiguration<KeptFrame>, IEntityTypeConfiguration<FrameKeeping>
{
    public void Configure(EntityTypeBuilder<KeptFrame> builder)
    {
        builder.ToTable("KeptFrames");
        builder.Property(frame => frame.State).HasConversion<string>().HasMaxLength(16);
        builder.Property(frame => frame.Alert).HasConversion<string>().HasMaxLength(16);
        builder.Property(frame => frame.PictureKey).HasConversion(key => key.ToString(), text => ObjectKey.Parse(text)).HasMaxLength(200);
        builder.Property(frame => frame.ThumbnailKey).HasConversion(key => key.ToString(), text => ObjectKey.Parse(text)).HasMaxLength(200);
        // A page shows the frames of one session in order; the bytes of a day, and what is too old, are found by owner; the sweep reads the deleted ones of everybody.
        builder.HasIndex(frame => new { frame.ReportId, frame.Id });
        builder.HasIndex(frame => new { frame.OwnerId, frame.TakenAt });
        builder.HasIndex(frame => frame.DeletedAt);
        builder.HasOne<Accounts.Person>().WithMany().HasForeignKey(frame => frame.OwnerId).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<LiveReport>().WithMany().HasForeignKey(frame => frame.ReportId).OnDelete(DeleteBehavior.Cascade);
    }

    public void Configure(EntityTypeBuilder<FrameKeeping> builder)
    {
        builder.ToTable("FrameKeepings");
        builder.HasKey(keeping => keeping.OwnerId);
        builder.HasOne<Accounts.Person>().WithOne().HasForeignKey<FrameKeeping>(keeping => keeping.OwnerId).OnDelete(DeleteBehavior.Cascade);
    }
}
