using System.Diagnostics;
using System.Globalization;
using Iris.Platform.Imaging;
using Iris.Platform.Imaging.Decoding;
using Iris.Platform.Imaging.Files;
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
            PictureFiles.Gif(20, 20, 3), Tiff(picture, Enums.ForeignTiffCompression.Lzw), Tiff(picture, Enums.ForeignTiffCompression.Jpeg), TiffFiles.Deep(picture, 16),
            PictureFiles.AnimatedWebP(64), PictureFiles.WithOrientation(picture.Encode(PictureFormat.Jpeg), 6), Avif(picture),
        ];
        var random = new Random(3);
        for (var round = 0; round < 1_000; round++)
        {
            var file = files[round % files.Length].ToArray();
            for (var i = random.Next(1, 12); i > 0; i--)
            {
                file[random.Next(random.Next(1, file.Length))] = (byte)random.Next(256);
            }

            // The outcome is open; that there is one is what counts.
            if (PictureHeader.Read(file).Succeeded(out var header, out _) && Picture.Decode(file).Succeeded(out var decoded, out _))
            {
                decoded.Dispose();
                CleanFile.WithoutMetadata(file, header).Expect();
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
    public void Hundreds_of_packed_texts_are_not_unpacked()
    {
        var text = ("zTXt", PictureFiles.CompressedChunk(8));
        var file = PictureFiles.Png(10, 10, chunks: [.. Enumerable.Repeat(text, 150)]);
        var clock = Stopwatch.StartNew();

        AssertHarmless(file);

        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(1), $"It took {clock.Elapsed}.");
    }

    [Fact]
    public void A_directory_that_leads_back_to_itself_is_one_page()
    {
        var file = TiffFiles.Of(TiffFiles.Grey(10, 10, 8, 100), new byte[100], next: 8);
        Assert.Equal(1, PictureHeader.Read(file).Expect().Frames);
        AssertHarmless(file);
        Assert.True(CleanFile.WithoutMetadata(file, PictureHeader.Read(file).Expect()).Succeeded(out _, out _));
    }

    [Fact]
    public void Pages_without_end_are_refused()
    {
        AssertRefused("too-many-frames", 422, TiffFiles.Pages(150_000), megabytes: 60);
        AssertRefused("too-many-frames", 422, PictureFiles.Gif(10, 10, 11_000));
    }

    public static TheoryData<string, byte[], string> StrangeTiffs => new()
    {
        { "no directory", [(byte)'I', (byte)'I', 42, 0, 8, 0, 0, 0], "broken-picture" },
        { "a directory outside of the file", [(byte)'M', (byte)'M', 0, 42, 0x7F, 0xFF, 0xFF, 0xFF], "broken-picture" },
        { "a big one outside of the file", [(byte)'I', (byte)'I', 43, 0, 8, 0, 0, 0, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF], "broken-picture" },
        { "more entries than bytes", [(byte)'I', (byte)'I', 42, 0, 8, 0, 0, 0, 0xFF, 0x0F, .. new byte[40]], "broken-picture" },
        { "no pixels", TiffFiles.Of(TiffFiles.Grey(0, 0, 8, 1), [0]), "broken-picture" },
        { "two billion pixels wide", TiffFiles.Of(TiffFiles.Grey(2_000_000_000, 2_000_000_000, 8, 1), [0]), "broken-picture" },
        { "more pixels than are allowed", TiffFiles.Of(TiffFiles.Grey(30_000, 30_000, 8, 1), [0]), "too-many-pixels" },
        { "too wide", TiffFiles.Of(TiffFiles.Grey(40_000, 8, 8, 1), [0]), "too-many-pixels" },
        { "less data than pixels", TiffFiles.Of(TiffFiles.Grey(6_000, 6_000, 16, 1_000), new byte[1_000]), "broken-picture" },
        { "data outside of the file", TiffFiles.Of(TiffFiles.Grey(100, 100, 8, 10_000), new byte[100]), "broken-picture" },
        { "packed data that ends early", TiffFiles.Of(TiffFiles.Grey(6_000, 6_000, 16, 500, compression: 8), new byte[500]), "broken-picture" },
        { "12 bits without gaps", TiffFiles.Of(TiffFiles.Grey(100, 100, 12, 15_000), new byte[15_000]), "unsupported-picture" },
        { "fractions of 64 bits", TiffFiles.Of(TiffFiles.Grey(10, 10, 64, 800, sampleFormat: 3), new byte[800]), "unsupported-picture" },
        { "a compression that is not built in", TiffFiles.Of(TiffFiles.Grey(10, 10, 8, 100, compression: 50_000), new byte[100]), "unsupported-picture" },
        { "a thousand bands", TiffFiles.Of([.. TiffFiles.Grey(10, 10, 8, 100)[..6], (TiffFiles.SamplesPerPixel, 3, 1, 60_000), .. TiffFiles.Grey(10, 10, 8, 100)[7..]], new byte[100]), "broken-picture" },
        { "no rows in a strip", TiffFiles.Of([.. TiffFiles.Grey(10, 10, 8, 100)[..7], (TiffFiles.RowsPerStrip, 4, 1, 0), .. TiffFiles.Grey(10, 10, 8, 100)[8..]], new byte[100]), "broken-picture" },
        { "tiles of gigabytes", TiffFiles.Of(Tiled(60_000, 1), new byte[100]), "broken-picture" },
        { "a billion tiles", TiffFiles.Of(Tiled(16, 1_000_000_000), new byte[100]), "broken-picture" },
    };

    [Theory]
    [MemberData(nameof(StrangeTiffs))]
    public void A_strange_TIFF_is_refused_at_once(string what, byte[] file, string code)
    {
        Assert.NotEmpty(what);
        AssertRefused(code, code == "unsupported-picture" ? 415 : 422, file);
    }

    [Fact]
    public void A_TIFF_that_unpacks_to_hundreds_of_megabytes_needs_a_part_of_them()
    {
        // 49 megapixels of fractions in one strip: 196 MB from 200 kB, for a picture of 147 MB.
        using var packed = new MemoryStream();
        using (var deflate = new System.IO.Compression.ZLibStream(packed, System.IO.Compression.CompressionLevel.Fastest, leaveOpen: true))
        {
            deflate.Write(new byte[4 * 7_000 * 7_000]);
        }

        var file = TiffFiles.Of(TiffFiles.Grey(7_000, 7_000, 32, (int)packed.Length, compression: 8, sampleFormat: 3), packed.ToArray());
        GC.Collect();
        var peak = ProcessMemory.Peak(() => Picture.Decode(file).Expect().Dispose());
        Assert.True(peak < 190, $"The process grew by {peak:F0} MB.");
        var small = ProcessMemory.Peak(() => Picture.Decode(file, 1_000).Expect().Dispose());
        Assert.True(small < 40, $"The process grew by {small:F0} MB.");
    }

    [Fact]
    public void Erasing_what_names_the_same_bytes_again_and_again_ends()
    {
        var entries = Enumerable.Repeat((TiffFiles.Artist, 2, 1_000_000, 100_000), 4_000).ToArray();
        var file = TiffFiles.Of(entries, new byte[1_200_000]);
        var clock = Stopwatch.StartNew();

        Assert.Null(TiffFile.WithoutMetadata(file));

        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(1), $"It took {clock.Elapsed}.");
    }

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
        Assert.Equal(["gifload_source", "heifload_source", "jpegload_source", "pngload_source", "profile_load", "tiffload_source", "webpload_source"], able);
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
                foreach (var code in (string[])["not-a-picture", "unsupported-picture", "broken-picture", "too-many-pixels", "too-many-frames", "picture-too-large"])
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

    private static (int Tag, int Type, int Count, int Value)[] Tiled(int side, int tiles) =>
    [
        .. TiffFiles.Grey(100, 100, 8, 100)[..5], (TiffFiles.SamplesPerPixel, 3, 1, 1), (TiffFiles.TileWidth, 4, 1, side), (TiffFiles.TileLength, 4, 1, side),
        (TiffFiles.TileOffsets, 4, tiles, 8), (TiffFiles.TileByteCounts, 4, tiles, 100),
    ];

    private static bool CanRun(string operation)
    {
        using var made = Operation.NewFromName(operation);
        return !made.GetFlags().HasFlag(Enums.OperationFlags.BLOCKED);
    }

    private static byte[] Tiff(Picture picture, Enums.ForeignTiffCompression compression)
    {
        using var image = Samples.ToImage(picture);
        return image.TiffsaveBuffer(compression, tile: compression is Enums.ForeignTiffCompression.Jpeg);
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
