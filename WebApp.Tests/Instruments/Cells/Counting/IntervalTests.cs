using Iris.Instruments.Cells.Counting;

namespace Iris.Tests.Instruments.Cells.Counting;

public sealed class IntervalTests
{
    /// <summary>Found by bisection on sums of Poisson probabilities, a way that shares nothing with the code.</summary>
    [Theory]
    [InlineData(0, 0, 3.688879454113936)]
    [InlineData(1, 0.02531780798428988, 5.571643390938898)]
    [InlineData(10, 4.795388696132429, 18.390356042017775)]
    [InlineData(100, 81.36399125092149, 121.62679379242645)]
    [InlineData(1000, 938.9730184077429, 1063.9521360163021)]
    public void The_interval_of_a_count_is_exact(int count, double low, double high)
    {
        var interval = Interval.OfCount(count);

        Assert.Equal(low, interval.Low, Math.Max(1e-9, low * 1e-9));
        Assert.Equal(high, interval.High, high * 1e-9);
    }

    [Theory]
    [InlineData(3)]
    [InlineData(57)]
    [InlineData(20_000)]
    public void The_ends_of_a_count_leave_a_fortieth_on_either_side(int count)
    {
        var interval = Interval.OfCount(count);

        // P(N >= n | low) = P(n, low) and P(N <= n | high) = 1 - P(n + 1, high).
        Assert.Equal(0.025, Gamma.Cumulative(interval.Low, count), 1e-8);
        Assert.Equal(0.025, 1 - Gamma.Cumulative(interval.High, count + 1), 1e-8);
    }

    /// <summary>Wilson's formula by hand.</summary>
    [Theory]
    [InlineData(0, 10, 0, 0.2775327998628892)]
    [InlineData(8, 10, 0.4901624715, 0.9433178286)]
    [InlineData(90, 100, 0.8256343384950865, 0.9447708267)]
    [InlineData(10, 10, 0.7224672001371107, 1)]
    public void The_interval_of_a_share_is_wilsons(int successes, int trials, double low, double high)
    {
        var interval = Interval.OfShare(successes, trials);

        Assert.NotNull(interval);
        Assert.Equal(low, interval.Low, 1e-6);
        Assert.Equal(high, interval.High, 1e-6);
    }

    [Fact]
    public void Without_cells_there_is_no_share() => Assert.Null(Interval.OfShare(0, 0));
}
