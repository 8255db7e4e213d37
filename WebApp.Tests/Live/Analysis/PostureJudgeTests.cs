using Iris.Live.Analysis;

namespace Iris.Tests.Live.Analysis;

public sealed class PostureJudgeTests
{
    private static readonly Baseline Baseline = new(X: 0.4, Y: 0.5, Nose: 0.1);

    [Theory]
    [InlineData(0.40, 0.500, 90, "Good")]
    [InlineData(0.40, 0.611, 90, "Good")] // (0.5 + 0.1) × 1.02 = 0.612
    [InlineData(0.40, 0.613, 90, "ForwardHead")]
    [InlineData(0.419, 0.5, 90, "Good")]
    [InlineData(0.4201, 0.5, 90, "ForwardHead")] // 0.4 × 1.05
    [InlineData(0.335, 0.65, 90, "Good")] // lower, but farther than 0.4 × 0.85
    [InlineData(0.345, 0.65, 90, "ForwardHead")]
    [InlineData(0.40, 0.5, 80, "Good")]
    [InlineData(0.40, 0.5, 79.9, "Tilted")]
    [InlineData(0.40, 0.5, 100, "Good")]
    [InlineData(0.40, 0.5, 100.1, "Tilted")]
    [InlineData(0.45, 0.5, 120, "ForwardHead")]
    public void A_frame_is_judged_against_the_baseline(double x, double y, double angle, string expected) =>
        Assert.Equal(Enum.Parse<PostureState>(expected), PostureJudge.Judge(new(x, y, 0.1, angle), Baseline, PostureOptions.Default));

    [Fact]
    public void Every_constant_is_a_setting()
    {
        var lenient = PostureOptions.Default with { CloserFactor = 2, LoweredFactor = 2, SmallestAngle = 10, LargestAngle = 170 };

        Assert.Equal(PostureState.Good, PostureJudge.Judge(new(0.7, 0.9, 0.1, 20), Baseline, lenient));
    }
}
