using Iris.Platform;
using Iris.Platform.Faces;
using Iris.Platform.Imaging;
using Iris.Platform.Inference;

namespace Iris.Tests.Platform.Faces;

/// <summary>The real networks, loaded once for all tests of a class, and pictures to show them.</summary>
public sealed class FaceNetworks : IDisposable
{
    public FaceNetworks() => Reader = new FaceReader(Models);

    public ModelRegistry Models { get; } = ModelRegistry.WithoutHost(FacesModule.Networks);

    public FaceReader Reader { get; }

    /// <summary>One of the six group pictures that come with @vladmandic/face-api.</summary>
    public static Picture Demo(int number) => Decode(Path.Combine(NodePackages.Find("@vladmandic/face-api"), "demo", $"sample{number}.jpg"));

    /// <summary>Pictures of a folder beside the repository (shared/data/…), which not every machine has.</summary>
    public static IEnumerable<string> Shared(string folder)
    {
        for (var parent = new DirectoryInfo(AppContext.BaseDirectory); parent is not null; parent = parent.Parent)
        {
            var candidate = Path.Combine(parent.FullName, "shared", "data", folder);
            if (Directory.Exists(candidate))
            {
                return Directory.EnumerateFiles(candidate);
            }
        }

        return [];
    }

    public static Picture Decode(string path)
    {
        Assert.True(Picture.Decode(File.ReadAllBytes(path)).Succeeded(out var picture, out var refusal), refusal?.Code);
        return picture;
    }

    /// <summary>What a frame shows, as a picture of its own.</summary>
    internal static Picture Show(Picture picture, FaceFrame frame, int size)
    {
        using var levels = new PictureLevels(picture);
        var pixels = new float[3 * size * size];
        levels.Warp(frame, size, pixels, TensorFormat.Bytes(channelsFirst: false));
        return Picture.FromRgb(size, size, Array.ConvertAll(pixels, value => (byte)MathF.Round(value)));
    }

    public void Dispose() => Models.Dispose();
}
