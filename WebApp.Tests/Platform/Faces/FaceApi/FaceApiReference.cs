using System.Security.Cryptography;
using System.Text.Json;
using Iris.Platform;
using Iris.Platform.Imaging;

namespace Iris.Tests.Platform.Faces.FaceApi;

/// <summary>What the npm package computes, see Reference/README.md.</summary>
internal sealed record FaceApiReference(string Package, int AnchorStep, FaceApiReference.NoiseFigures Noise, FaceApiReference.PictureFigures[] Pictures)
{
    private static readonly Lazy<FaceApiReference> Loaded = new(() =>
    {
        using var json = typeof(FaceApiReference).Assembly.GetManifestResourceStream("face-api.json")!;
        return JsonSerializer.Deserialize<FaceApiReference>(json, JsonSerializerOptions.Web)!;
    });

    public static FaceApiReference Load() => Loaded.Value;

    /// <summary>The same pseudo-random picture that the package saw.</summary>
    public static Picture NoisePicture(int size)
    {
        var rgb = new byte[3 * size * size];
        var state = 1u;
        foreach (ref var value in rgb.AsSpan())
        {
            state = unchecked(state * 1664525 + 1013904223);
            value = (byte)(state >> 24);
        }

        return Picture.FromRgb(size, size, rgb);
    }

    internal sealed record AnchorFigures(float[] Boxes, float[] Scores);

    internal sealed record NoiseFigures(AnchorFigures Anchors, float[] Points, float Age, float Male, float[] Descriptor);

    internal sealed record PictureFigures(string Name, string Sha256, AnchorFigures? Anchors, FaceFigures[] Faces)
    {
        /// <summary>Decodes the picture from the npm package; the pixels must be those that the figures were made from.</summary>
        public Picture Decode()
        {
            var file = File.ReadAllBytes(Path.Combine(NodePackages.Find("@vladmandic/face-api"), "demo", Name));
            Assert.True(Picture.Decode(file).Succeeded(out var picture, out _));
            Assert.Equal(Sha256, Convert.ToHexStringLower(SHA256.HashData(picture.Rgb)));
            return picture;
        }
    }

    internal sealed record FaceFigures(
        float Score, float[] Box, float[] Landmarks, int[] AgeGenderCrop, float Age, float Male, float PackageMale, int[] DescriptorCrop, float[] Descriptor);
}
