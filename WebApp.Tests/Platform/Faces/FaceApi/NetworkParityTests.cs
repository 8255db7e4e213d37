using System.Drawing;
using Iris.Platform.Faces.FaceApi;
using Iris.Platform.Faces.FaceApi.Graphs;
using Iris.Platform.Imaging;
using Iris.Platform.Inference;

namespace Iris.Tests.Platform.Faces.FaceApi;

/// <summary>The assembled graphs compute what the package computes.</summary>
public sealed class NetworkParityTests(FaceApiNetworks networks) : IClassFixture<FaceApiNetworks>
{
    private const float Tolerance = 1e-3f;

    private static FaceApiReference Reference => FaceApiReference.Load();

    [Fact]
    public void The_detector_agrees_on_noise() => DetectorAgrees(FaceApiReference.NoisePicture(SsdDetector.InputSize), Reference.Noise.Anchors);

    [Fact]
    public void The_detector_agrees_on_a_photograph() => DetectorAgrees(Reference.Pictures[0].Decode(), Reference.Pictures[0].Anchors!);

    [Fact]
    public void Landmarks_agree_on_noise()
    {
        using var outputs = RunOnNoise(FaceApiModels.Landmarks, LandmarkGraph.InputSize);
        Near(Reference.Noise.Points, outputs["points"]);
    }

    [Fact]
    public void Age_and_gender_agree_on_noise()
    {
        using var outputs = RunOnNoise(FaceApiModels.AgeGender, AgeGenderNet.InputSize);
        Near([Reference.Noise.Age], outputs["age"]);
        Near([Reference.Noise.Male, 1 - Reference.Noise.Male], outputs["gender"]);
    }

    [Fact]
    public void The_descriptor_agrees_on_noise() =>
        Near(Reference.Noise.Descriptor, RunOnNoise(FaceApiModels.FaceRecognition, FaceRecognitionNet.InputSize)["descriptor"]);

    [Theory]
    [InlineData(FaceApiModels.Landmarks)]
    [InlineData(FaceApiModels.AgeGender)]
    [InlineData(FaceApiModels.FaceRecognition)]
    public void A_batch_equals_single_runs(string network)
    {
        var model = networks.Models.Get(network);
        var size = model.InputShape()[^1];
        using var batch = Tensor.Rent(4, 3, size, size);
        for (var i = 0; i < batch.Length; i++)
        {
            batch.Span[i] = i * 7919L % 251;
        }

        using var all = model.Run(batch);
        using var single = Tensor.Rent(1, 3, size, size);
        for (var picture = 0; picture < 4; picture++)
        {
            batch.Span.Slice(picture * single.Length, single.Length).CopyTo(single.Span);
            using var one = model.Run(single);
            for (var output = 0; output < model.Outputs.Count; output++)
            {
                Near(one[output], all[output].Slice(picture * one[output].Length, one[output].Length), 1e-4f);
            }
        }
    }

    [Fact]
    public void The_version_is_that_of_the_package() => Assert.Equal(FaceApiModels.Version, $"face-api-{Reference.Package}");

    private ModelOutputs RunOnNoise(string network, int size)
    {
        using var noise = FaceApiReference.NoisePicture(size);
        return SquareInput.Run(networks.Models.Get(network), noise, new Rectangle(0, 0, size, size), centred: true, CancellationToken.None);
    }

    private void DetectorAgrees(Picture picture, FaceApiReference.AnchorFigures expected)
    {
        using (picture)
        {
            using var outputs = SquareInput.Run(
                networks.Models.Get(FaceApiModels.Ssd), picture, new Rectangle(0, 0, picture.Width, picture.Height), centred: false, CancellationToken.None);
            for (var i = 0; i < expected.Scores.Length; i++)
            {
                var anchor = i * Reference.AnchorStep;
                var box = SsdBoxes.Decode(outputs["offsets"].Slice(4 * anchor, 4), SsdAnchors.All[anchor]);
                Near(expected.Boxes.AsSpan(4 * i, 4), [box.Y, box.X, box.Y + box.Height, box.X + box.Width]);
                Near([expected.Scores[i]], [SsdBoxes.Score(outputs["logits"][anchor])]);
            }
        }
    }

    private static void Near(ReadOnlySpan<float> expected, ReadOnlySpan<float> actual, float tolerance = Tolerance)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (var i = 0; i < expected.Length; i++)
        {
            Assert.Equal(expected[i], actual[i], tolerance);
        }
    }
}
