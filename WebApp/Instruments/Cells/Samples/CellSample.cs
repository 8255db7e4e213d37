using Iris.Accounts;
using Iris.Instruments.Cells.Counting;
using Iris.Instruments.Readings;
using Iris.Platform.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Iris.Instruments.Cells.Samples;

/// <summary>A sample from the bench: several pictures that are one count.</summary>
internal sealed class CellSample : IOwned
{
    public const int LongestName = 120, LongestNote = 2000;

    public required Guid Id { get; init; }

    public required Guid OwnerId { get; init; }

    public required string Name { get; set; }

    public string? Note { get; set; }

    /// <summary>The day of the sample, as the person says.</summary>
    public required DateOnly Date { get; set; }

    public List<CellSamplePicture> Pictures { get; } = [];
}

/// <summary>
/// A picture in a sample, with its count as it is now, corrected or not: a table of samples then adds up columns instead of reading every result. A picture
/// is in one sample at most.
/// </summary>
internal sealed class CellSamplePicture
{
    public required Guid ReadingId { get; init; }

    public required Guid SampleId { get; set; }

    public Reading? Reading { get; init; }

    public int Live { get; set; }

    public int Dead { get; set; }

    /// <summary>See <see cref="CellTally.SampleNl"/>.</summary>
    public double? SampleNl { get; set; }

    public CellTally Tally => new(Live, Dead, SampleNl);

    public void Take(CellTally tally) => (Live, Dead, SampleNl) = (tally.Live, tally.Dead, tally.SampleNl);
}

internal sealed class CellSampleConfiguration : IEntityTypeConfiguration<CellSample>
{
    public void Configure(EntityTypeBuilder<CellSample> sample)
    {
        sample.ToTable("CellSamples");
        sample.Property(s => s.Name).HasMaxLength(CellSample.LongestName);
        sample.Property(s => s.Note).HasMaxLength(CellSample.LongestNote);
        sample.HasIndex(s => new { s.OwnerId, s.Date });
        sample.HasMany(s => s.Pictures).WithOne().HasForeignKey(p => p.SampleId).OnDelete(DeleteBehavior.Cascade);
        sample.HasOne<Person>().WithMany().HasForeignKey(s => s.OwnerId).OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class CellSamplePictureConfiguration : IEntityTypeConfiguration<CellSamplePicture>
{
    public void Configure(EntityTypeBuilder<CellSamplePicture> picture)
    {
        picture.ToTable("CellSamplePictures");
        picture.HasKey(p => p.ReadingId);
        picture.Property(p => p.ReadingId).ValueGeneratedNever();
        picture.Ignore(p => p.Tally);
        picture.HasOne(p => p.Reading).WithOne().HasForeignKey<CellSamplePicture>(p => p.ReadingId).OnDelete(DeleteBehavior.Cascade);
    }
}
