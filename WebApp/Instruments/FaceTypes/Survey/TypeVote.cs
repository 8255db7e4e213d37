using Iris.Instruments.FaceTypes.References;
using Iris.Platform.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Iris.Instruments.FaceTypes.Survey;

/// <summary>What one person takes a reference picture for. The last word counts.</summary>
internal sealed class TypeVote : IOwned
{
    public required Guid ReferenceId { get; init; }

    public required Guid OwnerId { get; init; }

    /// <summary>A vote for a type that is gone counts no more.</summary>
    public required Guid TypeId { get; init; }

    public required DateTimeOffset VotedAt { get; init; }
}

internal sealed class TypeVoteConfiguration : IEntityTypeConfiguration<TypeVote>
{
    public void Configure(EntityTypeBuilder<TypeVote> vote)
    {
        vote.ToTable("FaceTypeVotes");
        vote.HasKey(v => new { v.ReferenceId, v.OwnerId });
        vote.HasIndex(v => v.OwnerId);
        vote.HasOne<TypeReference>().WithMany().HasForeignKey(v => v.ReferenceId).OnDelete(DeleteBehavior.Cascade);
        vote.HasOne<Accounts.Person>().WithMany().HasForeignKey(v => v.OwnerId).OnDelete(DeleteBehavior.Cascade);
    }
}
