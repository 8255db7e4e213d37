using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Iris.Instruments.FaceTypes.Types;

/// <summary>A type that a face can be of. An admin keeps them; readings keep what they were told on the day.</summary>
internal sealed class FaceType
{
    public const int LongestName = 40, LongestDescription = 600;

    public required Guid Id { get; init; }

    /// <summary>Ascending from 1: from the broadest faces to the longest, as geometry cuts them.</summary>
    public required int Position { get; set; }

    /// <summary>English; no other type has it.</summary>
    public required string Name { get; set; }

    public required string NameKo { get; set; }

    /// <summary>English, a few friendly sentences.</summary>
    public required string Description { get; set; }

    public required string DescriptionKo { get; set; }

    /// <summary>Percent of the people that a survey found to be of this type; 0 to 100.</summary>
    public required double Share { get; set; }

    /// <summary>Name and description in a language.</summary>
    public TypeWords Words(string language) => language == "ko" ? new(NameKo, DescriptionKo) : new(Name, Description);
}

internal sealed class FaceTypeConfiguration : IEntityTypeConfiguration<FaceType>
{
    public void Configure(EntityTypeBuilder<FaceType> type)
    {
        type.ToTable("FaceTypes");
        type.Property(t => t.Name).HasMaxLength(FaceType.LongestName);
        type.Property(t => t.NameKo).HasMaxLength(FaceType.LongestName);
        type.Property(t => t.Description).HasMaxLength(FaceType.LongestDescription);
        type.Property(t => t.DescriptionKo).HasMaxLength(FaceType.LongestDescription);
        type.HasIndex(t => t.Name).IsUnique();
    }
}
