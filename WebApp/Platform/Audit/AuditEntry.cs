using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Iris.Platform.Audit;

/// <summary>Something that an admin, or the program on an admin's behalf, did to what is everybody's. Entries are added and read, never changed; only the erasure of an account takes its name out.</summary>
internal sealed class AuditEntry
{
    /// <summary>Version 7: in the order in which things happened, to the millisecond.</summary>
    public required Guid Id { get; init; }

    public required DateTimeOffset At { get; init; }

    /// <summary>Whoever did it; null: the program itself, or somebody whose account is erased.</summary>
    public required Guid? ActorId { get; init; }

    /// <summary>The nickname at that time; null where <see cref="ActorId"/> is.</summary>
    public required string? ActorName { get; init; }

    /// <summary>What was done: an entry of <see cref="AuditActions"/>.</summary>
    public required string Action { get; init; }

    /// <summary>What it was done to, such as the name of a server.</summary>
    public required string Subject { get; init; }

    /// <summary>What else is worth knowing; no secrets, and nothing of other people but ids.</summary>
    public string? Detail { get; init; }
}

internal sealed class AuditEntryConfiguration : IEntityTypeConfiguration<AuditEntry>
{
    public void Configure(EntityTypeBuilder<AuditEntry> entry)
    {
        entry.ToTable("AuditEntries");
        entry.Property(e => e.ActorName).HasMaxLength(AuditLog.LongestName);
        entry.Property(e => e.Action).HasMaxLength(AuditLog.LongestName);
        entry.Property(e => e.Subject).HasMaxLength(AuditLog.LongestSubject);
        entry.Property(e => e.Detail).HasMaxLength(AuditLog.LongestDetail);
        entry.HasIndex(e => e.ActorId);
    }
}
