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
        var candidates = new List<(float Logit, Box Box)>();
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
        var selected = new List<Box>();
        var detections = new List<Detection>();
        foreach (var (logit, box) in candidates)
        {
            if (detections.Count == options.MaximumFaces)
            {
                break;
            }

            if (!OverlapsAny(box, selected, options.MaximumOverlap))
            {
                selected.Add(box);
                var left = Math.Clamp(box.X * scaleX, 0, pictureWidth);
                var top = Math.Clamp(box.Y * scaleY, 0, pictureHeight);
                var right = Math.Clamp((box.X + box.Width) * scaleX, 0, pictureWidth);
                var bottom = Math.Clamp((box.Y + box.Height) * scaleY, 0, pictureHeight);
                detections.Add(new(new(left, top, right - left, bottom - top), Score(logit)));
            }
        }

        return detections;
    }

    /// <summary>A predicted box in parts of the padded square; it may reach beyond.</summary>
    /// <param name="offset">Shift of the centre (y, x) and logarithm of the growth (height, width), scaled.</param>
    /// <param name="anchor">What the prediction is relative to.</param>
    public static Box Decode(ReadOnlySpan<float> offset, Anchor anchor)
    {
        var y = anchor.Y + offset[0] * ShiftScale * anchor.Height;
        var x = anchor.X + offset[1] * ShiftScale * anchor.Width;
        var height = anchor.Height * MathF.Exp(offset[2] * SizeScale);
        var width = anchor.Width * MathF.Exp(offset[3] * SizeScale);
        return new(x - width / 2, y - height / 2, width, height);
    }

    /// <summary>The logistic function.</summary>
    public static float Score(float logit) => 1 / (1 + MathF.Exp(-logit));

    private static bool OverlapsAny(Box box, List<Box> others, float maximum)
    {
        foreach (var other in others)
        {
            if (Box.Overlap(box, other) > maximum)
            {
                return true;
            }
        }

        return false;
    }
}
