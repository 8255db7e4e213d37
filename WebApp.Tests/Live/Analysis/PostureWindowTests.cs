using Iris.Live.Analysis;

namespace Iris.Tests.Live.Analysis;

public sealed class PostureWindowTests
{
    private readonly PostureWindow window = new(AlertKind.ForwardHead, PostureOptions.Default);
    private double now;

    [Fact]
    public void An_alert_needs_the_state_for_so_long_and_is_raised_once()
    {
        Assert.Equal(0, Feed(4.9, bad: true));
        Assert.Null(window.Current);

        Assert.Equal(1, Feed(3, bad: true));
        Assert.Equal(AlertKind.ForwardHead, window.Current!.Kind);
        Assert.InRange(window.Current.SinceSeconds, 7.7, 8);
    }

    [Fact]
    public void A_moment_of_good_posture_neither_resets_the_time_nor_ends_the_alert()
    {
        Feed(3, bad: true);
        Feed(0.6, bad: false);
        Assert.Equal(1, Feed(2, bad: true));

        Feed(1.4, bad: false);
        Assert.True(window.IsAlert);
        Feed(0.3, bad: false);
        Assert.False(window.IsAlert);
    }

    [Fact]
    public void A_state_that_flickers_is_no_alert()
    {
        for (var i = 0; i < 20; i++)
        {
            Assert.Equal(0, Feed(0.3, bad: true));
            Assert.Equal(0, Feed(0.6, bad: false));
        }
    }

    private int Feed(double seconds, bool bad)
    {
        var raised = 0;
        for (var end = now + seconds; now < end - 0.001; now += 0.1)
        {
            if (window.Add(bad, now, alertAfter: 5)) raised++;
        }

        return raised;
    }
}
