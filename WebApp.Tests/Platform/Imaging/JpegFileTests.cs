using Iris.Platform.Imaging;
using Iris.Platform.Imaging.Files;

namespace Iris.Tests.Platform.Imaging;

/// <summary>What every viewer shows is no damage; lost image data is.</summary>
public sealed class JpegFileTests
{
    private const byte Scan = 0xDA, End = 0xD9;

    public static TheoryData<bool> Codings => [false, true];

    [Theory]
    [MemberData(nameof(Codings))]
    public void Stray_bytes_before_any_marker_are_passed_over(bool progressive)
    {
        var good = Jpeg(progressive);
        foreach (var stray in (byte[][])[new byte[12], [.. Enumerable.Repeat((byte)0xAA, 12)], [1, 2, 3], [0xFF, 0x00, 7], [0xFF, 0xFF, 0xFF]])
        {
            foreach (var marker in Markers(good).Skip(2))
            {
                AssertSame(good, [.. good[..marker], .. stray, .. good[marker..]], $"{stray.Length} × {stray[0]:x2} before {good[marker + 1]:x2} at {marker}");
            }
        }
    }

    [Theory]
    [MemberData(nameof(Codings))]
    public void A_version_of_JFIF_that_nobody_knows_is_no_damage(bool progressive)
    {
        var odd = Jpeg(progressive);
        var version = odd.AsSpan().IndexOf("JFIF\0"u8) + 5;
        odd[version] = 2;

        AssertSame(Jpeg(progressive), odd, "JFIF 2");
    }

    [Theory]
    [MemberData(nameof(Codings))]
    public void A_missing_end_is_no_damage(bool progressive)
    {
        var good = Jpeg(progressive);

        AssertSame(good, good[..^2], "no end");
        AssertSame(good, good[..^1], "half an end");
        AssertSame(good, [.. good[..^2], 0xFF, 0xE1, 0x40], "a segment without its content");
    }

    [Theory]
    [MemberData(nameof(Codings))]
    public void Lost_data_is_damage_with_an_end_and_without_one(bool progressive)
    {
        var good = Jpeg(progressive);
        var first = Markers(good).First(marker => good[marker + 1] == Scan);
        for (var length = first + 40; length < good.Length - 8; length += (good.Length - first) / 23)
        {
            AssertDamaged(good[..length]);
            if (!progressive)
            {
                AssertDamaged([.. good[..length], 0xFF, End]);
            }
        }
    }

    [Fact]
    public void A_progressive_file_cut_off_inside_of_a_scan_is_damaged_also_with_an_end()
    {
        var good = Jpeg(progressive: true);
        var scans = Markers(good).Where(marker => IsBehindData(good, marker)).ToArray();

        Assert.All(scans, behind => AssertDamaged([.. good[..(behind - 20)], 0xFF, End]));
    }

    [Fact]
    public void A_progressive_file_that_was_cut_off_between_two_scans_is_damaged()
    {
        var good = Jpeg(progressive: true);
        foreach (var marker in Markers(good).Where(marker => IsBehindData(good, marker)).SkipLast(1))
        {
            AssertDamaged(good[..marker]);
        }
    }

    [Fact]
    public void A_file_of_nothing_but_parts_costs_little()
    {
        byte[] segment = [0xFF, 0xE5, 0, 2];
        byte[] file = [0xFF, 0xD8, .. Enumerable.Repeat(segment, 4_000_000).SelectMany(bytes => bytes)];
        var before = GC.GetAllocatedBytesForCurrentThread();

        Assert.Equal(file.Length, JpegFile.Mended(file).Length);

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 5_000_000);
    }

    [Fact]
    public void What_is_kept_of_a_mended_file_is_sound()
    {
        var good = Jpeg(progressive: false);
        var odd = good[..^2];
        var clean = CleanFile.WithoutMetadata(odd, PictureHeader.Read(odd).Expect()).Expect();

        Assert.Equal(PictureFormat.Jpeg, clean.Format);
        Assert.Equal([0xFF, End], clean.Content[^2..].ToArray());
        AssertSame(good, clean.Content.ToArray(), "kept");
    }

    private static byte[] Jpeg(bool progressive)
    {
        using var picture = Samples.Noise(160, 120, 5);
        using var image = Samples.ToImage(picture);
        var file = image.JpegsaveBuffer(80, interlace: progressive, keep: NetVips.Enums.ForeignKeep.None);
        return PictureFiles.WithSegment(file, 0xE0, [.. "JFIF\0"u8, 1, 1, 0, 0, 1, 0, 1, 0, 0]);
    }

    /// <summary>Where markers begin that are no restarts; the data of these files holds none by chance.</summary>
    private static int[] Markers(byte[] jpeg) =>
        [.. Enumerable.Range(0, jpeg.Length - 1).Where(at => jpeg[at] == 0xFF && jpeg[at + 1] is not (0 or 0xFF or (>= 0xD0 and <= 0xD7)))];

    /// <summary>Whether a scan's data stands in front of a marker.</summary>
    private static bool IsBehindData(byte[] jpeg, int marker)
    {
        var before = Markers(jpeg).Where(at => at < marker).LastOrDefault(-1);
        return before >= 0 && jpeg[before + 1] == Scan;
    }

    private static void AssertSame(byte[] good, byte[] odd, string what)
    {
        using var expected = Picture.Decode(good).Expect();
        Assert.True(Picture.Decode(odd).Succeeded(out var actual, out var refusal), $"{what}: {refusal?.Code}");
        using (actual)
        {
            Assert.True(expected.Rgb.SequenceEqual(actual.Rgb), what);
        }
    }

    private static void AssertDamaged(byte[] file) => Assert.Equal(("broken-picture", 422), Picture.Decode(file).ExpectRefusal() is var refusal ? (refusal.Code, refusal.Status) : default);
}
