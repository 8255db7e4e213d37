using Iris.Platform.Imaging;

namespace Iris.Platform.Faces;

/// <summary>
/// A picture and its halves, quarters and so on, each made when first needed. Networks sample bilinearly, which skips pixels when a large face is shown
/// small; from a level of about the right size it does not.
/// </summary>
internal sealed class PictureLevels(Picture picture) : IDisposable
{
    private readonly List<Picture> levels = [picture];

    /// <summary>In its full size.</summary>
    public Picture Picture => picture;

    public int Width => picture.Width;

    public int Height => picture.Height;

    /// <summary>The square around the whole picture.</summary>
    public FaceFrame Whole => FaceFrame.Around(new(0, 0, Width, Height));

    /// <summary>Samples a frame into a network's input.</summary>
    /// <param name="frame">What the input shows.</param>
    /// <param name="size">Width and height of the input.</param>
    /// <param name="tensor">Exactly 3 × size × size floats.</param>
    /// <param name="format">Layout and normalisation.</param>
    /// <param name="mirrored">Swaps left and right.</param>
    public void Warp(FaceFrame frame, int size, Span<float> tensor, in TensorFormat format, bool mirrored = false)
    {
        var level = Level(frame.Side / size);
        var map = frame.Map(size);
        if (mirrored)
        {
            map = new Affine(-1, 0, size - 1, 0, 1, 0).Then(map);
        }

        if (level != picture)
        {
            map = map.Then(Affine.Resize(level.Width, level.Height, Width, Height));
        }

        level.Warp(map, size, size, tensor, format);
    }

    /// <summary>The smallest level that has at least the detail that an input with this many picture pixels per pixel can show.</summary>
    public Picture Level(float pixelsPerPixel)
    {
        var index = Math.Max(0, (int)MathF.Log2(pixelsPerPixel));
        while (levels.Count <= index)
        {
            var last = levels[^1];
            levels.Add(last.Resize(Math.Max(1, Math.Max(last.Width, last.Height) / 2)));
        }

        return levels[index];
    }

    /// <summary>Frees the levels; the picture itself belongs to the caller.</summary>
    public void Dispose()
    {
        foreach (var level in levels.Skip(1))
        {
            level.Dispose();
        }
    }
}
