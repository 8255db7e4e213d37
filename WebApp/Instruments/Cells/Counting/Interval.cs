namespace Iris.Instruments.Cells.Counting;

/// <summary>The two ends of a 95 % confidence interval.</summary>
public sealed record Interval(double Low, double High)
{
    /// <summary>The quantile of the normal distribution at 97.5 %.</summary>
    private const double Z = 1.959963984540054;

    private const double Tail = 0.025;

    /// <summary>
    /// The mean of a Poisson count, exact: ½χ²(0.025; 2n) to ½χ²(0.975; 2n + 2).
    /// F. Garwood, Fiducial limits for the Poisson distribution, Biometrika 28 (1936) 437–442.
    /// </summary>
    /// <param name="count">0 or more.</param>
    public static Interval OfCount(int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        // ½χ²(p; 2k) is the quantile p of the gamma distribution of shape k.
        return new(count == 0 ? 0 : Gamma.Quantile(Tail, count), Gamma.Quantile(1 - Tail, count + 1));
    }

    /// <summary>
    /// A share of <paramref name="trials"/>, as a number from 0 to 1; null when there are no trials. Wilson's score interval, whose coverage stays near
    /// 95 % for few cells and for shares near 0 and 1, where the textbook formula fails.
    /// E. B. Wilson, J. Am. Stat. Assoc. 22 (1927) 209–212; compared in L. D. Brown, T. T. Cai, A. DasGupta, Statistical Science 16 (2001) 101–133.
    /// </summary>
    public static Interval? OfShare(int successes, int trials)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(successes);
        ArgumentOutOfRangeException.ThrowIfLessThan(trials, successes);
        if (trials == 0)
        {
            return null;
        }

        var share = (double)successes / trials;
        var middle = share + Z * Z / (2 * trials);
        var half = Z * Math.Sqrt(share * (1 - share) / trials + Z * Z / (4.0 * trials * trials));
        var whole = 1 + Z * Z / trials;
        // Exactly 0 and 1 at the ends, where rounding would leave 1e-17.
        return new(successes == 0 ? 0 : (middle - half) / whole, successes == trials ? 1 : (middle + half) / whole);
    }

    /// <summary>Both ends times <paramref name="factor"/>.</summary>
    public Interval Times(double factor) => new(Low * factor, High * factor);
}
