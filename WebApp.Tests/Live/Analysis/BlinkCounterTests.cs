using Iris.Live.Analysis;
using Xunit.Abstractions;

namespace Iris.Tests.Live.Analysis;

public sealed class BlinkCounterTests(ITestOutputHelper output)
{
    private readonly BlinkCounter counter = new(PostureOptions.Default);
    private double now;

    [Fact]
    public void A_blink_is_counted_once()
    {
        Feed(2, 0.30);
        Assert.Equal(0, Feed(0.13, 0.10));
        Assert.Equal(1, Feed(1, 0.30));
        Assert.Equal(1, counter.Total);
    }

    [Fact]
    public void A_trembling_lid_does_not_blink_twice()
    {
        Feed(2, 0.30);
        Feed(0.1, 0.10);
        Feed(0.1, 0.22); // above 0.7, below 0.78 of the open eye
        Feed(0.1, 0.10);
        Assert.Equal(1, Feed(1, 0.30));
    }

    [Theory]
    [InlineData(0.20)]
    [InlineData(0.45)]
    public void What_counts_as_open_is_the_person_s_own(double open)
    {
        Feed(2, open);
        Feed(0.13, 0.6 * open);
        Assert.Equal(1, Feed(1, open));
    }

    [Fact]
    public void Closed_for_longer_is_eyes_closed_and_no_blink()
    {
        Feed(3, 0.30);
        Feed(1.4, 0.08);
        Assert.False(counter.EyesClosed);
        Feed(0.3, 0.08);
        Assert.True(counter.EyesClosed);
        Assert.Equal(0, Feed(1, 0.30));
        Assert.False(counter.EyesClosed);
    }

    [Fact]
    public void Without_a_face_there_is_no_blink()
    {
        Feed(2, 0.30);
        Feed(0.1, 0.10);
        counter.Interrupt();
        Assert.Equal(0, Feed(1, 0.30));
    }

    [Fact]
    public void A_slow_camera_counts_no_blinks_and_says_so()
    {
        Feed(5, 0.30, rate: 5);
        Feed(0.4, 0.10, rate: 5);
        Assert.Equal(0, Feed(20, 0.30, rate: 5));
        Assert.False(counter.IsCounting);
        Assert.Null(counter.PerMinute);
    }

    [Fact]
    public void The_rate_is_that_of_the_last_minute()
    {
        Feed(2, 0.30);
        for (var i = 0; i < 30; i++)
        {
            Feed(0.2, 0.10);
            Feed(3.8, 0.30);
        }

        Assert.InRange(counter.PerMinute!.Value, 14, 16);
        Feed(60, 0.30);
        Assert.InRange(counter.PerMinute!.Value, 0, 1);
    }

    [Fact]
    public void A_fixed_threshold_can_be_set_instead()
    {
        var fixedCounter = new BlinkCounter(PostureOptions.Default with { UseFixedThreshold = true });
        var blinks = 0;
        for (var frame = 0; frame < 60; frame++) blinks += fixedCounter.Add(frame is >= 30 and < 34 ? 0.26 : 0.36, frame / 30.0) ? 1 : 0;

        Assert.Equal(1, blinks);
    }

    /// <summary>
    /// Synthetic: blinks of 100 to 300 ms at random times, noise of 5 %, a slow drift of the open eye by a fifth, glances down that lower the lids by 20 %.
    /// </summary>
    [Theory]
    [InlineData(15)]
    [InlineData(20)]
    [InlineData(30)]
    public void Precision_and_recall_are_high(int rate)
    {
        var random = new Random(7);
        var (truth, found, right) = (new List<(double Start, double End)>(), new List<double>(), 0);
        for (var start = 3.0; start < 590; start += 1.5 + 5 * random.NextDouble()) truth.Add((start, start + 0.1 + 0.2 * random.NextDouble()));
        var next = 0;
        for (var time = 0.0; time < 600; time = ++next / (double)rate)
        {
            var open = 0.28 * (1 + 0.2 * Math.Sin(time / 40)) * (time % 25 is > 20 and < 23 ? 0.8 : 1);
            var lid = truth.Where(blink => time >= blink.Start && time <= blink.End)
                .Select(blink => 1 - 0.75 * Math.Sin(Math.PI * (time - blink.Start) / (blink.End - blink.Start))).FirstOrDefault(1);
            if (counter.Add(open * lid * (1 + 0.05 * (2 * random.NextDouble() - 1)), time)) found.Add(time);
        }

        foreach (var (start, end) in truth) right += found.Any(time => time > start && time < end + 0.25) ? 1 : 0;
        var (precision, recall) = (right / (double)found.Count, right / (double)truth.Count);
        output.WriteLine($"{rate} frames per second: {truth.Count} blinks, {found.Count} found, precision {precision:0.00}, recall {recall:0.00}");
        Assert.True(precision >= 0.85 && recall >= 0.85, $"{precision:0.00} {recall:0.00}");
    }

    private int Feed(double seconds, double ratio, double rate = 30)
    {
        var blinks = 0;
        for (var frames = (int)Math.Round(seconds * rate); frames > 0; frames--, now += 1 / rate) blinks += counter.Add(ratio, now) ? 1 : 0;
        return blinks;
    }
}
