using Iris.Accounts;
using Iris.Accounts.Registration;
using Iris.Instruments.Readings;
using Iris.Platform.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Iris.Instruments.Cells.Correction;

/// <summary>A picture's count as a person corrected it, kept beside the automatic result of the <see cref="Reading"/>. Saving again replaces it.</summary>
internal sealed class CellCorrection : IOwned
{
    public required Guid ReadingId { get; init; }

    public required Guid OwnerId { get; init; }

    /// <summary>Who corrected it: the nickname at that time.</summary>
    public required string CorrectedBy { get; set; }

    public required DateTimeOffset CorrectedAt { get; set; }

    /// <summary>A <see cref="CorrectionContent"/> as JSON.</summary>
    public required string Content { get; set; }

    public required int Live { get; set; }

    public required int Dead { get; set; }
}

/// <summary>What it takes to repeat a correction on the automatic result.</summary>
public sealed record CorrectionContent(CountingRules Rules, IReadOnlyList<CellEdit> Edits);

internal sealed class CellCorrectionConfiguration : IEntityTypeConfiguration<CellCorrection>
{
    public void Configure(EntityTypeBuilder<CellCorrection> correction)
    {
        correction.ToTable("CellCorrections");
        correction.HasKey(c => c.ReadingId);
        correction.Property(c => c.ReadingId).ValueGeneratedNever();
        correction.Property(c => c.CorrectedBy).HasMaxLength(Nickname.MaximumLength);
        correction.HasIndex(c => c.OwnerId);
        correction.HasOne<Reading>().WithOne().HasForeignKey<CellCorrection>(c => c.ReadingId).OnDelete(DeleteBehavior.Cascade);
        correction.HasOne<Person>().WithMany().HasForeignKey(c => c.OwnerId).OnDelete(DeleteBehavior.Cascade);
    }
}
