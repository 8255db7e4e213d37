using Iris.Live.Sessions;

namespace Iris.Tests.Live.Sessions;

public sealed class FrameClockTests
{
    private readonly FrameClock clock = new();

    [Fact]
    public void Clocks_need_not_agree_and_a_late_frame_is_as_old_as_it_is_late()
    {
        Assert.Equal(0, clock.Arrive(1_700_000_000_000, nowMs: 500));
        Assert.Equal(0.1, clock.Arrive(1_700_000_000_100, nowMs: 600), 6);
        Assert.InRange(clock.Age(600).TotalMilliseconds, 0, 1);

        Assert.Equal(0.2, clock.Arrive(1_700_000_000_200, nowMs: 2_200), 6);
        Assert.InRange(clock.Age(2_200).TotalMilliseconds, 1_490, 1_501);
    }

    [Fact]
    public void The_fastest_frame_sets_the_difference()
    {
        clock.Arrive(0, nowMs: 900);
        clock.Arrive(100, nowMs: 150);

        clock.Arrive(200, nowMs: 1_500);
        Assert.InRange(clock.Age(1_500).TotalMilliseconds, 1_240, 1_251);
    }

    [Fact]
    public void A_device_with_a_slow_clock_is_not_late_after_hours()
    {
        for (var minute = 0; minute < 600; minute++) clock.Arrive(minute * 60_000 * 0.9999, nowMs: minute * 60_000);

        Assert.InRange(clock.Age(599 * 60_000).TotalMilliseconds, 0, 10);
    }

    [Fact]
    public void A_clock_that_starts_again_goes_on_from_where_it_was()
    {
        clock.Arrive(80_000, nowMs: 0);
        clock.Arrive(90_000, nowMs: 10_000);

        Assert.Equal(10, clock.Arrive(0, nowMs: 11_000), 6);
        Assert.Equal(TimeSpan.Zero, clock.Age(11_000));
        Assert.Equal(11, clock.Arrive(1_000, nowMs: 12_000), 6);
    }
}
