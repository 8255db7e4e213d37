namespace Iris.Platform.Imaging.Files;

/// <summary>A picture file without anything but the picture: no place, camera, author, comment or trailing bytes.</summary>
/// <param name="Format">Of <paramref name="Content"/>: JPEG, PNG, WebP or TIFF.</param>
/// <param name="Content">The whole file.</param>
public sealed record CleanFile(PictureFormat Format, ReadOnlyMemory<byte> Content)
{
    /// <summary>
    /// Copies a file that was already decoded successfully, leaving its metadata out. JPEG, PNG, WebP and TIFF keep their coded pixels, colour profile
    /// and orientation bit for bit; a bitmap becomes a PNG of the same pixels; other formats, moving pictures and files with an unexpected structure are decoded and saved anew.
    /// </summary>
    /// <param name="file">All of it.</param>
    /// <param name="header">Of the file.</param>
    /// <param name="limits">Those under which it was decoded; null: <see cref="PictureLimits.Default"/>.</param>
    public static Outcome<CleanFile> WithoutMetadata(ReadOnlyMemory<byte> file, PictureHeader header, PictureLimits? limits = null)
    {
        var content = (header.Format, header.Orientation) switch
        {
            (PictureFormat.Jpeg, _) => JpegFile.WithoutMetadata(file, header.Orientation),
            (PictureFormat.Png, 1) => PngFile.WithoutMetadata(file.Span),
            (PictureFormat.WebP, 1) => WebPFile.WithoutMetadata(file.Span),
            (PictureFormat.Tiff, _) => TiffFile.WithoutMetadata(file.Span),
            _ => null,
        };
        if (content is not null)
        {
            return new CleanFile(header.Format, content);
        }

        if (!Picture.Decode(file, limits: limits).Succeeded(out var picture, out var refusal))
        {
            return refusal;
        }

        using (picture)
        {
            var format = header.Format is PictureFormat.Bmp ? PictureFormat.Png : PictureFormat.Jpeg;
            return new CleanFile(format, picture.Encode(format, 95));
        }
    }
}
