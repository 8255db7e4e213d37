using Iris.Live.Analysis;

namespace Iris.Tests.Live.Analysis;

/// <summary>Shallow blinks, and what looks like them, in ratios at irregular times: a frame of a browser comes up to a quarter of the time between two earlier or later.</summary>
public sealed class QuickDipTests
{
    private const double Open = 0.3;

    private readonly Random random = new(11);
    private BlinkCounter counter = new(PostureOptions.Default);

    [Theory]
    [InlineData(15)]
    [InlineData(20)]
    [InlineData(30)]
    public void A_quick_shallow_blink_of_a_steady_eye_is_counted(double rate)
    {
        Assert.Equal(20, Watch(rate, 60, time => Dip(time % 3 - 1.5, 0.2, depth: 0.27), noise: 0.01));
        Assert.False(counter.EyesClosed);
    }

    [Theory]
    [InlineData(15)]
    [InlineData(30)]
    public void An_unsteady_eye_has_to_fall_below_the_fixed_limit(double rate) =>
        Assert.InRange(Watch(rate, 65, time => Dip(time % 3 - 1.5, 0.2, depth: 0.2), noise: 0.08), 0, 2);

    [Theory]
    [InlineData(15)]
    [InlineData(20)]
    [InlineData(30)]
    public void Noise_is_no_blink(double rate)
    {
        foreach (var noise in new[] { 0.01, 0.03, 0.06, 0.1 }) Assert.Equal(0, Watch(rate, 120, _ => 1, noise));
    }

    [Theory]
    [InlineData(15)]
    [InlineData(30)]
    public void Narrowed_eyes_are_no_blink_and_not_closed(double rate)
    {
        foreach (var seconds in new[] { 0.7, 1, 3 })
        {
            Assert.Equal(0, Watch(rate, 60, time => time % 10 > 10 - seconds ? 0.74 : 1, noise: 0.01));
            Assert.False(counter.EyesClosed);
        }
    }

    [Theory]
    [InlineData(15)]
    [InlineData(30)]
    public void Eyes_that_close_and_open_slowly_do_not_blink(double rate) => Assert.Equal(0, Watch(rate, 60, time => Dip(time % 6 - 3, 1.2, depth: 0.27), noise: 0.01));

    [Theory]
    [InlineData(15)]
    [InlineData(30)]
    public void A_head_that_nods_does_not_blink(double rate) => Assert.Equal(0, Watch(rate, 60, time => time < 5 ? 1 : 0.87 + 0.13 * Math.Cos(2 * Math.PI * time), noise: 0.01));

    [Theory]
    [InlineData(15)]
    [InlineData(30)]
    public void Eyes_that_stay_narrowed_after_a_fall_have_not_blinked(double rate) => Assert.Equal(0, Watch(rate, 10, time => time < 5 ? 1 : 0.74, noise: 0.01));

    [Fact]
    public void A_lid_that_trembles_while_it_rises_blinks_once()
    {
        double[] lid = [1, 0.6, 0.79, 0.77, 0.8, 0.76, 0.95, 1];

        Assert.Equal(1, Watch(30, 6, time => time < 3 ? 1 : lid[Math.Min((int)((time - 3) * 30), lid.Length - 1)], noise: 0));
    }

    /// <summary>Shallow or deep, short or long: whatever a blink is like, it is never counted twice.</summary>
    [Theory]
    [InlineData(15)]
    [InlineData(20)]
    [InlineData(30)]
    public void No_blink_is_counted_twice(double rate)
    {
        for (var blink = 0; blink < 200; blink++)
        {
            var (seconds, depth, noise) = (0.1 + 0.9 * random.NextDouble(), 0.15 + 0.8 * random.NextDouble(), 0.04 * random.NextDouble());

            Assert.InRange(Watch(rate, 6, time => Dip(time - 4, seconds, depth), noise), 0, 1);
        }
    }

    [Fact]
    public void Without_a_face_in_between_there_is_no_blink()
    {
        Watch(30, 4, _ => 1, noise: 0);
        counter.Add(0.74 * Open, 4);
        counter.Interrupt();

        Assert.False(counter.Add(Open, 4.05));
        Assert.False(counter.Add(Open, 4.1));
    }

    [Fact]
    public void The_limit_can_be_kept_where_it_is()
    {
        var options = PostureOptions.Default with { SteadyClosedShare = PostureOptions.Default.ClosedShare };

        Assert.Equal(0, Watch(30, 65, time => Dip(time % 3 - 1.5, 0.2, depth: 0.25), noise: 0.01, options));
    }

    /// <summary>A lid that falls at 0 s and is up again after some seconds.</summary>
    private static double Dip(double time, double seconds, double depth) => time > 0 && time < seconds ? 1 - depth * Math.Pow(Math.Sin(Math.PI * time / seconds), 0.5) : 1;

    private int Watch(double rate, double seconds, Func<double, double> lid, double noise, PostureOptions? options = null)
    {
        (counter, var blinks) = (new(options ?? PostureOptions.Default), 0);
        for (var frame = 1; frame < seconds * rate; frame++)
        {
            var time = (frame + 0.25 * Even()) / rate;
            blinks += counter.Add(Open * lid(time) * (1 + noise * Even()), time) ? 1 : 0;
        }

        return blinks;
    }

    private double Even() => 2 * random.NextDouble() - 1;
}
