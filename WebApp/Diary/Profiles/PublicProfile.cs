using Iris.Platform.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Iris.Diary.Profiles;

/// <summary>What somebody says about themselves to everybody; there is none before the first word or picture.</summary>
internal sealed class PublicProfile : IOwned
{
    public const int LongestBio = 300;

    public required Guid OwnerId { get; init; }

    /// <summary>Plain text with line feeds; may be empty.</summary>
    public string Bio { get; set; } = "";

    /// <summary>A reading of the same owner, or null. As with posts, it is no foreign key: while the reading is deleted, there is no picture.</summary>
    public Guid? AvatarId { get; set; }
}

internal sealed class PublicProfileConfiguration : IEntityTypeConfiguration<PublicProfile>
{
    public void Configure(EntityTypeBuilder<PublicProfile> profile)
    {
        profile.ToTable("PublicProfiles");
        profile.HasKey(p => p.OwnerId);
        profile.Property(p => p.Bio).HasMaxLength(PublicProfile.LongestBio);
        profile.HasOne<Accounts.Person>().WithOne().HasForeignKey<PublicProfile>(p => p.OwnerId).OnDelete(DeleteBehavior.Cascade);
    }
}
