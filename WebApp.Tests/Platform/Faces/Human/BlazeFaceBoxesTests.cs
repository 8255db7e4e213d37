using System.Numerics;
using Iris.Platform.Faces;
using Iris.Platform.Faces.Human;

namespace Iris.Tests.Platform.Faces.Human;

public sealed class BlazeFaceBoxesTests
{
    [Theory]
    [InlineData(0, 8, 8)]
    [InlineData(1, 8, 8)]
    [InlineData(2, 24, 8)]
    [InlineData(33, 8, 24)]
    [InlineData(511, 248, 248)]
    public void Fine_anchors_stand_two_by_two_in_rows(int anchor, float x, float y) => Assert.Equal(new(x, y), BlazeFaceBoxes.Fine.Centre(anchor));

    [Theory]
    [InlineData(5, 16, 16)]
    [InlineData(6, 48, 16)]
    [InlineData(383, 240, 240)]
    public void Coarse_anchors_stand_six_by_six_in_rows(int anchor, float x, float y) => Assert.Equal(new(x, y), BlazeFaceBoxes.Coarse.Centre(anchor));

    [Fact]
    public void A_box_is_relative_to_its_anchor_and_tilted_like_its_eyes()
    {
        var logits = new float[512];
        Array.Fill(logits, -20);
        logits[2] = 2;
        var boxes = new float[512 * 16];
        float[] box = [3, -2, 40, 36, -10, -10, 0, 0];
        box.CopyTo(boxes, 2 * 16);
        var faces = new List<FaceCandidate>();

        BlazeFaceBoxes.Decode(logits, boxes, BlazeFaceBoxes.Fine, 0.4f, faces);

        var face = Assert.Single(faces);
        Assert.Equal(new Vector2(27, 6), face.Frame.Centre);
        Assert.Equal(40, face.Frame.Side);
        Assert.Equal(MathF.PI / 4, face.Frame.Angle, 1e-6f);
        Assert.Equal(0.8808f, face.Score, 1e-4f);
    }

    [Fact]
    public void Of_boxes_that_overlap_the_surest_stays()
    {
        var faces = new List<FaceCandidate>
        {
            new(new(new(50, 50), 40, 0), 0.6f),
            new(new(new(55, 50), 40, 0), 0.9f),
            new(new(new(150, 50), 40, 0), 0.5f),
        };

        Assert.Equal([0.9f, 0.5f], BlazeFaceBoxes.Suppress(faces, 0.3f).Select(face => face.Score));
    }
}
