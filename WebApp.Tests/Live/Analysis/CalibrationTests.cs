using Iris.Live.Analysis;

namespace Iris.Tests.Live.Analysis;

public sealed class CalibrationTests
{
    private readonly Calibration calibration = new(PostureOptions.Default, frames: 4);

    [Fact]
    public void The_baseline_is_the_mean_of_four_steady_frames()
    {
        Assert.Null(calibration.Add(new(0.40, 0.50, 0.10, 90)));
        Assert.Null(calibration.Add(new(0.41, 0.51, 0.12, 92)));
        Assert.Null(calibration.Add(new(0.40, 0.50, 0.10, 88)));
        Assert.Equal(3, calibration.Collected);

        var baseline = calibration.Add(new(0.41, 0.51, 0.12, 90));

        Assert.Equal(0.405, baseline!.Value.X, 6);
        Assert.Equal(0.505, baseline.Value.Y, 6);
        Assert.Equal(0.11, baseline.Value.Nose, 6);
    }

    [Fact]
    public void A_frame_that_moved_by_more_than_three_percent_starts_again()
    {
        for (var i = 0; i < 3; i++) calibration.Add(new(0.40, 0.50, 0.10, 90));

        Assert.Null(calibration.Add(new(0.44, 0.50, 0.10, 90)));
        Assert.Equal(1, calibration.Collected);
    }
}
