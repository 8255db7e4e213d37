using Iris.Diary.Painting.Prompts;
using Iris.Instruments.Readings;
using Iris.Platform.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Iris.Diary.Painting.Jobs;

/// <summary>Where a job stands. The first two may still change, the others are final.</summary>
public enum JobStatus
{
    Queued,
    Running,
    Done,
    Failed,
    Cancelled,
}

/// <summary>
/// A picture to be painted. Only <see cref="PaintingQueue"/> changes rows, each time by one statement that names what it expects, so that a cancelled or
/// overtaken run can't write any more.
/// </summary>
internal sealed class PaintingJob : IOwned
{
    /// <summary>Version 7, so that the order of ids is the order of arrival.</summary>
    public required Guid Id { get; init; }

    public required Guid OwnerId { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>As <see cref="PaintingOrder"/> has it, checked.</summary>
    public required string Prompt { get; init; }

    /// <summary>Id of a <see cref="PaintingStyle"/>, or null.</summary>
    public string? Style { get; init; }

    /// <summary>0 to <see cref="PaintingOrder.LargestSeed"/>.</summary>
    public required long Seed { get; init; }

    /// <summary>Null: the painter's own.</summary>
    public int? Steps { get; init; }

    /// <summary>Edge in pixels; null: the painter's own.</summary>
    public int? Size { get; init; }

    /// <summary>Id of the painter that was in use when the job was ordered.</summary>
    public required string Painter { get; init; }

    public JobStatus Status { get; init; }

    /// <summary>How often a node has begun.</summary>
    public int Attempts { get; init; }

    /// <summary>The run that has the job now; a new one with each attempt.</summary>
    public Guid? Lease { get; init; }

    /// <summary>When the run counts as dead unless it reports.</summary>
    public DateTimeOffset? LeaseUntil { get; init; }

    /// <summary>When a node last began; null: nobody has yet.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>Steps done.</summary>
    public int Step { get; init; }

    /// <summary>Steps in all; 0 before the first is done.</summary>
    public int StepCount { get; init; }

    /// <summary>The last preview as JPEG; none once the job has ended.</summary>
    public byte[]? Preview { get; init; }

    /// <summary>The <see cref="Reading"/> that came of it; it may have been deleted since.</summary>
    public Guid? PictureId { get; init; }

    /// <summary>Code of the refusal that says why the job failed.</summary>
    public string? Error { get; init; }
}

internal sealed class PaintingJobConfiguration : IEntityTypeConfiguration<PaintingJob>
{
    public void Configure(EntityTypeBuilder<PaintingJob> job)
    {
        job.ToTable("PaintingJobs");
        job.Property(j => j.Prompt).HasMaxLength(PaintingOrder.LongestPrompt);
        job.Property(j => j.Style).HasMaxLength(40);
        job.Property(j => j.Painter).HasMaxLength(200);
        job.Property(j => j.Status).HasConversion<string>().HasMaxLength(10);
        job.Property(j => j.Error).HasMaxLength(40);
        // Nodes look at what has not ended; pages and the allowance at one person's; the sweeper at what ended long ago.
        job.HasIndex(j => j.Status);
        job.HasIndex(j => new { j.OwnerId, j.CreatedAt });
        job.HasIndex(j => j.EndedAt);
        job.HasOne<Accounts.Person>().WithMany().HasForeignKey(j => j.OwnerId).OnDelete(DeleteBehavior.Cascade);
    }
}
