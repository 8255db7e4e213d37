using System.Diagnostics.CodeAnalysis;
using System.Drawing;
using System.Globalization;
using System.Text.RegularExpressions;
using Iris.Platform.Imaging.Files;
using NetVips;

namespace Iris.Platform.Imaging.Decoding;

/// <summary>
/// From a file of any colour space, depth and orientation to 8-bit sRGB. The source is read once, top to bottom, so that only some rows of the full
/// picture are in memory when a smaller one is wanted.
/// </summary>
internal static partial class PictureDecoder
{
    /// <summary>A progressive file has about ten scans, and whoever writes more of them must not keep a core busy.</summary>
    private const int MostTries = 16;

    private static readonly double[] White = [255], White16 = [65_535];

    /// <summary>Decodes a file; bad bytes are refused (the refusals of <see cref="PictureHeader.Read"/>) and never throw.</summary>
    /// <param name="file">In any of <see cref="PictureFormat"/>.</param>
    /// <param name="longestSide">If given, the picture becomes at most that wide and high.</param>
    /// <param name="limits">Null: <see cref="PictureLimits.Default"/>.</param>
    /// <param name="pull">Computes the pixels of three 8-bit sRGB bands, told how they were stretched; the image lives no longer than this call.</param>
    public static Outcome<T> Decode<T>(ReadOnlyMemory<byte> file, int? longestSide, PictureLimits? limits, Func<Image, StretchedRange?, T> pull)
    {
        if (!PictureHeader.Read(file, limits).Succeeded(out var header, out var refusal))
        {
            return refusal;
        }

        if (TryRead(file, out var read, out var damage)) return read;
        if (header.Format is PictureFormat.Jpeg)
        {
            foreach (var rest in Rests(file, damage).Take(MostTries))
            {
                if (TryRead(rest, out read, out _)) return read;
            }
        }

        return PictureHeader.Broken;

        bool TryRead(ReadOnlyMemory<byte> bytes, [MaybeNullWhen(false)] out T pixels, out string wrong)
        {
            (pixels, wrong) = (default, "");
            try
            {
                var source = new PictureSource(bytes);
                var stretch = Stretch(source, header);
                using var image = Open(source, header, longestSide, stretch);
                pixels = pull(image, stretch);
                return true;
            }
            catch (VipsException damaged)
            {
                // The header was fine, so the caller's pixels are not.
                wrong = damaged.Message;
                return false;
            }
        }
    }

    /// <summary>What may be left of a damaged JPEG when something strange in it is passed over.</summary>
    private static IEnumerable<byte[]> Rests(ReadOnlyMemory<byte> file, string damage)
    {
        if (JpegFile.WithoutPadding(file) is { } bare) yield return bare;
        if (Extraneous().Match(damage) is not { Success: true } said || !int.TryParse(said.Groups[1].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out var bytes)) yield break;
        var marker = byte.Parse(said.Groups[2].ValueSpan, NumberStyles.HexNumber, CultureInfo.InvariantCulture);
        foreach (var rest in JpegFile.WithoutLast(file, bytes, marker)) yield return rest;
    }

    [GeneratedRegex("([0-9]+) extraneous bytes before marker 0x([0-9a-f]{2})")]
    private static partial Regex Extraneous();

    /// <summary>How a deep picture is stretched, for which all of it is read once before.</summary>
    private static StretchedRange? Stretch(PictureSource source, PictureHeader header)
    {
        if (header.Format is not (PictureFormat.Png or PictureFormat.Tiff))
        {
            return null;
        }

        using var image = WithoutMoreBands(source.Open(header.Format), header);
        return DeepPixels.AreIn(image) ? DeepPixels.Measure(image) : null;
    }

    private static Image Open(PictureSource source, PictureHeader header, int? longestSide, StretchedRange? stretch)
    {
        var factor = longestSide is { } side ? Math.Max(1, Math.Max(header.Width, header.Height) / (double)side) : 1;
        var image = source.Open(header.Format, header.Format is PictureFormat.Jpeg ? BlockShrink(factor) : factor);
        try
        {
            image = header.Format switch
            {
                PictureFormat.Tiff => WithoutMoreBands(image, header),
                PictureFormat.Gif => WithoutSurround(image, source.FirstFrame),
                _ => image,
            };
            image = stretch is null ? image : image.Then(it => DeepPixels.Stretch(it, stretch));
            image = OnWhite(image);
            // Pixels are still as stored: orientation comes last, on the smaller picture.
            var sideways = Orientation(image) >= 5;
            var (width, height) = Fit(header.Width, header.Height, longestSide ?? int.MaxValue);
            image = Resize(image, sideways ? height : width, sideways ? width : height);
            // Colours after the size, because a profile costs more per pixel than anything else here.
            image = ToSrgb(image);
            // Turning reads in another order than the file is decoded in.
            return Orientation(image) > 1 ? image.Then(it => it.CopyMemory()).Then(it => it.Autorot()) : image;
        }
        catch
        {
            image.Dispose();
            throw;
        }
    }

    /// <summary>A TIFF may have any number of bands; those that are neither colour nor opacity are left out. Consumes the image.</summary>
    private static Image WithoutMoreBands(Image image, PictureHeader header)
    {
        if (header.HasAlpha is not { } hasAlpha || image.Interpretation is Enums.Interpretation.Cmyk)
        {
            return image;
        }

        var colours = image.Bands >= 3 ? 3 : 1;
        return (image.Bands - colours, hasAlpha) switch
        {
            (0, _) or (1, true) => image,
            (_, false) => image.Then(it => it.ExtractBand(0, n: colours)),
            (_, true) => image.Then(it =>
            {
                using var alpha = it.ExtractBand(it.Bands - 1);
                return it.ExtractBand(0, n: colours).Then(rest => rest.Bandjoin(alpha));
            }),
        };
    }

    /// <summary>White around the first frame of a GIF, where the decoder leaves black; consumes the image.</summary>
    private static Image WithoutSurround(Image image, Rectangle? frame)
    {
        var (width, height) = (image.Width, image.Height);
        return frame is { Width: > 0, Height: > 0 } at && at.Size != new Size(width, height)
            ? image.Then(it => it.ExtractArea(at.X, at.Y, at.Width, at.Height)).Then(it => it.Embed(at.X, at.Y, width, height, extend: Enums.Extend.White))
            : image;
    }

    /// <summary>The size with the same proportions that is at most <paramref name="longestSide"/> wide and high, and at least 1.</summary>
    public static (int Width, int Height) Fit(int width, int height, int longestSide)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(longestSide);
        var scale = Math.Min(1, longestSide / (double)Math.Max(width, height));
        return (Math.Max(1, (int)Math.Round(width * scale)), Math.Max(1, (int)Math.Round(height * scale)));
    }

    /// <summary>Shrinks with a Lanczos filter, or enlarges with a bicubic one, to exactly this size; consumes the image.</summary>
    public static Image Resize(Image image, int width, int height)
    {
        var (fromWidth, fromHeight) = (image.Width, image.Height);
        return (width, height) == (fromWidth, fromHeight)
            ? image
            : image.Then(it => it.Resize(width / (double)fromWidth, vscale: height / (double)fromHeight));
    }

    /// <summary>A JPEG shrinks by these factors while it is decoded, for less than the price of a full decode.</summary>
    private static int BlockShrink(double factor) => factor switch
    {
        >= 8 => 8,
        >= 4 => 4,
        >= 2 => 2,
        _ => 1,
    };

    /// <summary>Without transparency; consumes the image.</summary>
    private static Image OnWhite(Image image) =>
        image.HasAlpha() ? image.Then(it => it.Flatten(it.Interpretation is Enums.Interpretation.Rgb16 or Enums.Interpretation.Grey16 ? White16 : White)) : image;

    /// <summary>Three 8-bit sRGB bands; consumes the image.</summary>
    private static Image ToSrgb(Image image)
    {
        if (image.Contains("icc-profile-data"))
        {
            image = ApplyProfile(image);
        }

        if (image.Interpretation is Enums.Interpretation.Cmyk)
        {
            image = image.Then(InksToSrgb);
        }

        if (image.Interpretation is not Enums.Interpretation.Srgb || image.Bands < 3)
        {
            image = image.Then(it => it.Colourspace(Enums.Interpretation.Srgb));
        }

        return image.Bands == 3 ? image : throw new VipsException($"{image.Bands} bands are left.");
    }

    /// <summary>
    /// Four inks without a profile, as everybody else shows them: each takes its share of the light that black left. libvips would assume a press.
    /// </summary>
    private static Image InksToSrgb(Image image)
    {
        using var light = image.Format is Enums.BandFormat.Ushort ? image.Cast(Enums.BandFormat.Uchar, shift: true).Then(it => it.Invert()) : image.Invert();
        using var black = light.ExtractBand(3);
        return light.ExtractBand(0, n: 3)
            .Then(it => it.Multiply(black))
            .Then(it => it.Linear([1 / 255.0], [0.5]))
            .Then(it => it.Cast(Enums.BandFormat.Uchar))
            .Then(it => it.Copy(interpretation: Enums.Interpretation.Srgb));
    }

    private static Image ApplyProfile(Image image)
    {
        try
        {
            var converted = image.IccTransform("srgb", embedded: true, intent: Enums.Intent.Relative, depth: 8);
            image.Dispose();
            return converted;
        }
        catch (VipsException)
        {
            // A profile that lies about its picture is ignored, as browsers do.
            return image;
        }
    }

    /// <summary>How the camera was held, 1 to 8 as in Exif.</summary>
    public static int Orientation(Image image) => image.Contains("orientation") && image.Get("orientation") is int and >= 1 and <= 8 and var held ? held : 1;

    /// <summary>How many pictures the file holds.</summary>
    public static int Pages(Image image) => image.Contains("n-pages") && image.Get("n-pages") is int and > 1 and var pages ? pages : 1;
}
