using System.Diagnostics;
using System.Globalization;
using Iris.Platform.Imaging;
using Microsoft.Extensions.Localization;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using NetVips;

namespace Iris.Tests.Platform.Imaging;

[Collection(ProcessMemory.Name)]
public sealed class HostileFileTests
{
    [Theory]
    [InlineData("")]
    [InlineData("GIF8")]
    [InlineData("Dear diary, this is no picture.")]
    [InlineData("<svg xmlns='http://www.w3.org/2000/svg' width='30000' height='30000'/>")]
    [InlineData("<?xml version='1.0'?><svg xmlns='http://www.w3.org/2000/svg'/>")]
    [InlineData("%PDF-1.7")]
    [InlineData("PK\u0003\u0004")]
    [InlineData("II*\0\u0008\0\0\0")]
    [InlineData("BM\u0001\0\0\0\0\0\0\0")]
    [InlineData("P6 1 1 255 abc")]
    [InlineData("#?RADIANCE\n")]
    [InlineData("\0\0\0\u0018ftypheic\0\0\0\0mif1heic")]
    [InlineData("\0\0\0\u0004ftypavif")]
    public void What_is_no_picture_is_refused_by_its_first_bytes(string content) =>
        AssertRefused("not-a-picture", 415, System.Text.Encoding.Latin1.GetBytes(content));

    [Theory]
    [InlineData(PictureFormat.Jpeg)]
    [InlineData(PictureFormat.Png)]
    [InlineData(PictureFormat.WebP)]
    public void A_truncated_picture_is_refused(PictureFormat format)
    {
        using var picture = Samples.Noise(200, 200, 1);
        var file = picture.Encode(format);
        foreach (var length in (int[])[16, 100, file.Length / 2, file.Length * 9 / 10])
        {
            AssertRefused("broken-picture", 422, file[..length]);
        }
    }

    [Fact]
    public void A_damaged_picture_is_refused()
    {
        var jpeg = Samples.Photograph(1);
        new Random(2).NextBytes(jpeg.AsSpan(50_000, 2_000));
        AssertRefused("broken-picture", 422, jpeg);

        using var picture = Samples.Noise(200, 200, 1);
        var png = picture.Encode(PictureFormat.Png);
        png[png.Length / 2] ^= 0x55;
        AssertRefused("broken-picture", 422, png);
    }

    [Fact]
    public void Random_damage_never_harms_the_process()
    {
        using var picture = Samples.Noise(64, 48, 1);
        byte[][] files =
        [
            picture.Encode(PictureFormat.Jpeg), picture.Encode(PictureFormat.Png), picture.Encode(PictureFormat.WebP),
            PictureFiles.Gif(20, 20, 3), PictureFiles.AnimatedWebP(64), PictureFiles.WithOrientation(picture.Encode(PictureFormat.Jpeg), 6), Avif(picture),
        ];
        var random = new Random(3);
        for (var round = 0; round < 700; round++)
        {
            var file = files[round % files.Length].ToArray();
            for (var i = random.Next(1, 12); i > 0; i--)
            {
                file[random.Next(random.Next(1, file.Length))] = (byte)random.Next(256);
            }

            // The outcome is open; that there is one is what counts.
            if (Picture.Decode(file).Succeeded(out var decoded, out _))
            {
                decoded.Dispose();
            }
        }
    }

    [Fact]
    public void A_file_that_is_too_large_is_refused() => AssertRefused("picture-too-large", 413, new byte[PictureLimits.Default.Bytes + 1]);

    [Fact]
    public void Too_many_pixels_are_refused_from_the_header()
    {
        using var picture = Samples.Noise(64, 64, 1);
        var jpeg = picture.Encode(PictureFormat.Jpeg);
        AssertRefused("too-many-pixels", 422, PictureFiles.Png(30_000, 30_000, depth: 1, colourType: 0));
        AssertRefused("too-many-pixels", 422, PictureFiles.WithJpegSize(jpeg, 65_500, 65_500));
        AssertRefused("too-many-pixels", 422, PictureFiles.Gif(65_535, 65_535, 1, 65_535, 65_535));
        AssertRefused("too-many-pixels", 422, PictureFiles.WithJpegSize(jpeg, 65_000, 8));
    }

    [Fact]
    public void A_header_that_promises_more_than_the_file_holds_is_refused()
    {
        using var picture = Samples.Noise(64, 64, 1);
        AssertRefused("broken-picture", 422, PictureFiles.WithJpegSize(picture.Encode(PictureFormat.Jpeg), 7_000, 7_000), megabytes: 200);
        AssertRefused("broken-picture", 422, PictureFiles.AnimatedWebP(16_384));
    }

    [Theory]
    [InlineData("zTXt")]
    [InlineData("iCCP")]
    public void A_chunk_that_unpacks_to_a_gigabyte_is_not_unpacked(string type) => AssertHarmless(PictureFiles.Png(10, 10, chunks: (type, PictureFiles.CompressedChunk(1_000))));

    [Fact]
    public void A_progressive_picture_with_endless_scans_is_refused() =>
        AssertRefused("broken-picture", 422, PictureFiles.ProgressiveJpeg(3_000, 3_000, 2_000), megabytes: 120);

    [Fact]
    public void An_animation_costs_as_much_as_its_first_frame()
    {
        var file = PictureFiles.Gif(10, 10, 9_000);
        Assert.Equal(9_000, PictureHeader.Read(file).Expect().Frames);
        AssertHarmless(file);
    }

    [Fact]
    public void Only_the_loaders_that_uploads_need_can_run()
    {
        Libvips.Start();
        var able = NetVips.NetVips.GetOperations().Where(operation => operation.Contains("load", StringComparison.Ordinal)).Where(CanRun).Order();

        // The one without a source reads colour profiles, by the names of those that are built in.
        Assert.Equal(["gifload_source", "heifload_source", "jpegload_source", "pngload_source", "profile_load", "webpload_source"], able);
    }

    [Fact]
    public void A_refusal_has_a_sentence_in_both_languages()
    {
        var factory = new ResourceManagerStringLocalizerFactory(Options.Create(new LocalizationOptions()), NullLoggerFactory.Instance);
        var text = new StringLocalizer<ImagingText>(factory);
        var culture = CultureInfo.CurrentUICulture;
        try
        {
            foreach (var (language, word) in (ReadOnlySpan<(string, string)>)[("en-US", "megapixels"), ("ko-KR", "메가픽셀")])
            {
                CultureInfo.CurrentUICulture = new CultureInfo(language);
                foreach (var code in (string[])["not-a-picture", "broken-picture", "too-many-pixels", "picture-too-large"])
                {
                    Assert.False(text[$"Refusal.{code}"].ResourceNotFound, code);
                }

                Assert.Contains($"50{(language == "en-US" ? " " : "")}{word}", text["Refusal.too-many-pixels", 50, 32_768], StringComparison.Ordinal);
            }
        }
        finally
        {
            CultureInfo.CurrentUICulture = culture;
        }
    }

    private static bool CanRun(string operation)
    {
        using var made = Operation.NewFromName(operation);
        return !made.GetFlags().HasFlag(Enums.OperationFlags.BLOCKED);
    }

    private static byte[] Avif(Picture picture)
    {
        using var image = Samples.ToImage(picture);
        return image.HeifsaveBuffer(compression: Enums.ForeignHeifCompression.Av1, effort: 0);
    }

    private static void AssertRefused(string code, int status, byte[] file, double megabytes = 30)
    {
        var clock = Stopwatch.StartNew();
        var peak = ProcessMemory.Peak(() =>
        {
            var refusal = Picture.Decode(file).ExpectRefusal();
            Assert.Equal((code, status), (refusal.Code, refusal.Status));
        });
        AssertBounded(clock, peak, megabytes);
    }

    private static void AssertHarmless(byte[] file)
    {
        var clock = Stopwatch.StartNew();
        var peak = ProcessMemory.Peak(() =>
        {
            using var picture = Picture.Decode(file).Expect();
        });
        AssertBounded(clock, peak, 30);
    }

    private static void AssertBounded(Stopwatch clock, double peak, double megabytes)
    {
        Assert.True(peak < megabytes, $"The process grew by {peak:F0} MB.");
        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(10), $"It took {clock.Elapsed}.");
    }
}
