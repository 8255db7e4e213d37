using Iris.Platform.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Iris.Live.Reports;

/// <summary>The report of one session. It is written as the session goes, and totals are computed from its minutes: a session that dies leaves a report all the same.</summary>
internal sealed class LiveReport : IOwned
{
    /// <summary>Also the id of the session.</summary>
    public required Guid Id { get; init; }

    public required Guid OwnerId { get; init; }

    /// <summary>As its device names it; empty when it does not.</summary>
    public required string Camera { get; init; }

    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>When the session was last known to be alive.</summary>
    public required DateTimeOffset LastSeenAt { get; set; }

    /// <summary>Null while the session is under way.</summary>
    public DateTimeOffset? EndedAt { get; set; }
}

/// <summary>One minute of a session.</summary>
internal sealed record LiveMinute : IOwned
{
    public const int MaximumSeconds = 60;

    public required Guid ReportId { get; init; }

    public required Guid OwnerId { get; init; }

    /// <summary>The full minute, by the server's clock.</summary>
    public required DateTimeOffset Start { get; init; }

    /// <summary>Seconds in this state; likewise below.</summary>
    public double Good { get; set; }

    public double ForwardHead { get; set; }

    public double Tilted { get; set; }

    public double Calibrating { get; set; }

    public double Away { get; set; }

    public double NoFace { get; set; }

    public double NotOwner { get; set; }

    /// <summary>Seconds in which blinks were counted.</summary>
    public double BlinkSeconds { get; set; }

    public int Blinks { get; set; }

    public int Alerts { get; set; }

    /// <summary>Seconds of the longest good streak that had lasted at any time of this minute; it may have begun earlier.</summary>
    public double LongestGood { get; set; }

    /// <summary>Seconds of all states.</summary>
    public double Total => Good + ForwardHead + Tilted + Calibrating + Away + NoFace + NotOwner;

    /// <summary>Seconds under the coach's eyes.</summary>
    public double Monitored => Good + ForwardHead + Tilted;
}

/// <summary>A person's baseline in front of one camera.</summary>
internal sealed class LiveBaseline : IOwned
{
    public required Guid OwnerId { get; init; }

    public required string Camera { get; init; }

    public required double X { get; set; }

    public required double Y { get; set; }

    public required double Nose { get; set; }

    /// <summary>Of the shoulders, as in <see cref="Analysis.BodyMetrics"/>; null where they were not to be seen.</summary>
    public double? Neck { get; set; }

    /// <summary>As <see cref="Neck"/>.</summary>
    public double? Lean { get; set; }

    public required DateTimeOffset CreatedAt { get; set; }
}

internal sealed class LiveReportConfiguration : IEntityTypeConfiguration<LiveReport>, IEntityTypeConfiguration<LiveMinute>, IEntityTypeConfiguration<LiveBaseline>
{
    public const int LongestCamera = 200;

    public void Configure(EntityTypeBuilder<LiveReport> builder)
    {
        builder.ToTable("LiveReports");
        builder.Property(report => report.Camera).HasMaxLength(LongestCamera);
        builder.HasIndex(report => new { report.OwnerId, report.StartedAt });
        builder.HasIndex(report => report.LastSeenAt);
        builder.HasOne<Accounts.Person>().WithMany().HasForeignKey(report => report.OwnerId).OnDelete(DeleteBehavior.Cascade);
    }

    public void Configure(EntityTypeBuilder<LiveMinute> builder)
    {
        builder.ToTable("LiveMinutes");
        builder.HasKey(minute => new { minute.ReportId, minute.Start });
        builder.Ignore(minute => minute.Total).Ignore(minute => minute.Monitored);
        builder.HasIndex(minute => new { minute.OwnerId, minute.Start });
        builder.HasOne<LiveReport>().WithMany().HasForeignKey(minute => minute.ReportId).OnDelete(DeleteBehavior.Cascade);
    }

    public void Configure(EntityTypeBuilder<LiveBaseline> builder)
    {
        builder.ToTable("LiveBaselines");
        builder.HasKey(baseline => new { baseline.OwnerId, baseline.Camera });
        builder.Property(baseline => baseline.Camera).HasMaxLength(LongestCamera);
        builder.HasOne<Accounts.Person>().WithMany().HasForeignKey(baseline => baseline.OwnerId).OnDelete(DeleteBehavior.Cascade);
    }
}
