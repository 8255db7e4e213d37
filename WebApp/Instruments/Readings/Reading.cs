using Iris.Platform.Data;
using Iris.Platform.Imaging;
using Iris.Platform.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Iris.Instruments.Readings;

/// <summary>One picture with what a network made of it, or the one that it made, kept for its owner.</summary>
public sealed class Reading : IOwned
{
    /// <summary>Version 7, so that the order of ids is the order of creation.</summary>
    public required Guid Id { get; init; }

    public required Guid OwnerId { get; init; }

    /// <summary>Slug of the <see cref="ReadingKind"/>: of the instrument that looked, or <c>painting</c>.</summary>
    public required string Instrument { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Set while a deletion can still be undone; then the sweeper removes the row and its objects.</summary>
    public DateTimeOffset? DeletedAt { get; set; }

    /// <summary>Version of what produced the result.</summary>
    public required string Model { get; init; }

    /// <summary>Decoding and analysis, without waiting and storing.</summary>
    public required double ElapsedMs { get; init; }

    /// <summary>The kind's typed result as JSON.</summary>
    public required string Result { get; set; }

    /// <summary>The uploaded picture without its metadata, or the painted one; see <see cref="ShownKey"/>.</summary>
    public required ObjectKey OriginalKey { get; init; }

    /// <summary>A JPEG of at most <see cref="PictureAnalysis.ThumbnailSide"/> pixels.</summary>
    public required ObjectKey ThumbnailKey { get; init; }

    /// <summary>The name that the file had on the owner's device, without folders; at most 200 characters.</summary>
    public string? FileName { get; init; }

    /// <summary>Width of the upright picture in pixels.</summary>
    public required int Width { get; init; }

    /// <summary>Height of the upright picture in pixels.</summary>
    public required int Height { get; init; }

    /// <summary>Size of all objects together.</summary>
    public required long Bytes { get; init; }

    /// <summary>What a browser shows: the original, or the JPEG beside it where no browser shows the original, or shows it black.</summary>
    public ObjectKey ShownKey => Shown(OriginalKey);

    /// <summary>The key of a new original.</summary>
    /// <param name="format">Of the original.</param>
    /// <param name="isShown">Whether browsers show it as it is; otherwise a JPEG goes under <see cref="ShownKey"/>.</param>
    internal static ObjectKey NewOriginalKey(PictureFormat format, bool isShown) => ObjectKey.New(isShown ? ShownPrefix : UnshownPrefix, format.Extension());

    /// <summary>All objects of a reading with these keys.</summary>
    internal static IEnumerable<ObjectKey> KeysOf(ObjectKey original, ObjectKey thumbnail) => new[] { original, Shown(original), thumbnail }.Distinct();

    private const string ShownPrefix = "readings", UnshownPrefix = "originals";

    private static ObjectKey Shown(ObjectKey original) => original.HasPrefix(UnshownPrefix) ? original.Sibling(ShownPrefix, PictureFormat.Jpeg.Extension()) : original;
}

internal sealed class ReadingConfiguration : IEntityTypeConfiguration<Reading>
{
    public void Configure(EntityTypeBuilder<Reading> reading)
    {
        reading.Property(r => r.Instrument).HasMaxLength(40);
        reading.Property(r => r.Model).HasMaxLength(200);
        reading.Property(r => r.FileName).HasMaxLength(200);
        reading.Property(r => r.OriginalKey).HasConversion(key => key.ToString(), text => ObjectKey.Parse(text)).HasMaxLength(200);
        reading.Property(r => r.ThumbnailKey).HasConversion(key => key.ToString(), text => ObjectKey.Parse(text)).HasMaxLength(200);
        // The gallery reads one owner's undeleted rows from the newest down; the sweeper reads the deleted ones of everybody.
        reading.HasIndex(r => new { r.OwnerId, r.Id }).IsDescending(false, true);
        reading.HasIndex(r => r.DeletedAt);
        reading.HasOne<Accounts.Person>().WithMany().HasForeignKey(r => r.OwnerId).OnDelete(DeleteBehavior.Cascade);
    }
}
