namespace Iris.Platform.Imaging;

/// <summary>The kinds of pictures that Iris reads. It writes the first three.</summary>
public enum PictureFormat
{
    Jpeg,
    Png,
    WebP,

    /// <summary>Read only: the first frame.</summary>
    Gif,

    /// <summary>Read only. HEIC, its sister with a patented codec, is not decoded by the library that comes with Iris.</summary>
    Avif,

    /// <summary>Read only: the first picture in the file, with up to 32 bits per sample.</summary>
    Tiff,

    /// <summary>Read only: a Windows bitmap.</summary>
    Bmp,
}

/// <summary>What can be said about a format without decoding.</summary>
public static class PictureFormats
{
    /// <summary>The format by its first bytes, or null when it is none that Iris reads. Names and content types sent by a browser are no evidence.</summary>
    public static PictureFormat? Recognize(ReadOnlySpan<byte> file) => file switch
    {
        [0xFF, 0xD8, 0xFF, ..] => PictureFormat.Jpeg,
        [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A, ..] => PictureFormat.Png,
        [(byte)'G', (byte)'I', (byte)'F', (byte)'8', (byte)'7' or (byte)'9', (byte)'a', ..] => PictureFormat.Gif,
        [(byte)'R', (byte)'I', (byte)'F', (byte)'F', _, _, _, _, (byte)'W', (byte)'E', (byte)'B', (byte)'P', ..] => PictureFormat.WebP,
        [(byte)'I', (byte)'I', 42, 0, _, _, _, _, ..] or [(byte)'M', (byte)'M', 0, 42, _, _, _, _, ..] => PictureFormat.Tiff,
        [(byte)'I', (byte)'I', 43, 0, 8, 0, 0, 0, ..] or [(byte)'M', (byte)'M', 0, 43, 0, 8, 0, 0, ..] => PictureFormat.Tiff, // BigTIFF
        [(byte)'B', (byte)'M', _, _, _, _, _, _, _, _, _, _, _, _, 12 or 40 or 52 or 56 or 64 or 108 or 124, 0, 0, 0, ..] => PictureFormat.Bmp,
        [0, 0, 0, var length, (byte)'f', (byte)'t', (byte)'y', (byte)'p', ..] when IsAvif(file[..Math.Min(length, file.Length)]) => PictureFormat.Avif,
        _ => null,
    };

    /// <summary>The media type, such as <c>image/jpeg</c>.</summary>
    public static string MediaType(this PictureFormat format) => format switch
    {
        PictureFormat.Jpeg => "image/jpeg",
        PictureFormat.Png => "image/png",
        PictureFormat.WebP => "image/webp",
        PictureFormat.Gif => "image/gif",
        PictureFormat.Avif => "image/avif",
        PictureFormat.Tiff => "image/tiff",
        PictureFormat.Bmp => "image/bmp",
        _ => throw new ArgumentOutOfRangeException(nameof(format)),
    };

    /// <summary>The usual ending of a file name, with its dot.</summary>
    public static string Extension(this PictureFormat format) => format switch
    {
        PictureFormat.Jpeg => ".jpg",
        PictureFormat.Png => ".png",
        PictureFormat.WebP => ".webp",
        PictureFormat.Gif => ".gif",
        PictureFormat.Avif => ".avif",
        PictureFormat.Tiff => ".tif",
        PictureFormat.Bmp => ".bmp",
        _ => throw new ArgumentOutOfRangeException(nameof(format)),
    };

    /// <summary>The file type box (ISO 14496-12): size, 'ftyp', major brand, minor version, compatible brands of 4 bytes each.</summary>
    private static bool IsAvif(ReadOnlySpan<byte> box)
    {
        for (var brand = 8; brand + 4 <= box.Length; brand += brand == 8 ? 8 : 4)
        {
            if (box.Slice(brand, 4).SequenceEqual("avif"u8))
            {
                return true;
            }
        }

        return false;
    }
}
