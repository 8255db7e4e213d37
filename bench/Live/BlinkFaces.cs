using Iris.Platform;
using Iris.Platform.Faces;
using Iris.Platform.Imaging;

namespace Iris.Bench.Live;

/// <summary>
/// The faces that blinks are drawn on: all of the demo pictures of npm @vladmandic/face-api, and of a folder of portraits, that are large enough and that
/// <see cref="DrawnFace"/> can draw on. Nobody chooses among them. Those of the first, third and fifth photograph are for development, the others for the test.
/// </summary>
internal static class BlinkFaces
{
    /// <summary>A face of fewer pixels would be shown more than twice as large as it is.</summary>
    private const float SmallestFace = 100;

    public static IEnumerable<(DrawnFace Face, bool Development)> Of(FaceReader reader, string? portraits)
    {
        var demo = Path.Combine(NodePackages.Find("@vladmandic/face-api"), "demo");
        for (var number = 1; number <= 6; number++)
        {
            foreach (var face in In(reader, Path.Combine(demo, $"sample{number}.jpg"))) yield return (face, number % 2 == 1);
        }

        if (!Directory.Exists(portraits)) yield break;
        foreach (var path in Directory.EnumerateFiles(portraits).Order())
        {
            foreach (var face in In(reader, path)) yield return (face, false);
        }
    }

    private static IEnumerable<DrawnFace> In(FaceReader reader, string path)
    {
        using var photograph = Picture.Decode(File.ReadAllBytes(path)).Value!;
        foreach (var (face, index) in reader.Read(photograph, FaceReading.Mesh).Select((face, index) => (face, index)))
        {
            var name = $"{Path.GetFileNameWithoutExtension(path)}.{index + 1}";
            if (face.Box.Height >= SmallestFace && DrawnFace.Of(name, photograph, face.Mesh!, reader) is { } drawn) yield return drawn;
        }
    }
}
