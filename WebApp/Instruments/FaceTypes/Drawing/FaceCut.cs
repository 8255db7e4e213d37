using Iris.Platform.Faces;
using Iris.Platform.Imaging;

namespace Iris.Instruments.FaceTypes.Drawing;

/// <summary>Cuts a face out of a picture.</summary>
internal static class FaceCut
{
    /// <summary>Sides of the square per longer side of the face: hair and chin are in it.</summary>
    private const float Room = 1.7f;

    /// <summary>The face with room around it, as a square inside of the picture.</summary>
    /// <param name="picture">Where the face is.</param>
    /// <param name="face">In pixels of the picture.</param>
    /// <param name="mostSide">Of the square in pixels; a smaller one is not enlarged.</param>
    public static Picture Square(Picture picture, Box face, int mostSide)
    {
        var side = (int)Math.Min(Room * MathF.Max(face.Width, face.Height), Math.Min(picture.Width, picture.Height));
        var (left, top) = (Math.Clamp(face.Centre.X - side / 2f, 0, picture.Width - side), Math.Clamp(face.Centre.Y - side / 2f, 0, picture.Height - side));
        var pixels = new float[3 * side * side];
        picture.Warp(Affine.FromBox(left, top, side, side, side, side), side, side, pixels, TensorFormat.Bytes(channelsFirst: false));
        using var square = Picture.FromRgb(side, side, Array.ConvertAll(pixels, value => (byte)Math.Clamp(MathF.Round(value), 0, 255)));
        return square.Resize(mostSide);
    }
}
