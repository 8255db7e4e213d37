namespace Iris.Platform.Faces.FaceApi;

/// <summary>
/// From the outputs of the SSD network to boxes. All 5118 predictions pass here for every picture, so it works on spans and decodes only what is above the
/// threshold (bench: Faces).
/// </summary>
internal static class SsdBoxes
{
    // Variances of the box encoding (Liu et al. 2016): the network predicts ten times the shift and five times the logarithm of the growth.
    private const float ShiftScale = 0.1f, SizeScale = 0.2f;

    /// <summary>The boxes above the threshold without those that a surer one overlaps, in picture pixels, the surest first.</summary>
    /// <param name="offsets">Anchors × 4.</param>
    /// <param name="logits">One per anchor.</param>
    /// <param name="pictureWidth">In pixels.</param>
    /// <param name="pictureHeight">In pixels.</param>
    /// <param name="options">Thresholds.</param>
    public static List<Detection> Select(ReadOnlySpan<float> offsets, ReadOnlySpan<float> logits, int pictureWidth, int pictureHeight, SsdOptions options)
    {
        var candidates = new List<(float Logit, Corners Corners)>();
        var threshold = MathF.Log(options.MinimumScore / (1 - options.MinimumScore));
        var anchors = SsdAnchors.All;
        for (var i = 0; i < anchors.Length; i++)
        {
            if (logits[i] > threshold)
            {
                candidates.Add((logits[i], Decode(offsets.Slice(4 * i, 4), anchors[i])));
            }
        }

        candidates.Sort(static (one, other) => other.Logit.CompareTo(one.Logit));

        // The package scales by the rounded size of the resized picture, which may differ from the exact one by half a pixel of the network's input.
        var largest = (float)Math.Max(pictureWidth, pictureHeight);
        var scaleX = pictureWidth * SsdDetector.InputSize / MathF.Round(pictureWidth * SsdDetector.InputSize / largest);
        var scaleY = pictureHeight * SsdDetector.InputSize / MathF.Round(pictureHeight * SsdDetector.InputSize / largest);
        var selected = new List<Corners>();
        var detections = new List<Detection>();
        foreach (var (logit, corners) in candidates)
        {
            if (detections.Count == options.MaximumFaces)
            {
                break;
            }

            if (!OverlapsAny(corners, selected, options.MaximumOverlap))
            {
                selected.Add(corners);
                var left = Math.Clamp(corners.Left * scaleX, 0, pictureWidth);
                var top = Math.Clamp(corners.Top * scaleY, 0, pictureHeight);
                var right = Math.Clamp(corners.Right * scaleX, 0, pictureWidth);
                var bottom = Math.Clamp(corners.Bottom * scaleY, 0, pictureHeight);
                detections.Add(new(new(left, top, right - left, bottom - top), Score(logit)));
            }
        }

        return detections;
    }

    /// <summary>A predicted box in parts of the padded square; it may reach beyond.</summary>
    /// <param name="offset">Shift of the centre (y, x) and logarithm of the growth (height, width), scaled.</param>
    /// <param name="anchor">What the prediction is relative to.</param>
    public static Corners Decode(ReadOnlySpan<float> offset, Anchor anchor)
    {
        var y = anchor.Y + offset[0] * ShiftScale * anchor.Height;
        var x = anchor.X + offset[1] * ShiftScale * anchor.Width;
        var halfHeight = anchor.Height * MathF.Exp(offset[2] * SizeScale) / 2;
        var halfWidth = anchor.Width * MathF.Exp(offset[3] * SizeScale) / 2;
        return new(y - halfHeight, x - halfWidth, y + halfHeight, x + halfWidth);
    }

    /// <summary>The logistic function.</summary>
    public static float Score(float logit) => 1 / (1 + MathF.Exp(-logit));

    private static bool OverlapsAny(Corners corners, List<Corners> others, float maximum)
    {
        foreach (var other in others)
        {
            if (Corners.Overlap(corners, other) > maximum)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>A box by its edges.</summary>
    internal readonly record struct Corners(float Top, float Left, float Bottom, float Right)
    {
        /// <summary>Intersection over union: 0 to 1.</summary>
        public static float Overlap(Corners one, Corners other)
        {
            var height = MathF.Min(one.Bottom, other.Bottom) - MathF.Max(one.Top, other.Top);
            var width = MathF.Min(one.Right, other.Right) - MathF.Max(one.Left, other.Left);
            if (height <= 0 || width <= 0)
            {
                return 0;
            }

            var shared = height * width;
            return shared / (one.Area + other.Area - shared);
        }

        private float Area => (Bottom - Top) * (Right - Left);
    }
}
