namespace Iris.Platform.Faces.FaceApi;

/// <summary>
/// The boxes that SSD's predictions are relative to: six grids with boxes of growing size (Liu et al. 2016, section 2.2, with the sizes of TensorFlow's
/// detection models). The weights hold the same boxes.
/// </summary>
internal static class SsdAnchors
{
    public const int Count = 5118;

    private static readonly int[] Grids = [32, 16, 8, 4, 2, 1];
    private static readonly float[] Scales = [0.2f, 0.35f, 0.5f, 0.65f, 0.8f, 0.95f, 1];

    /// <summary>In the order of the network's output.</summary>
    public static ReadOnlySpan<Anchor> All => Boxes;

    private static readonly Anchor[] Boxes = Create();

    private static Anchor[] Create()
    {
        var anchors = new List<Anchor>(Count);
        for (var layer = 0; layer < Grids.Length; layer++)
        {
            var grid = Grids[layer];
            var shapes = Shapes(layer);
            for (var row = 0; row < grid; row++)
            {
                for (var column = 0; column < grid; column++)
                {
                    foreach (var (scale, ratio) in shapes)
                    {
                        anchors.Add(new((row + 0.5f) / grid, (column + 0.5f) / grid, scale / MathF.Sqrt(ratio), scale * MathF.Sqrt(ratio)));
                    }
                }
            }
        }

        return [.. anchors];
    }

    private static (float Scale, float WidthToHeight)[] Shapes(int layer)
    {
        var scale = Scales[layer];
        return layer == 0
            ? [(0.1f, 1), (scale, 2), (scale, 0.5f)]
            : [(scale, 1), (MathF.Sqrt(scale * Scales[layer + 1]), 1), (scale, 2), (scale, 0.5f), (scale, 3), (scale, 0.3333f)];
    }
}

/// <summary>A box by its centre and size, in parts of the network's square input.</summary>
internal readonly record struct Anchor(float Y, float X, float Height, float Width);
