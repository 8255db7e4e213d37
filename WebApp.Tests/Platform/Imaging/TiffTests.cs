using System.Text;
using Iris.Platform.Imaging;
using Iris.Platform.Imaging.Decoding;
using Iris.Platform.Imaging.Files;
using NetVips;

namespace Iris.Tests.Platform.Imaging;

[Collection(ProcessMemory.Name)]
public sealed class TiffTests
{
    [Theory]
    [InlineData(Enums.ForeignTiffCompression.None)]
    [InlineData(Enums.ForeignTiffCompression.Lzw)]
    [InlineData(Enums.ForeignTiffCompression.Deflate)]
    [InlineData(Enums.ForeignTiffCompression.Packbits)]
    [InlineData(Enums.ForeignTiffCompression.Jpeg, 12)]
    public void Eight_bits_are_kept(Enums.ForeignTiffCompression compression, int tolerance = 0)
    {
        using var picture = Samples.Gradient(300, 200);
        using var image = Samples.ToImage(picture);
        byte[][] files = [image.TiffsaveBuffer(compression, q: 95), image.TiffsaveBuffer(compression, q: 95, tile: true), image.TiffsaveBuffer(compression, q: 95, bigtiff: true)];

        foreach (var file in files)
        {
            Assert.Equal(new PictureHeader(PictureFormat.Tiff, 300, 200, 1) { HasAlpha = false }, PictureHeader.Read(file).Expect());
            using var back = Picture.Decode(file).Expect();
            Assert.Null(back.Stretch);
            Samples.AssertClose(picture.Rgb, back.Rgb, tolerance);
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Twelve_bits_in_files_of_sixteen_are_stretched(bool grey)
    {
        // 0 to 255 become 100 to 4180.
        using var picture = Samples.Gradient(300, 200);
        var file = TiffFiles.Deep(picture, factor: 16, offset: 100, grey: grey);

        using var back = Picture.Decode(file).Expect();

        Assert.NotNull(back.Stretch);
        Assert.Equal((16, false), (back.Stretch.Bits, back.Stretch.IsFloatingPoint));
        Assert.InRange(back.Stretch.Low, 100, 140);
        Assert.InRange(back.Stretch.High, 4_000, 4_180);
        for (var i = 0; i < back.Rgb.Length; i++)
        {
            Assert.Equal(picture.Rgb[grey ? i - i % 3 + 1 : i], back.Rgb[i], 5.0);
        }
    }

    [Theory]
    [InlineData(Enums.BandFormat.Float)]
    [InlineData(Enums.BandFormat.Short)]
    [InlineData(Enums.BandFormat.Int)]
    [InlineData(Enums.BandFormat.Uint)]
    public void Samples_of_any_kind_are_stretched(Enums.BandFormat format)
    {
        using var picture = Samples.Gradient(300, 200);
        using var back = Picture.Decode(TiffFiles.Deep(picture, factor: 3, offset: 7, format)).Expect();

        Assert.Equal(format is Enums.BandFormat.Float, back.Stretch?.IsFloatingPoint);
        Samples.AssertClose(picture.Rgb, back.Rgb, 5);
    }

    [Fact]
    public void A_fraction_that_is_no_number_or_endless_does_not_spoil_the_range()
    {
        using var image = TiffFiles.Samples(100, 100, 1, Enums.BandFormat.Float, (x, y, _) => (x, y) switch
        {
            (0, 0) => double.NaN,
            (1, 0) => double.PositiveInfinity,
            (2, 0) => double.NegativeInfinity,
            (3, 0) => 1e30,
            _ => 0.5 + x / 1000.0,
        });

        using var picture = Picture.Decode(image.TiffsaveBuffer()).Expect();

        Assert.Equal(0.5, picture.Stretch!.Low, 0.01);
        Assert.Equal(0.6, picture.Stretch.High, 0.01);
        Assert.InRange(picture.At(50, 50).Green, 122, 132);
        Assert.Equal(255, picture.At(1, 0).Green);
        Assert.Equal(0, picture.At(2, 0).Green);
    }

    [Fact]
    public void Sixteen_bits_that_use_their_range_stay_as_they_are()
    {
        using var picture = Samples.Gradient(300, 200);
        using var back = Picture.Decode(TiffFiles.Deep(picture, factor: 257)).Expect();

        Assert.Null(back.Stretch);
        Samples.AssertClose(picture.Rgb, back.Rgb, 1);
    }

    [Fact]
    public void A_dark_png_of_sixteen_bits_is_stretched_too()
    {
        using var image = TiffFiles.Samples(200, 100, 3, Enums.BandFormat.Ushort, (x, y, _) => 10 * x + y);

        using var picture = Picture.Decode(image.PngsaveBuffer()).Expect();

        Assert.NotNull(picture.Stretch);
        Assert.True(picture.At(190, 50).Red > 230 && picture.At(100, 50).Red is > 110 and < 145 && picture.At(5, 50).Red < 20);
    }

    [Fact]
    public void What_is_transparent_says_nothing_of_the_range_and_becomes_white()
    {
        using var image = TiffFiles.Samples(100, 100, 4, Enums.BandFormat.Ushort, (x, _, band) => (band, x < 50) switch
        {
            (3, true) => 0,
            (3, false) => 65_535,
            (_, true) => 65_535,
            _ => 20 * x,
        });

        using var picture = Picture.Decode(image.TiffsaveBuffer()).Expect();

        Assert.InRange(picture.Stretch!.High, 1_900, 1_980);
        Assert.Equal((255, 255, 255), picture.At(10, 50));
        Assert.InRange(picture.At(52, 50).Red, 0, 20);
        Assert.InRange(picture.At(98, 50).Red, 235, 255);
    }

    [Fact]
    public void A_uniform_picture_has_no_range_to_stretch()
    {
        foreach (var format in (Enums.BandFormat[])[Enums.BandFormat.Ushort, Enums.BandFormat.Float])
        {
            using var image = TiffFiles.Samples(40, 40, 1, format, (_, _, _) => 3_000);
            using var picture = Picture.Decode(image.TiffsaveBuffer()).Expect();
            Assert.InRange(picture.At(20, 20).Green, 0, 12);
        }
    }

    [Fact]
    public void Bands_that_are_no_colours_are_left_out()
    {
        foreach (var (bands, expected) in (ReadOnlySpan<(int, (int, int, int))>)[(2, (40, 40, 40)), (4, (40, 80, 120)), (5, (40, 80, 120))])
        {
            // Nothing says that the last one is opacity.
            byte[] pixels = [.. Enumerable.Range(0, 100 * bands).Select(i => (byte)(40 * (1 + i % bands)))];
            const int Lists = 2;
            var entries = TiffFiles.Grey(10, 10, 8, pixels.Length);
            entries[6].Value = bands;
            entries[4].Value = bands >= 3 ? 2 : 1;
            entries[2] = (TiffFiles.BitsPerSample, 3, bands, bands <= Lists ? 8 | 8 << 16 : TiffFiles.DataAt(10));
            byte[] bits = bands <= Lists ? [] : [.. Enumerable.Range(0, bands).SelectMany(_ => (byte[])[8, 0])];
            entries[5].Value += bits.Length;

            using var picture = Picture.Decode(TiffFiles.Of(entries, [.. bits, .. pixels])).Expect();

            Assert.Equal(expected, picture.At(5, 5));
        }
    }

    [Fact]
    public void The_first_page_is_the_picture_and_the_others_are_counted()
    {
        using var pages = TiffFiles.Samples(50, 200, 1, Enums.BandFormat.Ushort, (x, y, _) => y < 40 ? 100 * x : 0);
        using var file = pages.Mutate(it => it.Set(GValue.GIntType, "page-height", 40));
        var tiff = file.TiffsaveBuffer();

        Assert.Equal((50, 40, 5), PictureHeader.Read(tiff).Expect() is var header ? (header.Width, header.Height, header.Frames) : default);
        using var picture = Picture.Decode(tiff).Expect();
        Assert.Equal((50, 40), (picture.Width, picture.Height));
        Assert.InRange(picture.At(48, 39).Red, 235, 255);
    }

    [Fact]
    public void Smaller_copies_of_a_picture_are_no_pages()
    {
        using var picture = Samples.Gradient(600, 400);
        using var image = Samples.ToImage(picture);

        Assert.Equal(1, PictureHeader.Read(image.TiffsaveBuffer(tile: true, pyramid: true)).Expect().Frames);
    }

    [Fact]
    public void A_picture_held_sideways_is_turned()
    {
        using var picture = Samples.Paint(60, 40, (x, _) => x < 30 ? ((byte)255, (byte)0, (byte)0) : ((byte)0, (byte)0, (byte)255));
        using var image = Samples.ToImage(picture).Then(it => it.Mutate(m => m.Set(GValue.GIntType, "orientation", 6)));
        var file = image.TiffsaveBuffer();

        Assert.Equal((40, 60), PictureHeader.Read(file).Expect() is var header ? (header.Width, header.Height) : default);
        using var turned = Picture.Decode(file).Expect();
        Assert.Equal(((255, 0, 0), (0, 0, 255)), (turned.At(20, 5), turned.At(20, 55)));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(4)]
    public void Few_bits_become_eight(int depth)
    {
        using var picture = Samples.Paint(64, 64, (x, _) => x < 32 ? ((byte)0, (byte)0, (byte)0) : ((byte)255, (byte)255, (byte)255));
        using var image = Samples.ToImage(picture).Then(it => it.ExtractBand(0)).Then(it => it.Copy(interpretation: Enums.Interpretation.Bw));

        using var back = Picture.Decode(image.TiffsaveBuffer(bitdepth: depth)).Expect();

        Assert.Equal(((0, 0, 0), (255, 255, 255)), (back.At(10, 10), back.At(50, 50)));
    }

    [Fact]
    public void Planes_one_behind_the_other_are_read()
    {
        const int Planes = 3, PlanarConfiguration = 284;
        byte[] pixels = [.. Enumerable.Repeat((byte)200, 100), .. Enumerable.Repeat((byte)100, 100), .. Enumerable.Repeat((byte)50, 100)];
        var data = TiffFiles.DataAt(11);
        byte[] lists = [8, 0, 8, 0, 8, 0, .. new[] { data + 30, data + 130, data + 230, 100, 100, 100 }.SelectMany(BitConverter.GetBytes)];
        var entries = TiffFiles.Grey(10, 10, 8, 100, more: 1);
        entries[2] = (TiffFiles.BitsPerSample, 3, Planes, data);
        entries[4].Value = 2;
        entries[5] = (TiffFiles.StripOffsets, 4, Planes, data + 6);
        entries[6].Value = Planes;
        entries[8] = (TiffFiles.StripByteCounts, 4, Planes, data + 18);

        using var picture = Picture.Decode(TiffFiles.Of([.. entries[..9], (PlanarConfiguration, 3, 1, 2), entries[9]], [.. lists, .. pixels])).Expect();

        Assert.Equal((200, 100, 50), picture.At(5, 5));
    }

    [Fact]
    public void People_places_and_cameras_are_erased_and_all_else_stays()
    {
        var secret = "37.566 N 126.978 E, SM-S918N, ann\0"u8.ToArray();
        var scale = "unit=um\nspacing=0.25\0"u8.ToArray();
        var pixels = Enumerable.Range(0, 40_000).Select(i => (byte)(i / 200)).ToArray();
        const int More = 4;
        var data = TiffFiles.DataAt(10 + More);
        // Of GPS there is one entry; its text stands behind the pixels.
        var gps = TiffFiles.Of([TiffFiles.Text(1, secret.Length, 0)], [])[8..];
        var place = data + pixels.Length + secret.Length + scale.Length;
        BitConverter.GetBytes(place + gps.Length).CopyTo(gps, 2 + 8);
        var entries = TiffFiles.Grey(200, 200, 8, pixels.Length, more: More);
        (int, int, int, int)[] all =
        [
            .. entries[..5],
            TiffFiles.Text(TiffFiles.Description, scale.Length, data + pixels.Length + secret.Length),
            TiffFiles.Text(TiffFiles.Make, secret.Length, data + pixels.Length),
            .. entries[5..9],
            TiffFiles.Text(TiffFiles.Artist, secret.Length, data + pixels.Length),
            entries[9],
            (TiffFiles.Gps, 4, 1, place),
        ];
        var file = TiffFiles.Of(all, [.. pixels, .. secret, .. scale, .. gps, .. secret]);
        using var before = Picture.Decode(file).Expect();

        var clean = CleanFile.WithoutMetadata(file, PictureHeader.Read(file).Expect()).Expect();

        Assert.Equal((PictureFormat.Tiff, file.Length), (clean.Format, clean.Content.Length));
        Assert.Equal(-1, clean.Content.Span.IndexOf(secret.AsSpan(0, 20)));
        Assert.NotEqual(-1, clean.Content.Span.IndexOf(scale));
        using var after = Picture.Decode(clean.Content).Expect();
        Assert.True(before.Rgb.SequenceEqual(after.Rgb));
        using var source = Source.NewFromMemory(clean.Content.ToArray());
        using var read = Image.TiffloadSource(source);
        Assert.Equal(Encoding.ASCII.GetString(scale).TrimEnd('\0'), read.Get("image-description"));
    }

    [Fact]
    public void A_large_picture_of_sixteen_bits_is_decoded_in_little_memory()
    {
        using var deep = TiffFiles.Samples(4_000, 3_000, 1, Enums.BandFormat.Ushort, (x, y, _) => (x + y) % 4_096);
        foreach (var file in (byte[][])[deep.TiffsaveBuffer(Enums.ForeignTiffCompression.Lzw), deep.TiffsaveBuffer(Enums.ForeignTiffCompression.Deflate, tile: true)])
        {
            var peak = ProcessMemory.Peak(() => Picture.Decode(file).Expect().Dispose());
            Assert.True(peak < 90, $"{peak:F0} MB");
        }
    }
}
