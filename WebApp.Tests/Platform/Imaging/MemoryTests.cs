using Iris.Platform.Imaging;

namespace Iris.Tests.Platform.Imaging;

[Collection(ProcessMemory.Name)]
public sealed class MemoryTests
{
    [Fact]
    public void Two_hundred_decodes_leave_memory_flat()
    {
        var files = Enumerable.Range(1, 6).Select(Samples.Photograph).ToArray();
        DecodeAll(files, 60);
        var before = ProcessMemory.Now();
        DecodeAll(files, 200);
        Assert.True(ProcessMemory.Now() - before < 25, $"{before:F0} MB became {ProcessMemory.Now():F0} MB.");
    }

    [Fact]
    public void Twelve_megapixels_cost_what_their_bytes_need()
    {
        var file = TwelveMegapixels();
        var full = ProcessMemory.Peak(() => Picture.Decode(file).Expect().Dispose());
        var turned = ProcessMemory.Peak(() => Picture.Decode(PictureFiles.WithOrientation(file, 6)).Expect().Dispose());
        var thumbnail = ProcessMemory.Peak(() => Picture.Decode(file, 1280).Expect().Dispose());
        Assert.True(full < 60, $"{full:F0} MB");
        Assert.True(turned < 110, $"{turned:F0} MB");
        Assert.True(thumbnail < 25, $"{thumbnail:F0} MB");
    }

    [Fact]
    public void Pictures_are_decoded_side_by_side()
    {
        var files = Enumerable.Range(1, 6).Select(Samples.Photograph).ToArray();
        var expected = files.Select(file => Decoded(file, 320)).ToArray();
        Parallel.For(0, 60, new ParallelOptions { MaxDegreeOfParallelism = 8 }, i =>
        {
            if (i % 10 == 9)
            {
                Assert.Equal("broken-picture", Picture.Decode(files[i % 6].AsMemory(0, 9_000)).ExpectRefusal().Code);
            }

            Assert.Equal(expected[i % 6], Decoded(files[i % 6], 320));
        });
    }

    private static byte[] Decoded(byte[] file, int side)
    {
        using var picture = Picture.Decode(file, side).Expect();
        return picture.Rgb.ToArray();
    }

    private static void DecodeAll(byte[][] files, int times)
    {
        for (var i = 0; i < times; i++)
        {
            using var picture = Picture.Decode(files[i % files.Length], i % 2 == 0 ? 640 : null).Expect();
        }
    }

    private static byte[] TwelveMegapixels()
    {
        using var picture = Samples.Gradient(4000, 3000);
        return picture.Encode(PictureFormat.Jpeg);
    }
}
