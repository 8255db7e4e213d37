using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Iris.Platform.Compute;

/// <summary>Why a machine stopped.</summary>
internal enum MachineEnd
{
    /// <summary>An admin stopped it here.</summary>
    Admin,

    /// <summary>Nothing was asked of it for long enough.</summary>
    Idle,

    /// <summary>It was stopped elsewhere, or ended.</summary>
    Elsewhere,
}

/// <summary>One time that a machine ran, from its start to its stop. All nodes write the same row: a machine starts once at a moment.</summary>
internal sealed class MachineRun
{
    public required Guid Id { get; init; }

    /// <summary>Its name in the configuration.</summary>
    public required string Machine { get; init; }

    /// <summary>As its host says, to the second.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>Null while it runs.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>When one of the nodes asked it for something last; null: not yet.</summary>
    public DateTimeOffset? LastUsedAt { get; init; }

    /// <summary>Why it was told to stop, or, once it has, why it did.</summary>
    public MachineEnd? End { get; init; }
}

internal sealed class MachineRunConfiguration : IEntityTypeConfiguration<MachineRun>
{
    public void Configure(EntityTypeBuilder<MachineRun> run)
    {
        run.ToTable("MachineRuns");
        run.Property(r => r.Machine).HasMaxLength(64);
        run.Property(r => r.End).HasConversion<string>().HasMaxLength(16);
        run.HasIndex(r => new { r.Machine, r.StartedAt }).IsUnique();
    }
}
