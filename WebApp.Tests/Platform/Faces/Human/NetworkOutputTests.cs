using System.Numerics;
using Iris.Platform.Faces;
using Iris.Platform.Faces.Human;

namespace Iris.Tests.Platform.Faces.Human;

/// <summary>From numbers of a network to points and estimates.</summary>
public sealed class NetworkOutputTests
{
    [Fact]
    public void Mesh_points_come_from_the_input_to_the_picture()
    {
        var frame = new FaceFrame(new(100, 50), 96, MathF.PI / 2);

        var points = MeshNet.Place([96, 96, 0, 192, 96, 10], frame);

        Near(new(100, 50, 0), points[0]);
        Near(new(100, 98, 5), points[1]);
    }

    [Fact]
    public void The_right_eye_is_placed_as_it_is_and_the_left_is_unmirrored()
    {
        var coordinates = new float[76 * 3];
        (coordinates[0], coordinates[1]) = (16, 40);
        (coordinates[9 * 3], coordinates[9 * 3 + 1]) = (20, 30);
        (coordinates[71 * 3], coordinates[71 * 3 + 1]) = (24, 32);
        var frame = new FaceFrame(new(32, 32), 64, 0);
        var mesh = new Vector3[FaceMesh.PointCountWithIrises];
        mesh[MeshPoints.RightEye.Lower[4]].Z = 2;
        mesh[MeshPoints.RightEye.Upper[3]].Z = 4;

        IrisNet.Place(coordinates, frame, mirrored: false, MeshPoints.RightEye, mesh);
        IrisNet.Place(coordinates, frame, mirrored: true, MeshPoints.LeftEye, mesh);

        Near(new(16, 40, 0), mesh[33]);
        Near(new(48, 40, 0), mesh[263]);
        Near(new(20, 30, 0), mesh[246]);
        Near(new(44, 30, 0), mesh[466]);
        Near(new(24, 32, 3), mesh[473]);
        Near(new(40, 32, 0), mesh[468]);
    }

    [Fact]
    public void The_expected_age_is_the_mean_of_the_distribution()
    {
        var probabilities = new float[100];
        (probabilities[20], probabilities[40]) = (0.75f, 0.25f);

        Assert.Equal(25, FaceResNet.ExpectedAge(probabilities), 1e-4f);
    }

    private static void Near(Vector3 expected, Vector3 actual) => Assert.InRange(Vector3.Distance(expected, actual), 0, 1e-4f);
}
