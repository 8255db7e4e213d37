using Iris.Live.Analysis;

namespace Iris.Tests.Live.Analysis;

/// <summary>The whole state machine, fed with frames that bring their own time.</summary>
public sealed class PostureWatchTests
{
    private static readonly FaceMetrics Good = new(0.4, 0.5, 0.1, 90), Near = new(0.5, 0.5, 0.1, 90), Leaning = new(0.4, 0.5, 0.1, 110);
    private double now;

    [Fact]
    public void A_session_calibrates_and_then_judges()
    {
        var watch = Watch();

        Assert.Equal(PostureState.Calibrating, Feed(watch, Good, 0.3));
        Assert.Equal(PostureState.Good, Feed(watch, Good, 0.1));
        Assert.Equal((Good.X, BaselineOrigin.Measured), (watch.Baseline!.Value.X, watch.Origin));
        Assert.Equal(PostureState.ForwardHead, Feed(watch, Near, 0.1));
        Assert.Equal(PostureState.Tilted, Feed(watch, Leaning, 0.1));
        Assert.Equal(PostureState.NoFace, Feed(watch, null, 0.1));
    }

    [Fact]
    public void Nobody_for_ten_seconds_is_away()
    {
        var watch = Calibrated();

        Assert.Equal(PostureState.NoFace, Feed(watch, null, 9.9));
        Assert.Equal(PostureState.Away, Feed(watch, null, 0.5));
        Assert.Equal(PostureState.Good, Feed(watch, Good, 0.1));
    }

    [Fact]
    public void Somebody_else_is_neither_calibrated_nor_judged()
    {
        var watch = Watch();

        for (var frame = 0; frame < 10; frame++) Assert.Equal(PostureState.NotOwner, watch.Add(new(now += 0.1, Good, null, IsOther: true)).State);

        Assert.Null(watch.Baseline);
    }

    [Fact]
    public void Bad_posture_alerts_after_the_person_s_own_seconds_and_good_posture_ends_it()
    {
        var watch = Calibrated(alertAfter: 3);

        Feed(watch, Leaning, 2.9);
        Assert.Null(last.Alert);
        Feed(watch, Leaning, 0.3);
        Assert.Equal(AlertKind.Tilted, last.Alert!.Kind);
        Feed(watch, Good, 2);
        Assert.Null(last.Alert);
    }

    [Fact]
    public void Leaving_ends_an_alert()
    {
        var watch = Calibrated(alertAfter: 3);
        Feed(watch, Near, 5);

        Feed(watch, null, 2);

        Assert.Null(last.Alert);
    }

    [Fact]
    public void Closed_eyes_alert()
    {
        var watch = Calibrated();
        Feed(watch, Good, 3, ratio: 0.3, rate: 20);
        Feed(watch, Good, 1.7, ratio: 0.05, rate: 20);

        Assert.Equal(AlertKind.EyesClosed, last.Alert!.Kind);
    }

    [Fact]
    public void Too_few_blinks_alert_after_a_minute()
    {
        var watch = Calibrated();

        Feed(watch, Good, 58, ratio: 0.3, rate: 15);
        Assert.Null(last.Alert);
        Feed(watch, Good, 5, ratio: 0.3, rate: 15);

        Assert.Equal(AlertKind.FewBlinks, last.Alert!.Kind);
    }

    [Fact]
    public void A_break_is_due_after_so_many_minutes_of_work_and_over_after_time_away()
    {
        var watch = Calibrated(breakEvery: 10);

        Feed(watch, Good, 595);
        Assert.False(watch.BreakDue);
        Feed(watch, Good, 10);
        Assert.True(watch.BreakDue);
        Feed(watch, null, 185);
        Assert.False(watch.BreakDue);
    }

    [Fact]
    public void A_gap_belongs_to_no_state()
    {
        var watch = Calibrated();

        now += 30;
        Assert.Equal(0, watch.Add(new(now, Good, null)).Elapsed);
        Assert.Equal(0.5, watch.Add(new(now + 0.5, Good, null)).Elapsed, 6);
    }

    [Fact]
    public void A_stored_baseline_is_kept_where_it_still_fits()
    {
        var watch = Watch(stored: new(new(0.38, 0.48, 0.1)));

        Feed(watch, Good, 1);

        Assert.Equal((0.38, BaselineOrigin.Stored), (watch.Baseline!.Value.X, watch.Origin));
    }

    [Fact]
    public void A_stored_baseline_of_another_seat_is_replaced_not_punished()
    {
        var watch = Watch(stored: new(new(0.2, 0.3, 0.05)));

        Assert.Equal(PostureState.Good, Feed(watch, Good, 1));
        Assert.Equal((Good.X, BaselineOrigin.Replaced), (watch.Baseline!.Value.X, watch.Origin));
    }

    [Fact]
    public void A_chair_that_moved_far_back_is_calibrated_anew()
    {
        var watch = Calibrated();
        FaceMetrics far = new(0.2, 0.5, 0.05, 90);

        Feed(watch, far, 19);
        Assert.Equal(Good.X, watch.Baseline!.Value.X);
        Feed(watch, far, 3);

        Assert.Equal(far.X, watch.Baseline!.Value.X, 6);
    }

    [Fact]
    public void The_calibration_can_be_redone()
    {
        var watch = Calibrated();

        watch.Calibrate();

        Assert.Null(watch.Baseline);
        Assert.Equal((0, 4), watch.Progress);
        Assert.Equal(PostureState.Good, Feed(watch, Near, 1));
        Assert.Equal(Near.X, watch.Baseline!.Value.X, 6);
    }

    [Fact]
    public void Shoulders_tell_of_a_forward_head_that_the_face_does_not_show()
    {
        var watch = Calibrated();
        Show(watch, Good, 0.55, 0.55, 0.55, 0.55);
        Assert.Equal(PostureState.Good, last.State);
        Assert.Equal(new(watch.Baseline!.Value, new(0.55, 0)), watch.Measured);

        Show(watch, Good, 0.42, 0.42);
        Assert.Equal(PostureState.ForwardHead, last.State);
        Show(watch, Good, 0.54);
        Assert.Equal(PostureState.Good, last.State);
    }

    [Fact]
    public void Shoulders_never_take_the_face_s_word_away()
    {
        var watch = Calibrated();
        Show(watch, Good, 0.55, 0.55, 0.55);

        Show(watch, Near, 0.55, 0.55);

        Assert.Equal((PostureState.ForwardHead, BodyVerdict.Upright), (last.State, watch.BodyAt(now)));
    }

    [Fact]
    public void Shoulders_that_are_known_from_an_earlier_session_are_compared_at_once()
    {
        var watch = Watch(stored: new(new(0.38, 0.48, 0.1), new(0.55, 0)));
        Feed(watch, Good, 0.4);

        Show(watch, Good, 0.42, 0.42);

        Assert.Equal(PostureState.ForwardHead, last.State);
        Assert.Null(watch.Measured);
    }

    [Fact]
    public void A_new_calibration_forgets_the_shoulders_too()
    {
        var watch = Calibrated();
        Show(watch, Good, 0.55, 0.55, 0.55);

        watch.Calibrate();
        Feed(watch, Good, 1);
        Show(watch, Good, 0.42, 0.42, 0.42, 0.42);

        Assert.Equal(PostureState.Good, last.State);
    }

    private Assessment last;

    /// <summary>A second each, seen with the shoulders.</summary>
    private void Show(PostureWatch watch, FaceMetrics face, params double[] necks)
    {
        foreach (var neck in necks) last = watch.Add(new(now += 1, face, null, Body: new(neck, 0)));
    }

    private PostureState Feed(PostureWatch watch, FaceMetrics? face, double seconds, double? ratio = null, double rate = 10)
    {
        for (var frames = (int)Math.Round(seconds * rate); frames > 0; frames--)
        {
            last = watch.Add(new(now += 1 / rate, face, ratio is { } open ? new(open, open) : null));
        }

        return last.State;
    }

    private PostureWatch Calibrated(double alertAfter = 5, double breakEvery = 50)
    {
        var watch = Watch(alertAfter, breakEvery);
        Feed(watch, Good, 0.4);
        return watch;
    }

    private static PostureWatch Watch(double alertAfter = 5, double breakEvery = 50, Upright? stored = null) =>
        new(PostureOptions.Default, new(alertAfter, breakEvery, BlinkAlertPerMinute: 8), stored, calibrationFrames: 4);
}
