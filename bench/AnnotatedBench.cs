using Iris.Instruments;
using Iris.Platform.Imaging.Drawing;

namespace Iris.Bench;

/// <summary>The download of a picture of 12 megapixels with 300 cells drawn on it: what the drawing adds to reading and writing the picture.</summary>
internal static class AnnotatedBench
{
    private const int Width = 4000, Height = 3000, Cells = 300, Runs = 7, Quality = 90;

    public static int Run()
    {
        var file = CellBench.Mosaic(Width, Height);
        var bare = Annotated(new Overlay(Width, Height, []));
        var cells = Annotated(new Overlay(Width, Height, [.. Spread((x, y, i) => new OverlayCircle(x, y, 40, "#1fe08a", Dashed: i % 2 == 0))]));
        var labels = Annotated(new Overlay(Width, Height, [.. Spread((x, y, i) => new OverlayBox(x - 40, y - 40, 80, 80, "#1fe08a", $"세포 {i}"))]));

        Console.WriteLine($"{file.Length / 1000} kB, 12 MP, {Cells} cells, medians of {Runs}");
        Console.WriteLine($"  read and written       {bare,8:0} ms");
        Console.WriteLine($"  with circles           {cells,8:0} ms   {cells / bare:0.00} of that");
        Console.WriteLine($"  with labelled boxes    {labels,8:0} ms   {labels / bare:0.00} of that");
        return 0;

        double Annotated(Overlay overlay) => Measure.Median(Runs, () =>
        {
            using var canvas = PictureCanvas.Open(file).Value!;
            overlay.Draw(canvas);
            canvas.ToJpeg(Quality);
        });
    }

    private static IEnumerable<OverlayShape> Spread(Func<int, int, int, OverlayShape> shape)
    {
        var columns = (int)Math.Ceiling(Math.Sqrt(Cells * Width / (double)Height));
        var step = Width / columns;
        return Enumerable.Range(0, Cells).Select(i => shape(step / 2 + i % columns * step, step / 2 + i / columns * step, i));
    }
}
