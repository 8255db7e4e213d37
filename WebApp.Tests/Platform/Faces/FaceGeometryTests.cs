using System.Numerics;
using Iris.Platform.Faces;
using Iris.Platform.Imaging;

namespace Iris.Tests.Platform.Faces;

public sealed class FaceGeometryTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(0.6f)]
    [InlineData(-2)]
    public void Points_and_pixels_of_a_frame_fall_on_the_same_places(float angle)
    {
        var frame = new FaceFrame(new(120, 80), 50, angle);
        var map = frame.Map(192);

        // Points count from a pixel's corner, maps from its centre.
        var (x, y) = map.Apply(30 - 0.5, 170 - 0.5);

        Assert.InRange(Vector2.Distance(frame.ToPicture(new(30, 170), 192), new((float)x + 0.5f, (float)y + 0.5f)), 0, 1e-3f);
    }

    [Fact]
    public void A_frame_inside_a_frame_turns_and_shrinks_with_it()
    {
        var outer = new FaceFrame(new(100, 100), 512, MathF.PI / 2);

        var inner = new FaceFrame(new(192, 128), 64, 0.25f).Within(outer, 256);

        Assert.InRange(Vector2.Distance(new(100, 228), inner.Centre), 0, 1e-3f);
        Assert.Equal(128, inner.Side);
        Assert.Equal(0.25f + MathF.PI / 2, inner.Angle);
    }

    [Fact]
    public void Boxes_overlap_and_cover()
    {
        var (one, other) = (new Box(0, 0, 10, 10), new Box(5, 0, 10, 5));

        Assert.Equal(25f / 125, Box.Overlap(one, other), 1e-6f);
        Assert.Equal(0.5f, Box.Coverage(one, other), 1e-6f);
        Assert.Equal(0, Box.Overlap(one, new(10, 0, 5, 5)));
        Assert.Equal(1, Box.Overlap(one, one));
    }

    [Fact]
    public void A_large_picture_is_shown_small_without_skipping_pixels()
    {
        // Columns alternate between black and white: sampled on their own, an eighth of the size would be one or the other.
        var pixels = new byte[3 * 512 * 512];
        for (var i = 0; i < pixels.Length; i++)
        {
            pixels[i] = (byte)(i / 3 % 2 * 255);
        }

        using var picture = Picture.FromRgb(512, 512, pixels);
        using var levels = new PictureLevels(picture);
        var tensor = new float[3 * 64 * 64];

        levels.Warp(levels.Whole, 64, tensor, TensorFormat.Bytes(channelsFirst: true));

        Assert.All(tensor, value => Assert.InRange(value, 100, 155));
    }

    [Fact]
    public void A_level_shows_the_same_place_as_the_picture_itself_and_a_mirror_swaps_sides()
    {
        var pixels = new byte[3 * 300 * 200];
        for (var i = 0; i < 300 * 200; i++)
        {
            (pixels[3 * i], pixels[3 * i + 1]) = ((byte)(i % 300 * 255 / 300), (byte)(i / 300 * 255 / 200));
        }

        using var picture = Picture.FromRgb(300, 200, pixels);
        using var levels = new PictureLevels(picture);
        var frame = new FaceFrame(new(150, 100), 160, 0.3f);
        var (fine, coarse, mirrored) = (new float[3 * 160 * 160], new float[3 * 32 * 32], new float[3 * 32 * 32]);

        levels.Warp(frame, 160, fine, TensorFormat.Bytes(channelsFirst: true));
        levels.Warp(frame, 32, coarse, TensorFormat.Bytes(channelsFirst: true));
        levels.Warp(frame, 32, mirrored, TensorFormat.Bytes(channelsFirst: true), mirrored: true);

        for (var y = 1; y < 31; y++)
        {
            for (var x = 1; x < 31; x++)
            {
                Assert.Equal(fine[(5 * y + 2) * 160 + 5 * x + 2], coarse[y * 32 + x], 3f);
                Assert.Equal(coarse[y * 32 + x], mirrored[y * 32 + 31 - x], 0.01f);
            }
        }
    }

    [Fact]
    public void Landmarks_that_fall_on_the_mesh_do_not_disagree()
    {
        var frame = new FaceFrame(new(50, 60), 40, 0.4f);
        var points = new float[136];
        for (var i = 0; i < points.Length; i++)
        {
            points[i] = i * 37 % 100 / 100f;
        }

        Vector2[] same = [.. Enumerable.Range(0, 68).Select(i => frame.ToPicture(new(points[2 * i], points[2 * i + 1]), 1))];
        Vector2[] moved = [.. same.Select(point => point + new Vector2(3, 4))];

        Assert.Equal(0, LandmarkCheck.Disagreement(same, points, frame), 1e-3f);
        Assert.Equal(5, LandmarkCheck.Disagreement(moved, points, frame), 1e-3f);
    }

    [Fact]
    public void An_eye_is_as_open_as_its_lids_are_apart()
    {
        var points = new Vector3[FaceMesh.PointCount];
        for (var i = 0; i < 9; i++)
        {
            points[MeshPoints.RightEye.Lower[i]] = new(10 + i * 5, 20, 0);
        }

        for (var i = 0; i < 7; i++)
        {
            points[MeshPoints.RightEye.Upper[i]] = new(15 + i * 5, 8, 0);
        }

        points[MeshPoints.LeftEye.Lower[0]] = new(110, 120, 0);
        var mesh = new FaceMesh(points, 1);

        Assert.Equal(0.3f, mesh.EyeAspectRatio(MeshPoints.RightEye), 1e-5f);
        Assert.Equal(MathF.PI / 4, mesh.Angle, 1e-5f);
    }
}
