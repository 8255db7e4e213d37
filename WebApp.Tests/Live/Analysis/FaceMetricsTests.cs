using System.Numerics;
using Iris.Live.Analysis;

namespace Iris.Tests.Live.Analysis;

public sealed class FaceMetricsTests
{
    [Fact]
    public void Width_position_nose_and_angle_follow_from_the_named_points()
    {
        var points = new Vector2[68];
        Fill(points, 0..4, new(100, 200));
        Fill(points, 13..17, new(300, 210));
        Fill(points, 31..36, new(200, 240));
        Fill(points, 36..42, new(160, 180));
        Fill(points, 42..48, new(240, 180));

        var metrics = FaceMetrics.Of(points, frameHeight: 400);

        Assert.Equal(200 / 400.0, metrics.X, 6);
        Assert.Equal(200 / 400.0, metrics.Y, 6);
        Assert.Equal(40 / 400.0, metrics.Nose, 6);
        Assert.Equal(90, metrics.Angle, 6);
    }

    [Theory]
    [InlineData(0, 90)]
    [InlineData(80, 135)]
    [InlineData(-80, 45)]
    public void The_angle_is_90_plus_the_slope_of_the_eyes(float leftIsLowerBy, double expected)
    {
        var points = new Vector2[68];
        Fill(points, 36..42, new(160, 180));
        Fill(points, 42..48, new(240, 180 + leftIsLowerBy));

        Assert.Equal(expected, FaceMetrics.Of(points, 400).Angle, 4);
    }

    private static void Fill(Vector2[] points, Range range, Vector2 value) => points.AsSpan(range).Fill(value);
}
