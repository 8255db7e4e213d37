using Iris.Platform.Imaging;
using Iris.Platform.Imaging.Drawing;

namespace Iris.Tests.Platform.Imaging;

[Collection(ProcessMemory.Name)]
public sealed class PictureCanvasTests
{
    [Fact]
    public void Shapes_lie_on_the_pixels_that_they_name()
    {
        using var drawn = Drawn(Samples.Plain(200, 100, 10, 20, 30), canvas =>
        {
            canvas.Rectangle(100, 0, 100, 100, 0, new("#f00"));
            canvas.Circle(50, 50, 20, new("#00ff00", LineWidth: 6));
        });

        Assert.Equal((200, 100), (drawn.Width, drawn.Height));
        AssertColour((255, 0, 0), drawn.At(150, 50));
        AssertColour((255, 0, 0), drawn.At(195, 95));
        AssertColour((0, 255, 0), drawn.At(30, 50));
        AssertColour((0, 255, 0), drawn.At(50, 70));
        AssertColour((10, 20, 30), drawn.At(50, 50));
        AssertColour((10, 20, 30), drawn.At(8, 8));
    }

    [Fact]
    public void Ink_may_be_thin()
    {
        using var drawn = Drawn(Samples.Plain(64, 64, 0, 0, 0), canvas => canvas.Rectangle(0, 0, 64, 64, 0, new("#0f0", Opacity: 0.5f)));

        AssertColour((0, 128, 0), drawn.At(32, 32));
    }

    [Fact]
    public void Dashes_leave_a_third_of_the_line_free()
    {
        using var drawn = Drawn(Samples.Plain(600, 600, 0, 0, 0), canvas => canvas.Circle(300, 300, 250, new("#fff", LineWidth: 20, Dash: 60)));

        var lit = Enumerable.Range(0, 720).Select(half => double.DegreesToRadians(half / 2.0))
            .Count(angle => drawn.At((int)(300 + 250 * Math.Cos(angle)), (int)(300 + 250 * Math.Sin(angle))).Red > 128);
        Assert.InRange(lit, 440, 520);
    }

    [Theory]
    [InlineData("93 %")]
    [InlineData("♀ ♂ ?")]
    [InlineData("여성")]
    [InlineData("\u1112\u1161\u11AB\u1100\u1173\u11AF")] // 한글, letter by letter
    public void Text_is_drawn_with_letters_that_the_font_has(string text)
    {
        Assert.DoesNotContain(LabelFont.Typeface.GetGlyphs(text.Replace(" ", "", StringComparison.Ordinal)), glyph => glyph == 0);

        using var drawn = Drawn(Samples.Plain(400, 100, 0, 0, 0), canvas => canvas.Text(text, 200, 65, 40, "#fff"));
        using var plain = Samples.Plain(400, 100, 0, 0, 0);

        Assert.InRange(Samples.MeanDifference(plain.Rgb, drawn.Rgb), 2, 60);
        var columns = Enumerable.Range(0, 400).Where(x => Enumerable.Range(0, 100).Any(y => drawn.At(x, y).Green > 128)).ToArray();
        Assert.Equal(200, (columns[0] + columns[^1]) / 2.0, 8.0);
    }

    [Fact]
    public void Letters_of_a_syllable_are_drawn_as_one()
    {
        var composed = Ink("한글");
        var decomposed = Ink("한글".Normalize(System.Text.NormalizationForm.FormD));

        Assert.True(composed.AsSpan().SequenceEqual(decomposed));

        static byte[] Ink(string text)
        {
            using var drawn = Drawn(Samples.Plain(200, 100, 0, 0, 0), canvas => canvas.Text(text, 100, 65, 40, "#fff"));
            return drawn.Rgb.ToArray();
        }
    }

    [Fact]
    public void A_picture_held_sideways_is_drawn_on_upright()
    {
        using var stored = Samples.Plain(96, 64, 0, 0, 0);
        using var canvas = PictureCanvas.Open(PictureFiles.WithOrientation(stored.Encode(PictureFormat.Jpeg, 95), 6)).Expect();
        canvas.Rectangle(0, 80, 64, 16, 0, new("#fff"));

        using var drawn = Picture.Decode(canvas.ToJpeg(95)).Expect();

        Assert.Equal((64, 96), (drawn.Width, drawn.Height));
        AssertColour((255, 255, 255), drawn.At(32, 88));
        AssertColour((0, 0, 0), drawn.At(32, 40));
    }

    [Fact]
    public void What_is_no_picture_is_refused() => Assert.Equal("not-a-picture", PictureCanvas.Open("Dear diary"u8.ToArray()).ExpectRefusal().Code);

    [Fact]
    public void Two_hundred_drawings_leave_memory_flat()
    {
        var file = Samples.Photograph(1);
        DrawAll(file, 50);
        var before = ProcessMemory.Now();
        DrawAll(file, 200);
        Assert.True(ProcessMemory.Now() - before < 25, $"{before:F0} MB became {ProcessMemory.Now():F0} MB.");
    }

    [Fact]
    public void Canvases_are_drawn_on_side_by_side()
    {
        var file = Samples.Photograph(2);
        var expected = Draw(file, 1);
        Parallel.For(0, 40, new ParallelOptions { MaxDegreeOfParallelism = 8 }, _ => Assert.Equal(expected, Draw(file, 1)));
    }

    private static void DrawAll(byte[] file, int times)
    {
        for (var i = 0; i < times; i++)
        {
            Draw(file, i);
        }
    }

    private static byte[] Draw(byte[] file, int number)
    {
        using var canvas = PictureCanvas.Open(file).Expect();
        canvas.Circle(100, 100, 40, new("#1fe08a", LineWidth: 3, Dash: 12));
        canvas.Text($"여성 {number} %", 150, 120, 30, "#fff");
        return canvas.ToJpeg(90);
    }

    private static Picture Drawn(Picture picture, Action<PictureCanvas> draw)
    {
        using (picture)
        {
            using var canvas = PictureCanvas.Open(picture.Encode(PictureFormat.Png)).Expect();
            draw(canvas);
            return Picture.Decode(canvas.ToJpeg(100)).Expect();
        }
    }

    /// <summary>The drawing comes back as a JPEG.</summary>
    private static void AssertColour((int Red, int Green, int Blue) expected, (int Red, int Green, int Blue) actual) =>
        Samples.AssertClose([(byte)expected.Red, (byte)expected.Green, (byte)expected.Blue], [(byte)actual.Red, (byte)actual.Green, (byte)actual.Blue], 4);
}
