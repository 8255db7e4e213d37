using System.Drawing;
using System.Numerics;
using Iris.Platform.Faces.FaceApi;

namespace Iris.Tests.Platform.Faces.FaceApi;

/// <summary>From the file to every figure of every face, as the package has it on its own pictures.</summary>
public sealed class PictureParityTests(FaceApiNetworks networks) : IClassFixture<FaceApiNetworks>
{
    private const float Tolerance = 1e-3f;

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    public void The_same_faces_are_found_and_read_the_same(int index)
    {
        var expected = FaceApiReference.Load().Pictures[index];
        using var picture = expected.Decode();

        var found = new SsdDetector(networks.Models).Find(picture);

        Assert.Equal(expected.Faces.Length, found.Count);
        for (var i = 0; i < found.Count; i++)
        {
            var face = expected.Faces[i];
            var box = found[i].Box;
            Assert.Equal(face.Score, found[i].Score, Tolerance);
            AllNear(face.Box, [box.X, box.Y, box.Width, box.Height], 0.05f);

            // The package's own landmarks: the application takes those of the mesh.
            var landmarks = Enumerable.Range(0, 68).Select(point => new Vector2(face.Landmarks[2 * point], face.Landmarks[2 * point + 1])).ToArray();
            var ageGenderCrop = FaceCrops.ForAgeAndGender(landmarks, picture.Width, picture.Height);
            Assert.Equal(Rectangle(face.AgeGenderCrop), ageGenderCrop);
            var estimate = new AgeGenderNet(networks.Models).Estimate(picture, ageGenderCrop);
            Assert.Equal(face.Age, estimate.Age, 0.01f);
            Assert.Equal(face.Male, estimate.MaleProbability, Tolerance);
            Assert.Equal(face.PackageMale > 0.5f, estimate.MaleProbability > 0.5f);

            var descriptorCrop = FaceCrops.ForDescriptor(landmarks, picture.Width, picture.Height);
            Assert.Equal(Rectangle(face.DescriptorCrop), descriptorCrop);
            var descriptor = new FaceRecognitionNet(networks.Models).Describe(picture, descriptorCrop);
            AllNear(face.Descriptor, descriptor, Tolerance);
            Assert.InRange(FaceRecognitionNet.Distance(face.Descriptor, descriptor), 0, Tolerance);
        }
    }

    private static Rectangle Rectangle(int[] edges) => new(edges[0], edges[1], edges[2], edges[3]);

    private static void AllNear(float[] expected, float[] actual, float tolerance)
    {
        Assert.Equal(expected.Length, actual.Length);
        Assert.All(expected.Zip(actual), pair => Assert.Equal(pair.First, pair.Second, tolerance));
    }
}
