using System.Numerics;
using Iris.Platform;
using Iris.Platform.Faces;
using Iris.Platform.Imaging;

namespace Iris.Instruments.FaceTypes.Validation;

/// <summary>
/// Whether a picture shows one face well enough to measure it. Whatever is wrong, the API's code is <c>no-face</c> with <c>human: false</c>, as clients of the
/// service that Iris replaces expect it; the reason says what to do about it.
/// </summary>
internal static class PortraitCheck
{
    /// <summary>Pixels of the face's shorter side.</summary>
    public const float SmallestFace = 72;

    /// <summary>Another face of this part of the first one's size is somebody else in the picture, and not somebody in a crowd behind.</summary>
    public const float OtherFace = 0.4f;

    /// <summary>Part of the face's outline that may lie outside of the picture: hair and a chin that are just touched.</summary>
    public const float MostOutside = 0.12f;

    /// <summary>Degrees that a face may be turned to the side, or up and down from how the mesh sees a level one.</summary>
    public const float MostTurned = 32, MostNodded = 32, Level = 8;

    /// <summary>Mean brightness of the face, 0 to 255.</summary>
    public const float Darkest = 32;

    /// <summary>See <see cref="Sharpness"/>: one of 202 faces of portraits 224 pixels wide is below, and nearly all of the same ones that were shrunk to 14 pixels and enlarged again.</summary>
    public const float Softest = 0.008f;

    private const int SampleSide = 96;

    /// <summary>The face to measure, or why there is none.</summary>
    /// <param name="picture">In which the faces are.</param>
    /// <param name="faces">The largest first, with meshes.</param>
    public static Outcome<FaceMesh> Choose(Picture picture, IReadOnlyList<Face> faces)
    {
        if (faces.Count == 0) return Refused("none");
        var mesh = faces[0].Mesh ?? throw new ArgumentException("The faces were read without their meshes.", nameof(faces));
        if (faces.Count > 1 && MathF.Sqrt(faces[1].Box.Area / faces[0].Box.Area) >= OtherFace) return Refused("several");
        if (MathF.Min(mesh.Box.Width, mesh.Box.Height) < SmallestFace) return Refused("small");
        if (PartOutside(picture, mesh) > MostOutside) return Refused("cut");
        var (turned, nodded) = Pose(mesh);
        if (MathF.Abs(turned) > MostTurned || MathF.Abs(nodded - Level) > MostNodded) return Refused("turned");
        var (brightness, sharpness) = Look(picture, mesh.Box);
        return brightness < Darkest ? Refused("dark") : sharpness < Softest ? Refused("blurred") : mesh;
    }

    /// <summary>How far a face looks to its left, and how far down, in degrees.</summary>
    public static (float Turned, float Nodded) Pose(FaceMesh mesh)
    {
        return (Slope(234, 454), Slope(10, 152));

        float Slope(int from, int to)
        {
            var line = mesh.Points[to] - mesh.Points[from];
            return float.RadiansToDegrees(MathF.Atan2(line.Z, new Vector2(line.X, line.Y).Length()));
        }
    }

    /// <summary>Mean brightness of a box, 0 to 255, and its <see cref="Sharpness"/>.</summary>
    public static (float Brightness, float Sharpness) Look(Picture picture, Box box)
    {
        var pixels = new float[3 * SampleSide * SampleSide];
        picture.Warp(Affine.FromBox(box.X, box.Y, box.Width, box.Height, SampleSide, SampleSide), SampleSide, SampleSide, pixels, TensorFormat.Bytes(channelsFirst: true));
        var luma = new float[SampleSide * SampleSide];
        for (var i = 0; i < luma.Length; i++)
        {
            // Rec. 601, as every JPEG has it.
            luma[i] = 0.299f * pixels[i] + 0.587f * pixels[i + luma.Length] + 0.114f * pixels[i + 2 * luma.Length];
        }

        return (luma.Average(), Sharpness(luma));
    }

    /// <summary>
    /// Variance of the Laplacian (Pech-Pacheco et al. 2000) over that of the brightness itself, so that light and contrast don't count; of a face that is
    /// shown <see cref="SampleSide"/> pixels wide.
    /// </summary>
    private static float Sharpness(ReadOnlySpan<float> luma)
    {
        double sum = 0, squares = 0, brightness = 0, brightnessSquares = 0;
        const int Inner = (SampleSide - 2) * (SampleSide - 2);
        for (var y = 1; y < SampleSide - 1; y++)
        {
            for (var x = 1; x < SampleSide - 1; x++)
            {
                var i = y * SampleSide + x;
                var value = luma[i - 1] + luma[i + 1] + luma[i - SampleSide] + luma[i + SampleSide] - 4 * luma[i];
                sum += value;
                squares += value * value;
                brightness += luma[i];
                brightnessSquares += luma[i] * luma[i];
            }
        }

        var contrast = brightnessSquares / Inner - brightness / Inner * (brightness / Inner);
        return (float)((squares / Inner - sum / Inner * (sum / Inner)) / Math.Max(contrast, 1));
    }

    private static float PartOutside(Picture picture, FaceMesh mesh)
    {
        var outside = 0;
        foreach (var point in mesh.Flat(MeshPoints.Outline.AsSpan()))
        {
            if (point.X < 0 || point.Y < 0 || point.X > picture.Width || point.Y > picture.Height) outside++;
        }

        return outside / (float)MeshPoints.Outline.Length;
    }

    private static Refusal Refused(string reason) => Refusal.Of<FaceTypeText>("no-face", StatusCodes.Status422UnprocessableEntity) with
    {
        Reason = reason,
        Facts = new Dictionary<string, object> { ["human"] = false },
    };
}
