using Iris.Live.Analysis;
using Iris.Live.Sessions;

namespace Iris.Tests.Live.Sessions;

public sealed class EyePaceTests
{
    private static readonly FaceMetrics Good = new(0.4, 0.5, 0.1, 90);
    private readonly EyePace pace = new(new LiveOptions(), PostureOptions.Default);
    private double now;

    [Theory]
    [InlineData(12)]
    [InlineData(15)]
    [InlineData(30)]
    public void Where_blinks_are_counted_the_eyes_of_every_frame_are_looked_at(double frameRate) => Assert.All(Looks(20, frameRate), Assert.True);

    [Fact]
    public void A_fast_camera_that_stumbles_is_no_slow_camera()
    {
        Looks(5, 15);
        now += 0.8;

        Assert.All(Looks(20, 15), Assert.True);
    }

    [Fact]
    public void Below_that_rate_open_eyes_are_looked_at_now_and_then()
    {
        Looks(3, 5);

        var looks = Looks(12, 5);

        Assert.InRange(looks.Count(look => look), 19, 21);
        Assert.DoesNotContain("FFF", string.Concat(looks.Select(look => look ? 'T' : 'F')), StringComparison.Ordinal);
    }

    [Fact]
    public void Eyes_that_are_not_open_are_looked_at_in_every_frame()
    {
        Looks(3, 5);

        Assert.All(Looks(5, 5, open: false).Skip(2), Assert.True);
    }

    [Fact]
    public void A_camera_that_becomes_fast_enough_has_the_eyes_of_every_frame_looked_at()
    {
        Looks(5, 5);

        Assert.All(Looks(10, 15).Skip(20), Assert.True);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(0.2)]
    [InlineData(0.4)]
    public void Eyes_that_stay_closed_are_noticed_at_five_frames_per_second_and_a_blink_is_not(double offset)
    {
        var watch = new PostureWatch(PostureOptions.Default, new(5, 30, 0), stored: null, calibrationFrames: 2);
        var (seen, closed, opened) = (0.0, (double?)null, (double?)null);
        for (var frame = 0; frame < 150; frame++)
        {
            var time = frame / 5.0;
            if (pace.IsDue(time, watch.EyesOpen)) seen = RatioAt(time - offset);
            watch.Add(new(time, Good, new(seen, seen)));
            closed ??= watch.EyesClosed ? time - offset : null;
            opened ??= closed is not null && !watch.EyesClosed ? time - offset : null;
        }

        Assert.InRange(closed!.Value, 21, 21.91);
        Assert.InRange(opened!.Value, 23.5, 23.71);

        // Blinks every three seconds, and once the eyes are closed for four.
        static double RatioAt(double time) => time % 3 < 0.2 || time is >= 19.5 and < 23.5 ? 0.1 : 0.3;
    }

    private List<bool> Looks(double seconds, double frameRate, bool open = true)
    {
        var looks = new List<bool>();
        for (var end = now + seconds - 1e-6; now < end; now += 1 / frameRate) looks.Add(pace.IsDue(now, open));
        return looks;
    }
}
