using Iris.Platform.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Iris.Live.Identity;

/// <summary>A person's face, for the posture coach to know whose time it counts. It is no way to sign in: see docs/posture.md.</summary>
internal sealed class FaceId : IOwned
{
    public required Guid OwnerId { get; init; }

    /// <summary>The mean descriptor, sealed by data protection for this person.</summary>
    public required byte[] Sealed { get; set; }

    /// <summary>Descriptors in the mean.</summary>
    public required int Samples { get; set; }

    /// <summary>When the person agreed, which is when the face was enrolled first.</summary>
    public required DateTimeOffset ConsentAt { get; init; }

    public required DateTimeOffset UpdatedAt { get; set; }
}

internal sealed class FaceIdConfiguration : IEntityTypeConfiguration<FaceId>
{
    public void Configure(EntityTypeBuilder<FaceId> builder)
    {
        builder.ToTable("FaceIds");
        builder.HasKey(face => face.OwnerId);
        builder.HasOne<Accounts.Person>().WithOne().HasForeignKey<FaceId>(face => face.OwnerId).OnDelete(DeleteBehavior.Cascade);
    }
}
