using System.Drawing;
using Iris.Platform.Imaging;
using Iris.Platform.Inference;

namespace Iris.Platform.Faces.FaceApi;

/// <summary>Describes whose face it is, as a point in 128 dimensions: the faces of one person lie close together.</summary>
internal sealed class FaceRecognitionNet(ModelRegistry models)
{
    public const int InputSize = 150;

    /// <summary>Numbers in a descriptor.</summary>
    public const int Length = 128;

    /// <summary>Looks at one face.</summary>
    /// <param name="picture">Any size.</param>
    /// <param name="crop">From <see cref="FaceCrops.ForDescriptor"/>, not empty.</param>
    /// <param name="cancellation">Ends the run.</param>
    /// <returns><see cref="Length"/> numbers, to be compared with <see cref="Distance"/>.</returns>
    public float[] Describe(Picture picture, Rectangle crop, CancellationToken cancellation = default)
    {
        using var outputs = SquareInput.Run(models.Get(FaceApiModels.FaceRecognition), picture, crop, centred: true, cancellation);
        return outputs["descriptor"].ToArray();
    }

    /// <summary>The Euclidean distance of two descriptors; below about 0.45 they are of one person.</summary>
    public static float Distance(ReadOnlySpan<float> one, ReadOnlySpan<float> other)
    {
        var sum = 0f;
        for (var i = 0; i < one.Length; i++)
        {
            sum += (one[i] - other[i]) * (one[i] - other[i]);
        }

        return MathF.Sqrt(sum);
    }
}
