using Iris.Live.Analysis;
using Iris.Live.Sessions;
using Iris.Platform.Faces;
using Iris.Platform.Imaging;
using Iris.Tests.Platform.Faces;
using Xunit.Abstractions;

namespace Iris.Tests.Live.Sessions;

/// <summary>
/// Ears and shoulders through the real network. Side views: shared/data/posture_side (nvinayvarma189/Sitting-Posture-Recognition, MIT), thirteen pictures of
/// one person. From the front: shared/data/webcam (intel-iot-devkit/sample-videos, CC-BY-4.0), people who nod, eat and turn the head and sit as they sat;
/// the clips are short, so every eighth of a second is taken for a look.
/// Both lie beside the repository, where a machine has them. There is no picture of a head that comes forward seen from the front.
/// </summary>
public sealed class BodyPicturesTests(FaceNetworks networks, ITestOutputHelper output) : IClassFixture<FaceNetworks>
{
    [Fact]
    public void From_the_side_hunched_pictures_and_no_others_are_forward_heads()
    {
        var pictures = FaceNetworks.Shared("posture_side").Where(path => path.EndsWith(".jpg", StringComparison.Ordinal))
            .Select(path => (Name: Path.GetFileNameWithoutExtension(path), Body: Measure(path))).ToList();
        foreach (var (name, body) in pictures) output.WriteLine($"{name}: neck {body.Neck:0.0}, lean {body.Lean:0}°");

        foreach (var upright in pictures.Where(picture => picture.Name.StartsWith("straight", StringComparison.Ordinal)))
        {
            foreach (var (name, body) in pictures)
            {
                var witness = new BodyWitness(PostureOptions.Default);
                witness.Begin(upright.Body);
                for (var look = 0; look < PostureOptions.Default.BodyConfirmations; look++) witness.Add(body, isGood: true, look);
                var expected = name.StartsWith("hunchback", StringComparison.Ordinal) ? BodyVerdict.Forward : BodyVerdict.Upright;
                Assert.True(witness.At(1) == expected, $"{name} against {upright.Name}: {witness.At(1)}");
            }
        }
    }

    [Fact]
    public void From_the_front_people_who_nod_eat_and_turn_are_no_forward_heads()
    {
        foreach (var clip in Clip.Webcam())
        {
            var (looks, forward, seen) = (0, 0, 0);
            var track = new BodyTrack(networks.Reader, new LiveOptions(), PostureOptions.Default);
            var witness = new BodyWitness(PostureOptions.Default);
            foreach (var jpeg in Clip.Frames(clip, frameRate: 8, seconds: 30))
            {
                using var picture = Picture.Decode(jpeg, 640).Value!;
                if (networks.Reader.Follow(picture, null) is not { } mesh) continue;
                var body = track.Look(picture, mesh, ++looks, default);
                witness.Add(body, isGood: true, looks);
                seen += body is null ? 0 : 1;
                forward += witness.At(looks) is BodyVerdict.Forward ? 1 : 0;
            }

            output.WriteLine($"{Path.GetFileName(clip)}: {looks} looks, shoulders in {seen}, {forward} forward");
            Assert.NotNull(witness.Baseline);
            Assert.Equal(0, forward);
            Assert.True(seen >= 0.6 * looks, clip);
        }
    }

    /// <summary>Profiles have no face that the mesh finds, so the joints are asked alone.</summary>
    private BodyMetrics Measure(string path)
    {
        using var picture = Picture.Decode(File.ReadAllBytes(path), 640).Value!;
        var pose = networks.Reader.ReadBody(picture);
        var body = BodyMetrics.Of(pose, new Box(0, 0, picture.Width, picture.Height), new(picture.Width, picture.Height), PostureOptions.Default);
        Assert.True(body is not null, path);
        return body.Value;
    }
}
