namespace Iris.Platform.Diffusion.Schedulers;

/// <summary>Where latents are x₀ + σ·ε, and the network sees them divided by √(σ² + 1) (Karras et al., arXiv 2206.00364, table 1, column VP).</summary>
internal abstract class SigmaScheduler(SchedulerSettings settings, int steps) : Scheduler(settings, Schedulers.Timesteps.For(settings, steps))
{
    /// <summary>Spacings that begin at the last training step begin with its noise alone; the others with what their first step would see.</summary>
    public override double InitialScale =>
        Settings.Spacing == TimestepSpacing.Leading ? Math.Sqrt(Math.Pow(Sigma(0), 2) + 1) : Sigma(0);

    public sealed override StepWeights Weights(int step)
    {
        var sigma = Sigma(step);
        var (target, noise) = Split(sigma, step + 1 < Steps ? Sigma(step + 1) : 0);
        var square = sigma * sigma + 1;
        var (cleanLatents, cleanPrediction) = Settings.Prediction switch
        {
            PredictionKind.Epsilon => (1, -sigma),
            PredictionKind.Velocity => (1 / square, -sigma / Math.Sqrt(square)),
            _ => (0.0, 1.0),
        };

        // Euler: x + (target − σ)·d with d = (x − clean) / σ.
        return new(1 / Math.Sqrt(square), cleanLatents, cleanPrediction, target / sigma, 0, 1 - target / sigma, noise);
    }

    /// <summary>The noise level to step to without noise, and the noise added then.</summary>
    protected abstract (double Target, double Noise) Split(double sigma, double next);

    private double Sigma(int step) => Schedule.Sigma(Timesteps[step]);
}
