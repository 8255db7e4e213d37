using System.Drawing;
using Iris.Platform.Imaging;
using Iris.Platform.Inference;

namespace Iris.Platform.Faces.FaceApi;

/// <summary>Estimates age and gender.</summary>
internal sealed class AgeGenderNet(ModelRegistry models)
{
    public const int InputSize = 112;

    /// <summary>Looks at one face.</summary>
    /// <param name="picture">Any size.</param>
    /// <param name="crop">From <see cref="FaceCrops.ForAgeAndGender"/>, not empty.</param>
    /// <param name="cancellation">Ends the run.</param>
    public AgeGender Estimate(Picture picture, Rectangle crop, CancellationToken cancellation = default)
    {
        using var outputs = SquareInput.Run(models.Get(FaceApiModels.AgeGender), picture, crop, centred: true, cancellation);
        return new(outputs["age"][0], outputs["gender"][0]);
    }
}

/// <summary>What <see cref="AgeGenderNet"/> estimates.</summary>
/// <param name="Age">In years.</param>
/// <param name="MaleProbability">0 to 1.</param>
internal readonly record struct AgeGender(float Age, float MaleProbability);
