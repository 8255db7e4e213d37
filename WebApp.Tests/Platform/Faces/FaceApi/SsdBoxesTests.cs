using Iris.Platform.Faces.FaceApi;
using Iris.Platform.Faces.FaceApi.Graphs;

namespace Iris.Tests.Platform.Faces.FaceApi;

public sealed class SsdBoxesTests
{
    [Fact]
    public void The_anchors_are_those_of_the_weights()
    {
        var expected = WeightFile.Open("ssd_mobilenetv1_model").Read("Output/extra_dim");

        Assert.Equal(expected.Length, 4 * SsdAnchors.All.Length);
        for (var i = 0; i < SsdAnchors.Count; i++)
        {
            var anchor = SsdAnchors.All[i];
            Assert.Equal(expected[4 * i], anchor.Y - anchor.Height / 2, 1e-6f);
            Assert.Equal(expected[4 * i + 1], anchor.X - anchor.Width / 2, 1e-6f);
            Assert.Equal(expected[4 * i + 2], anchor.Y + anchor.Height / 2, 1e-6f);
            Assert.Equal(expected[4 * i + 3], anchor.X + anchor.Width / 2, 1e-6f);
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void The_selection_is_that_of_the_textbook(int seed)
    {
        var random = new Random(seed);
        var offsets = Enumerable.Range(0, 4 * SsdAnchors.Count).Select(_ => random.NextSingle() * 2 - 1).ToArray();
        var logits = Enumerable.Range(0, SsdAnchors.Count).Select(_ => random.NextSingle() * 12 - 11).ToArray();

        var actual = SsdBoxes.Select(offsets, logits, 512, 512, new SsdOptions { MinimumScore = 0.4f, MaximumOverlap = 0.3f, MaximumFaces = 1000 });

        var expected = Textbook(offsets, logits, minimumScore: 0.4, maximumOverlap: 0.3);
        Assert.InRange(expected.Count, 100, 300);
        Assert.Equal(expected.Count, actual.Count);
        for (var i = 0; i < expected.Count; i++)
        {
            var box = actual[i].Box;
            Assert.Equal(expected[i].Score, actual[i].Score, 1e-5);
            Assert.Equal(Math.Max(0, expected[i].Top * 512), box.Y, 1e-2);
            Assert.Equal(Math.Max(0, expected[i].Left * 512), box.X, 1e-2);
            Assert.Equal(Math.Min(512, expected[i].Bottom * 512), box.Y + box.Height, 1e-2);
            Assert.Equal(Math.Min(512, expected[i].Right * 512), box.X + box.Width, 1e-2);
        }
    }

    [Fact]
    public void No_more_faces_than_asked_for_and_the_surest_first()
    {
        var logits = new float[SsdAnchors.Count];
        Array.Fill(logits, 1);
        logits[SsdAnchors.Count / 2] = 3;

        var faces = SsdBoxes.Select(new float[4 * SsdAnchors.Count], logits, 512, 512, new SsdOptions { MaximumFaces = 3 });

        Assert.Equal(3, faces.Count);
        Assert.Equal(SsdBoxes.Score(3), faces[0].Score);
    }

    [Fact]
    public void Boxes_are_scaled_as_the_package_does_and_stay_in_the_picture()
    {
        var logits = new float[SsdAnchors.Count];
        Array.Fill(logits, -10);
        logits[^1] = 10; // The largest anchor: nearly the whole square, so it reaches into the padding below.

        var box = Assert.Single(SsdBoxes.Select(new float[4 * SsdAnchors.Count], logits, 1920, 1367, SsdOptions.Default)).Box;

        Assert.InRange(box.X, 0, 1920);
        Assert.InRange(box.X + box.Width, 0, 1920);
        Assert.Equal(1367, box.Y + box.Height, 1e-3f);
    }

    /// <summary>The same in the plainest way, in double.</summary>
    private static List<(double Score, double Top, double Left, double Bottom, double Right)> Textbook(
        float[] offsets, float[] logits, double minimumScore, double maximumOverlap)
    {
        var boxes = SsdAnchors.All.ToArray().Select((anchor, i) =>
        {
            var y = anchor.Y + offsets[4 * i] / 10.0 * anchor.Height;
            var x = anchor.X + offsets[4 * i + 1] / 10.0 * anchor.Width;
            var height = anchor.Height * Math.Exp(offsets[4 * i + 2] / 5.0);
            var width = anchor.Width * Math.Exp(offsets[4 * i + 3] / 5.0);
            return (Score: 1 / (1 + Math.Exp(-logits[i])), Top: y - height / 2, Left: x - width / 2, Bottom: y + height / 2, Right: x + width / 2);
        });
        var left = boxes.Where(box => box.Score > minimumScore).OrderByDescending(box => box.Score).ToList();
        List<(double Score, double Top, double Left, double Bottom, double Right)> kept = [];
        while (left.Count > 0)
        {
            var best = left[0];
            kept.Add(best);
            left.RemoveAll(box => Overlap(box, best) > maximumOverlap);
        }

        return kept;

        static double Overlap((double, double Top, double Left, double Bottom, double Right) a, (double, double Top, double Left, double Bottom, double Right) b)
        {
            var shared = Math.Max(0, Math.Min(a.Bottom, b.Bottom) - Math.Max(a.Top, b.Top)) * Math.Max(0, Math.Min(a.Right, b.Right) - Math.Max(a.Left, b.Left));
            return shared / ((a.Bottom - a.Top) * (a.Right - a.Left) + (b.Bottom - b.Top) * (b.Right - b.Left) - shared);
        }
    }
}
