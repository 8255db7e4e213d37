using System.Drawing;
using Iris.Platform.Imaging;
using Iris.Platform.Inference;

namespace Iris.Platform.Faces.FaceApi;

/// <summary>
/// The input of the face-api networks: a crop, padded with black to a square and resized bilinearly without half-pixel centres or antialiasing
/// (TensorFlow's older convention, which they were trained with), as planes of red, green and blue from 0 to 255.
/// </summary>
internal static class SquareInput
{
    /// <summary>Fills 3 × <paramref name="size"/> × <paramref name="size"/> values.</summary>
    /// <param name="picture">Where the crop is taken from.</param>
    /// <param name="crop">Inside the picture, not empty. What lies around it is not seen: the padding is black.</param>
    /// <param name="size">Width and height of the network's input.</param>
    /// <param name="centred">The crop stands in the middle of the square (an odd pixel of padding comes after it), otherwise at its top left.</param>
    /// <param name="tensor">Gets the planes.</param>
    public static void Fill(Picture picture, Rectangle crop, int size, bool centred, Span<float> tensor)
    {
        var side = Math.Max(crop.Width, crop.Height);
        var square = new Rectangle(crop.X, crop.Y, side, side);
        if (centred)
        {
            square.Offset(-(side - crop.Width) / 2, -(side - crop.Height) / 2);
        }

        var map = Affine.FromBox(square.X, square.Y, side, side, size, size, PixelCentres.Corner);
        picture.Warp(map, size, size, tensor, TensorFormat.Bytes(channelsFirst: true), content: crop, frame: square);
    }

    /// <summary>Runs a network on a crop; see <see cref="Fill"/>. Its input is square.</summary>
    public static ModelOutputs Run(Model model, Picture picture, Rectangle crop, bool centred, CancellationToken cancellation)
    {
        var size = model.InputShape()[^1];
        using var tensor = Tensor.Rent(1, 3, size, size);
        Fill(picture, crop, size, centred, tensor.Span);
        return model.Run(tensor, cancellation);
    }
}
