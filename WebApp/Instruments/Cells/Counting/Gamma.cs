namespace Iris.Instruments.Cells.Counting;

/// <summary>The gamma distribution with scale 1: enough of it for <see cref="Interval.OfCount"/>.</summary>
internal static class Gamma
{
    private const double Precision = 1e-14;

    /// <summary>The x below which a share <paramref name="p"/> of the distribution lies.</summary>
    /// <param name="p">Between 0 and 1, both excluded.</param>
    /// <param name="shape">A whole number from 1.</param>
    public static double Quantile(double p, int shape)
    {
        // Bisection: some fifty steps that can't diverge, once per interval. Ten standard deviations hold any quantile that is asked for.
        var (low, high) = (0.0, shape + 10 * Math.Sqrt(shape) + 10);
        while (high - low > Precision * Math.Max(1, high))
        {
            var middle = (low + high) / 2;
            if (middle == low || middle == high)
            {
                break;
            }

            (low, high) = Cumulative(middle, shape) < p ? (middle, high) : (low, middle);
        }

        return (low + high) / 2;
    }

    /// <summary>
    /// The regularised lower incomplete gamma function P(shape, x): its power series below the mean, the continued fraction of its complement above.
    /// M. Abramowitz, I. A. Stegun, Handbook of Mathematical Functions (1964), 6.5.29 and 6.5.31.
    /// </summary>
    public static double Cumulative(double x, int shape)
    {
        if (x <= 0)
        {
            return 0;
        }

        var density = Math.Exp(shape * Math.Log(x) - x - LogGamma(shape));
        return x < shape + 1 ? density * Series(x, shape) : 1 - density * Fraction(x, shape);
    }

    /// <summary>Σ xⁿ / (shape (shape + 1) … (shape + n)).</summary>
    private static double Series(double x, int shape)
    {
        var term = 1.0 / shape;
        var sum = term;
        for (var n = 1; term > sum * Precision; n++)
        {
            term *= x / (shape + n);
            sum += term;
        }

        return sum;
    }

    /// <summary>1 / (x + 1 − a − 1 (1 − a) / (x + 3 − a − …)), evaluated from the front (Lentz).</summary>
    private static double Fraction(double x, int shape)
    {
        var b = x + 1 - shape;
        var c = double.MaxValue;
        var d = 1 / b;
        var value = d;
        double change;
        var n = 1;
        do
        {
            var a = n * (double)(shape - n);
            b += 2;
            d = 1 / NotZero(a * d + b);
            c = NotZero(b + a / c);
            change = c * d;
            value *= change;
            n++;
        }
        while (Math.Abs(change - 1) > Precision);
        return value;
    }

    private static double NotZero(double value) => Math.Abs(value) < 1e-300 ? 1e-300 : value;

    /// <summary>ln (n − 1)!: a sum for small n, Stirling's series from 32 on, where its first terms are exact to the last digit.</summary>
    private static double LogGamma(int n)
    {
        if (n < 32)
        {
            var sum = 0.0;
            for (var i = 2; i < n; i++)
            {
                sum += Math.Log(i);
            }

            return sum;
        }

        double x = n;
        return (x - 0.5) * Math.Log(x) - x + 0.5 * Math.Log(2 * Math.PI) + 1 / (12 * x) - 1 / (360 * x * x * x) + 1 / (1260 * x * x * x * x * x);
    }
}
