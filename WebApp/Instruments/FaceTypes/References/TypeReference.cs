using Iris.Platform.Data;
using Iris.Platform.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Iris.Instruments.FaceTypes.References;

/// <summary>
/// A picture of a type that an admin gave, who vouches for the right to use it. Training learns from it; where it may be shown, it stands beside readings of its type and in the
/// survey. When its type is gone it is nothing any more, and is removed with its object.
/// </summary>
internal sealed class TypeReference : IOwned
{
    public required Guid Id { get; init; }

    /// <summary>What the face is taken for.</summary>
    public required Guid TypeId { get; init; }

    /// <summary>The admin who gave it. When the account is erased, nobody vouches for the picture any more, and it goes too.</summary>
    public required Guid OwnerId { get; init; }

    public required DateTimeOffset AddedAt { get; init; }

    /// <summary>Whether people who are signed in may see it; else training alone does.</summary>
    public required bool MayBeShown { get; init; }

    /// <summary>A square JPEG of the face without metadata, at most <see cref="ReferencePictures.Side"/> pixels wide. Nothing else of the upload is kept.</summary>
    public required ObjectKey PictureKey { get; init; }
}

internal sealed class TypeReferenceConfiguration : IEntityTypeConfiguration<TypeReference>
{
    public void Configure(EntityTypeBuilder<TypeReference> reference)
    {
        reference.ToTable("FaceTypeReferences");
        reference.Property(r => r.PictureKey).HasConversion(key => key.ToString(), text => ObjectKey.Parse(text)).HasMaxLength(200);
        reference.HasIndex(r => new { r.TypeId, r.Id });
        reference.HasOne<Accounts.Person>().WithMany().HasForeignKey(r => r.OwnerId).OnDelete(DeleteBehavior.Cascade);
    }
}
