using System.Numerics;
using Iris.Platform.Faces;
using Iris.Platform.Imaging;
using Iris.Tests.Platform.Faces;

namespace Iris.Tests.Live;

/// <summary>What a webcam would see: 640×480 pieces of the photographs that come with npm @vladmandic/face-api (demo/sample*.jpg).</summary>
internal static class CameraFrames
{
    public const int Width = 640, Height = 480;

    /// <summary>The woman of sample1, her head (which leans on the photograph) upright in the middle of the frame.</summary>
    public static byte[] Woman(float closer = 1, float lower = 0, float degrees = 0)
    {
        using var picture = FaceNetworks.Demo(1);
        var (sin, cos) = MathF.SinCos((degrees - 28) * MathF.PI / 180);
        return Jpeg(picture, new Vector2(945, 540) - lower * Height * new Vector2(-sin, cos), new Vector2(Width, Height) / closer, degrees - 28);
    }

    /// <summary>Somebody else: a face of another photograph, alone in the frame and as large.</summary>
    public static byte[] SomebodyElse(FaceReader reader)
    {
        using var picture = FaceNetworks.Demo(6);
        var box = reader.Read(picture, FaceReading.Boxes)[0].Box;
        return Jpeg(picture, box.Centre, new Vector2(4 / 3f, 1) * box.Height * 1.6f, 0);
    }

    public static byte[] Nobody()
    {
        using var picture = Picture.FromRgb(Width, Height, new byte[3 * Width * Height]);
        return picture.Encode(PictureFormat.Jpeg);
    }

    /// <summary>A part of a frame as a picture of its own, 256 pixels wide, as the browser sends it.</summary>
    public static byte[] Crop(byte[] frame, float x, float y, float width, float height)
    {
        using var picture = Picture.Decode(frame).Value!;
        var size = new Vector2(width * picture.Width, height * picture.Height);
        return Jpeg(picture, new Vector2(x * picture.Width, y * picture.Height) + size / 2, size, 0, 256, (int)MathF.Round(256 * size.Y / size.X));
    }

    private static byte[] Jpeg(Picture picture, Vector2 centre, Vector2 size, float degrees, int width = Width, int height = Height)
    {
        var map = Affine.FromBox(centre.X - size.X / 2, centre.Y - size.Y / 2, size.X, size.Y, width, height, PixelCentres.Half, degrees * MathF.PI / 180);
        var values = new float[3 * width * height];
        picture.Warp(map, width, height, values, TensorFormat.Bytes(channelsFirst: false));
        using var frame = Picture.FromRgb(width, height, Array.ConvertAll(values, value => (byte)MathF.Round(value)));
        return frame.Encode(PictureFormat.Jpeg, 90);
    }
}
