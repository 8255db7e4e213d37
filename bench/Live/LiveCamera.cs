using Iris.Live.Sessions;
using Iris.Platform;
using Iris.Platform.Imaging;

namespace Iris.Bench.Live;

/// <summary>A webcam that shows a face of npm @vladmandic/face-api's demo/sample1.jpg: 640×480, or 256 pixels wide crops of it.</summary>
internal sealed class LiveCamera
{
    private readonly Picture photograph = Picture.Decode(File.ReadAllBytes(Path.Combine(NodePackages.Find("@vladmandic/face-api"), "demo", "sample1.jpg"))).Value!;
    private readonly Dictionary<Crop, byte[]> crops = [];

    public LiveCamera() => Whole = Jpeg(620, 230, 640, 480, 640, 480);

    public byte[] Whole { get; }

    /// <summary>Crops of a face that stands still hardly change, so each is encoded once.</summary>
    public byte[] Show(Crop? crop)
    {
        if (crop is null) return Whole;
        lock (crops)
        {
            if (crops.TryGetValue(crop, out var known)) return known;
            var (width, height) = (crop.Width * 640, crop.Height * 480);
            return crops[crop] = Jpeg(620 + crop.X * 640, 230 + crop.Y * 480, width, height, 256, (int)(256 * height / width));
        }
    }

    private byte[] Jpeg(double x, double y, double width, double height, int pixelWidth, int pixelHeight)
    {
        var values = new float[3 * pixelWidth * pixelHeight];
        photograph.Warp(Affine.FromBox(x, y, width, height, pixelWidth, pixelHeight), pixelWidth, pixelHeight, values, TensorFormat.Bytes(channelsFirst: false));
        using var picture = Picture.FromRgb(pixelWidth, pixelHeight, Array.ConvertAll(values, value => (byte)MathF.Round(value)));
        return picture.Encode(PictureFormat.Jpeg, 80);
    }
}
