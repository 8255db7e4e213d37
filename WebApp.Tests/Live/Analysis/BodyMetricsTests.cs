using System.Numerics;
using Iris.Live.Analysis;
using Iris.Platform.Faces;

namespace Iris.Tests.Live.Analysis;

public sealed class BodyMetricsTests
{
    private static readonly PostureOptions Options = PostureOptions.Default;
    private static readonly Vector2 Frame = new(640, 480);
    private static readonly Box Face = new(270, 60, 80, 100);

    [Fact]
    public void From_the_front_the_neck_is_counted_in_widths_of_the_shoulders()
    {
        var body = BodyMetrics.Of(APose(ears: new(310, 100), shoulders: new(310, 190), shoulderWidth: 160), Face, Frame, Options)!.Value;

        Assert.Equal(90 / 160.0, body.Neck, 6);
        Assert.Equal(0, body.Lean, 6);
        Assert.False(body.IsSide(Options));
    }

    [Theory]
    [InlineData(-50)]
    [InlineData(50)]
    public void From_the_side_the_slope_counts_whichever_way_somebody_looks(float before)
    {
        var body = BodyMetrics.Of(APose(ears: new(310, 100), shoulders: new(310 - before, 150), shoulderWidth: 10), Face, Frame, Options)!.Value;

        Assert.Equal(45, body.Lean, 6);
        Assert.True(body.IsSide(Options));
    }

    [Fact]
    public void A_doubtful_joint_is_no_witness()
    {
        var pose = APose(new(310, 100), new(310, 190), 160);

        Assert.Null(BodyMetrics.Of(pose with { LeftShoulder = pose.LeftShoulder with { Score = 0.39f } }, Face, Frame, Options));
        Assert.NotNull(BodyMetrics.Of(pose with { LeftShoulder = pose.LeftShoulder with { Score = 0.4f } }, Face, Frame, Options));
    }

    [Fact]
    public void Neither_are_shoulders_outside_of_the_picture_or_below_nothing()
    {
        Assert.Null(BodyMetrics.Of(APose(new(310, 100), new(310, 485), 160), Face, Frame, Options));
        Assert.Null(BodyMetrics.Of(APose(new(310, 100), new(310, 95), 160), Face, Frame, Options));
    }

    [Fact]
    public void Neither_is_somebody_else_s_body() =>
        Assert.Null(BodyMetrics.Of(APose(new(500, 100), new(500, 190), 100), Face, Frame, Options));

    private static BodyPose APose(Vector2 ears, Vector2 shoulders, float shoulderWidth)
    {
        var (ear, shoulder) = (new Vector2(5, 0), new Vector2(shoulderWidth / 2, 0));
        return new(new(ears + ear, 0.8f), new(ears - ear, 0.8f), new(shoulders + shoulder, 0.8f), new(shoulders - shoulder, 0.8f));
    }
}
