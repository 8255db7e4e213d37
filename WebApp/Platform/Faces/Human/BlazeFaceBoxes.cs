using System.Numerics;

namespace Iris.Platform.Faces.Human;

/// <summary>From the outputs of BlazeFace to faces, in pixels of its input.</summary>
internal static class BlazeFaceBoxes
{
    /// <summary>Numbers per anchor: centre x and y (relative to the anchor), width, height, then six points; the first two are the eyes, from left to right.</summary>
    private const int Stride = 16;

    /// <summary>16 × 16 places with two anchors each.</summary>
    public static readonly AnchorGrid Fine = new(Step: 16, PerPlace: 2);

    /// <summary>8 × 8 places with six anchors each.</summary>
    public static readonly AnchorGrid Coarse = new(Step: 32, PerPlace: 6);

    /// <summary>Appends the faces of one grid whose score is at least the threshold.</summary>
    /// <param name="logits">One per anchor.</param>
    /// <param name="boxes">16 per anchor.</param>
    /// <param name="grid">Which grid.</param>
    /// <param name="minimumScore">Between 0 and 1.</param>
    /// <param name="faces">Gets the faces.</param>
    public static void Decode(ReadOnlySpan<float> logits, ReadOnlySpan<float> boxes, AnchorGrid grid, float minimumScore, List<FaceCandidate> faces)
    {
        for (var i = 0; i < logits.Length; i++)
        {
            var score = 1 / (1 + MathF.Exp(-logits[i]));
            if (score < minimumScore)
            {
                continue;
            }

            var box = boxes.Slice(Stride * i, Stride);
            var anchor = grid.Centre(i);
            var eyes = new Vector2(box[6] - box[4], box[7] - box[5]);
            faces.Add(new(new(anchor + new Vector2(box[0], box[1]), MathF.Max(box[2], box[3]), MathF.Atan2(eyes.Y, eyes.X)), score));
        }
    }

    /// <summary>The surest first, without those that a surer one overlaps by more than the maximum (intersection over union).</summary>
    public static List<FaceCandidate> Suppress(List<FaceCandidate> faces, float maximumOverlap)
    {
        var kept = new List<FaceCandidate>();
        foreach (var face in faces.OrderByDescending(face => face.Score))
        {
            if (kept.TrueForAll(other => Box.Overlap(face.Frame.Box, other.Frame.Box) <= maximumOverlap))
            {
                kept.Add(face);
            }
        }

        return kept;
    }

    /// <summary>Anchors in rows over the input.</summary>
    /// <param name="Step">Pixels from place to place.</param>
    /// <param name="PerPlace">Anchors at one place.</param>
    internal readonly record struct AnchorGrid(int Step, int PerPlace)
    {
        public Vector2 Centre(int anchor)
        {
            var place = anchor / PerPlace;
            var columns = BlazeFaceDetector.InputSize / Step;
            return new Vector2(place % columns + 0.5f, place / columns + 0.5f) * Step;
        }
    }
}
