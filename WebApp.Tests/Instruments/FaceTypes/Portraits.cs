using Iris.Platform.Faces;
using Iris.Platform.Imaging;
using Iris.Tests.Platform.Imaging;

namespace Iris.Tests.Instruments.FaceTypes;

/// <summary>Single faces cut out of the demo pictures of npm @vladmandic/face-api.</summary>
internal static class Portraits
{
    /// <summary>A woman from the front, with room around her face.</summary>
    public static Picture Woman(int width = 640, int height = 480)
    {
        using var photograph = Picture.Decode(Samples.Photograph(1)).Expect();
        return Cut(photograph, 620, 230, 640, 480, width, height);
    }

    /// <summary>Another woman from the front, of another picture.</summary>
    public static Picture OtherWoman()
    {
        using var photograph = Picture.Decode(Samples.Photograph(5)).Expect();
        return Cut(photograph, 640, 20, 440, 440, 440, 440);
    }

    /// <summary>Six pictures of one face, as somebody might take them one after the other.</summary>
    public static IReadOnlyList<byte[]> Series(Picture face)
    {
        using (face)
        {
            return
            [
                face.Encode(PictureFormat.Jpeg, 90), Jpeg(Lit(face, 0.85)), Jpeg(Lit(face, 1.15)), Jpeg(face.Resize(face.Width * 8 / 10)), Jpeg(Turned(5)), Jpeg(Turned(-5)),
            ];

            Picture Turned(double degrees) => Warped(face, Affine.Rotation(degrees * Math.PI / 180, face.Width / 2.0, face.Height / 2.0), face.Width, face.Height);
        }
    }

    public static byte[] WomanJpeg() => Jpeg(Woman());

    public static byte[] Jpeg(Picture picture)
    {
        using (picture)
        {
            return picture.Encode(PictureFormat.Jpeg, 90);
        }
    }

    /// <summary>All faces of the demo pictures, each with half its size around it.</summary>
    public static IEnumerable<Picture> All(FaceReader reader)
    {
        for (var number = 1; number <= 6; number++)
        {
            using var photograph = Picture.Decode(Samples.Photograph(number)).Expect();
            foreach (var face in reader.Read(photograph, FaceReading.Boxes))
            {
                var side = 2 * MathF.Max(face.Box.Width, face.Box.Height);
                var size = (int)Math.Clamp(side, 200, 800);
                yield return Cut(photograph, face.Box.Centre.X - side / 2, face.Box.Centre.Y - side / 2, side, side, size, size);
            }
        }
    }

    public static Picture Cut(Picture picture, float x, float y, float width, float height, int outputWidth, int outputHeight) =>
        Warped(picture, Affine.FromBox(x, y, width, height, outputWidth, outputHeight), outputWidth, outputHeight);

    public static Picture Warped(Picture picture, Affine map, int width, int height)
    {
        var values = new float[3 * width * height];
        picture.Warp(map, width, height, values, TensorFormat.Bytes(channelsFirst: false));
        return Picture.FromRgb(width, height, Array.ConvertAll(values, value => (byte)Math.Clamp(MathF.Round(value), 0, 255)));
    }

    /// <summary>Every pixel times a factor.</summary>
    public static Picture Lit(Picture picture, double factor)
    {
        var rgb = picture.Rgb.ToArray();
        for (var i = 0; i < rgb.Length; i++) rgb[i] = (byte)Math.Clamp(Math.Round(rgb[i] * factor), 0, 255);
        return Picture.FromRgb(picture.Width, picture.Height, rgb);
    }
}
