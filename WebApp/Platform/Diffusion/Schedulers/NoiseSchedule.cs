namespace Iris.Platform.Diffusion.Schedulers;

/// <summary>
/// How much of the picture is left at every training step: ᾱ of Ho, Jain and Abbeel (2020), and σ = √((1−ᾱ)/ᾱ) of Karras et al. (2022).
/// Computed in double precision.
/// </summary>
internal sealed class NoiseSchedule
{
    // With no signal left σ would be infinite; this is σ = 4096, beyond what half precision tells from it.
    private const double LeastAlpha = 1.0 / (1 << 24);

    private readonly double[] alphas;

    public NoiseSchedule(SchedulerSettings settings)
    {
        alphas = new double[settings.TrainingSteps];
        var product = 1.0;
        for (var t = 0; t < alphas.Length; t++)
        {
            alphas[t] = product *= 1 - Beta(settings, t);
        }

        if (settings.RescaleToZeroSnr)
        {
            RescaleToZeroSnr(alphas);
        }
    }

    /// <summary>ᾱ at a training step: from nearly 1 down to nearly 0, or to 0.</summary>
    public double Alpha(int timestep) => alphas[timestep];

    /// <summary>σ at a training step, finite.</summary>
    public double Sigma(int timestep)
    {
        var alpha = Math.Max(alphas[timestep], LeastAlpha);
        return Math.Sqrt((1 - alpha) / alpha);
    }

    private static double Beta(SchedulerSettings settings, int t)
    {
        var count = settings.TrainingSteps;
        return settings.Betas switch
        {
            BetaSchedule.Linear => Between(settings.BetaStart, settings.BetaEnd),
            BetaSchedule.ScaledLinear => Math.Pow(Between(Math.Sqrt(settings.BetaStart), Math.Sqrt(settings.BetaEnd)), 2),
            _ => Math.Min(1 - Cosine(t + 1) / Cosine(t), 0.999),
        };

        double Between(double start, double end) => start + (end - start) * t / (count - 1);

        // Nichol and Dhariwal 2021, equation 17.
        double Cosine(int step) => Math.Pow(Math.Cos(((double)step / count + 0.008) / 1.008 * Math.PI / 2), 2);
    }

    /// <summary>Shifts and scales √ᾱ so that its last value is 0 and its first one stays (Lin et al. 2024, algorithm 1).</summary>
    private static void RescaleToZeroSnr(double[] alphas)
    {
        var (first, last) = (Math.Sqrt(alphas[0]), Math.Sqrt(alphas[^1]));
        for (var t = 0; t < alphas.Length; t++)
        {
            alphas[t] = Math.Pow((Math.Sqrt(alphas[t]) - last) * first / (first - last), 2);
        }
    }
}
