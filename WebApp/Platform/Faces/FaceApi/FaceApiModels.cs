using Iris.Platform.Faces.FaceApi.Graphs;
using Iris.Platform.Inference;

namespace Iris.Platform.Faces.FaceApi;

/// <summary>The networks that are assembled from the weights of npm @vladmandic/face-api. That takes a few hundredths of a second, so nothing is cached.</summary>
internal static class FaceApiModels
{
    public const string Ssd = "ssd_mobilenetv1";
    public const string Landmarks = "face_landmark_68";
    public const string AgeGender = "age_gender";
    public const string FaceRecognition = "face_recognition";

    /// <summary>The package's version.</summary>
    public const string Version = "face-api-1.7.15";

    public static IReadOnlyList<ModelSource> All { get; } =
    [
        Source(Ssd, SsdGraph.Build),
        Source(Landmarks, LandmarkGraph.Build),
        Source(AgeGender, AgeGenderGraph.Build),
        Source(FaceRecognition, FaceRecognitionGraph.Build),
    ];

    private static ModelSource Source(string name, Func<WeightFile, byte[]> build) => new(name, Version, () => build(WeightFile.Open($"{name}_model")));
}
