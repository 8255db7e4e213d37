using System.Numerics;
using Iris.Platform.Imaging;
using Iris.Platform.Inference;

namespace Iris.Platform.Faces.Human;

/// <summary>HSE-FaceRes (Savchenko 2019): age and gender from a MobileNet, 9 ms.</summary>
internal sealed class FaceResNet(ModelRegistry models)
{
    public const int InputSize = 224;

    /// <summary>Probability of a man, and a distribution over the ages 0 to 99.</summary>
    public static readonly (string, int)[] Outputs = [("gender_pred/Sigmoid", 1), ("age_pred/Softmax", 100)];

    /// <summary>Blue, green, red minus the means of VGGFace2: what the network was trained with, and better here than the RGB that the package feeds it.</summary>
    public static readonly TensorFormat Format = new(ChannelsFirst: true, Bgr: true, Vector3.One, -new Vector3(103.939f, 116.779f, 123.68f));

    /// <summary>Looks at one face, upright in its frame.</summary>
    public FaceApi.AgeGender Estimate(PictureLevels picture, FaceFrame frame, CancellationToken cancellation)
    {
        using var tensor = Tensor.Rent(1, 3, InputSize, InputSize);
        picture.Warp(frame, InputSize, tensor.Span, Format);
        using var outputs = models.Get(HumanModels.FaceRes).Run(tensor, cancellation);
        return new(ExpectedAge(outputs["age_pred/Softmax"]), outputs["gender_pred/Sigmoid"][0]);
    }

    /// <summary>The mean of the distribution: steadier than its peak, which the package reports.</summary>
    public static float ExpectedAge(ReadOnlySpan<float> probabilities)
    {
        var age = 0f;
        for (var years = 0; years < probabilities.Length; years++)
        {
            age += years * probabilities[years];
        }

        return age;
    }
}
