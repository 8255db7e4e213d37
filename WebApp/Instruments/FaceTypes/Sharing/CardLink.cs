using Iris.Instruments.Readings;
using Iris.Platform.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Iris.Instruments.FaceTypes.Sharing;

/// <summary>Opens the card of a reading to everybody who has the link, until it expires or is revoked, which removes the row. A reading has one at most.</summary>
internal sealed class CardLink : IOwned
{
    public required Guid ReadingId { get; init; }

    public required Guid OwnerId { get; init; }

    /// <summary>128 random bits as text; whoever knows it may look.</summary>
    public required string Token { get; init; }

    /// <summary>Whether the person's picture is on the card; else a drawn head is.</summary>
    public required bool ShowsPicture { get; init; }

    /// <summary>Two letters: of the words on the card.</summary>
    public required string Language { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset ExpiresAt { get; init; }
}

internal sealed class CardLinkConfiguration : IEntityTypeConfiguration<CardLink>
{
    public void Configure(EntityTypeBuilder<CardLink> link)
    {
        link.ToTable("FaceTypeLinks");
        link.HasKey(l => l.ReadingId);
        link.Property(l => l.Token).HasMaxLength(40);
        link.Property(l => l.Language).HasMaxLength(2);
        link.HasIndex(l => l.Token).IsUnique();
        link.HasIndex(l => l.ExpiresAt);
        link.HasOne<Reading>().WithOne().HasForeignKey<CardLink>(l => l.ReadingId).OnDelete(DeleteBehavior.Cascade);
        link.HasOne<Accounts.Person>().WithMany().HasForeignKey(l => l.OwnerId).OnDelete(DeleteBehavior.Cascade);
    }
}
