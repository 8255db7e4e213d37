using System.Numerics;
using Iris.Platform.Faces;
using Iris.Tests.Platform.Faces.FaceApi;
using Xunit.Abstractions;

namespace Iris.Tests.Platform.Faces;

public sealed class FaceReaderTests(FaceNetworks networks, ITestOutputHelper output) : IClassFixture<FaceNetworks>
{
    private readonly FaceReader reader = networks.Reader;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    public void Finds_the_faces_that_the_package_finds_with_the_same_gender(int number)
    {
        var expected = FaceApiReference.Load().Pictures[number - 1].Faces;
        using var picture = FaceNetworks.Demo(number);

        var faces = reader.Read(picture, FaceReading.GenderAndAge);

        output.WriteLine($"{faces.Count} faces, the package finds {expected.Length}");
        foreach (var face in expected)
        {
            var centre = new Box(face.Box[0], face.Box[1], face.Box[2], face.Box[3]).Centre;
            var match = Assert.Single(faces, found => Vector2.Distance(found.Box.Centre, centre) < found.Box.Width / 3);
            output.WriteLine($"male {match.MaleProbability:0.00} (package {face.PackageMale:0.00}), age {match.Age:0} ({face.Age:0})");
            Assert.Equal(face.PackageMale > 0.5f, match.MaleProbability > 0.5f);
        }
    }

    [Fact]
    public void Reads_only_what_is_asked_for_and_the_largest_face_first()
    {
        using var picture = FaceNetworks.Demo(5);

        var faces = reader.Read(picture, FaceReading.Mesh);

        Assert.Equal(5, faces.Count);
        Assert.Equal(faces.OrderByDescending(face => face.Box.Area), faces);
        Assert.All(faces, face =>
        {
            Assert.True(face.Mesh!.HasIrises);
            Assert.Null(face.MaleProbability);
            Assert.Null(face.Age);
            Assert.Null(face.Descriptor);
        });
    }

    [Fact]
    public void The_descriptor_is_near_that_of_the_package_and_far_from_other_persons()
    {
        using var picture = FaceNetworks.Demo(6);
        var package = FaceApiReference.Load().Pictures[5].Faces;

        var faces = reader.Read(picture, FaceReading.Descriptor);

        foreach (var face in faces)
        {
            var distances = package.ToDictionary(other => Iris.Platform.Faces.FaceApi.FaceRecognitionNet.Distance(face.Descriptor, other.Descriptor));
            var nearest = distances.MinBy(pair => pair.Key);
            output.WriteLine(string.Join(", ", distances.Keys.Order().Select(distance => $"{distance:0.00}")));
            Assert.True(nearest.Key < 0.3f);
            Assert.True(new Box(nearest.Value.Box[0], nearest.Value.Box[1], nearest.Value.Box[2], nearest.Value.Box[3]).Contains(face.Box.Centre));
            Assert.Single(distances.Keys, distance => distance < 0.45f);
        }
    }

    [Theory]
    [InlineData(-40)]
    [InlineData(-20)]
    [InlineData(20)]
    [InlineData(40)]
    public void Tilted_faces_are_found(int degrees)
    {
        using var picture = FaceNetworks.Demo(6);
        using var tilted = FaceNetworks.Show(picture, Whole(picture) with { Angle = degrees * MathF.PI / 180 }, 800);

        Assert.Equal(4, reader.Read(tilted, FaceReading.Boxes).Count);
    }

    [Theory]
    [InlineData(1.0f)]
    [InlineData(1.3f)]
    public void A_face_that_fills_the_picture_is_found(float margin)
    {
        using var picture = FaceNetworks.Demo(6);
        foreach (var face in reader.Read(picture, FaceReading.Boxes))
        {
            using var close = FaceNetworks.Show(picture, FaceFrame.Around(face.Box).Scale(margin), 600);

            var found = reader.Read(close, FaceReading.Boxes);

            Assert.InRange(found[0].Box.Width, 0.5f * 600 / margin, 1.1f * 600 / margin);
        }
    }

    [Fact]
    public void Small_faces_in_a_large_picture_are_found()
    {
        using var picture = FaceNetworks.Demo(6);
        using var far = FaceNetworks.Show(picture, Whole(picture).Scale(4), 1280);

        var faces = reader.Read(far, FaceReading.Boxes);

        Assert.Equal(4, faces.Count);
        Assert.All(faces, face => Assert.InRange(face.Box.Width / 1280, 0.02f, 0.035f));
    }

    [Fact]
    public void Every_face_is_counted_once()
    {
        using var picture = FaceNetworks.Demo(4);

        var faces = reader.Read(picture, FaceReading.Boxes);

        Assert.All(faces, face => Assert.Single(faces, other => Box.Overlap(face.Box, other.Box) > 0.1f));
    }

    [Fact]
    public void Where_there_is_no_face_none_is_found()
    {
        foreach (var path in FaceNetworks.Shared("noface"))
        {
            using var picture = FaceNetworks.Decode(path);

            Assert.True(reader.Read(picture, FaceReading.Boxes).Count == 0, path);
        }
    }

    [Fact]
    public void A_portrait_is_read()
    {
        foreach (var path in FaceNetworks.Shared("faces"))
        {
            using var picture = FaceNetworks.Decode(path);

            var face = Assert.Single(reader.Read(picture, FaceReading.GenderAndAge | FaceReading.Descriptor));

            Assert.InRange(face.MaleProbability!.Value, 0, 0.4f);
            Assert.InRange(face.Age!.Value, 20, 50);
        }
    }

    [Fact]
    public void A_face_is_followed_while_it_moves_and_found_again()
    {
        using var picture = FaceNetworks.Demo(6);
        var target = FaceFrame.Around(reader.Read(picture, FaceReading.Boxes)[0].Box).Scale(3);
        FaceMesh? mesh = null;
        for (var step = 0; step < 5; step++)
        {
            using var frame = FaceNetworks.Show(picture, target with { Centre = target.Centre + new Vector2(12 * step, 5 * step) }, 480);

            mesh = reader.Follow(frame, mesh);

            Assert.True(mesh is { HasIrises: true });
            Assert.InRange(Vector2.Distance(mesh.Box.Centre, new Vector2(240) - new Vector2(12 * step, 5 * step) * 480 / target.Side), 0, 24);
        }

        using var black = Picture(480);
        Assert.Null(reader.Follow(black, mesh));
        using var back = FaceNetworks.Show(picture, target, 480);
        Assert.NotNull(reader.Follow(back, null));
    }

    [Fact]
    public void Work_can_be_cancelled()
    {
        using var picture = Picture(64);

        Assert.Throws<OperationCanceledException>(() => reader.Read(picture, FaceReading.Boxes, new CancellationToken(canceled: true)));
    }

    private static Iris.Platform.Imaging.Picture Picture(int size) => Iris.Platform.Imaging.Picture.FromRgb(size, size, new byte[3 * size * size]);

    private static FaceFrame Whole(Iris.Platform.Imaging.Picture picture) => FaceFrame.Around(new(0, 0, picture.Width, picture.Height));
}
