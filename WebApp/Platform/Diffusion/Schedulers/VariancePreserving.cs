namespace Iris.Platform.Diffusion.Schedulers;

/// <summary>
/// Where latents are √ᾱ·x₀ + √(1−ᾱ)·ε: clean estimate and noise as sums of latents and output (Salimans and Ho 2022, appendix D).
/// </summary>
internal readonly record struct VariancePreserving(double CleanLatents, double CleanPrediction, double NoiseLatents, double NoisePrediction)
{
    // Noise predicted from nothing but noise says nothing of the picture; the floor keeps the division finite.
    private const double LeastSignal = 1.0 / (1 << 12);

    public static VariancePreserving Of(PredictionKind prediction, double alpha)
    {
        var (signal, noise) = (Math.Sqrt(alpha), Math.Sqrt(1 - alpha));
        return prediction switch
        {
            PredictionKind.Epsilon => new(1 / Math.Max(signal, LeastSignal), -noise / Math.Max(signal, LeastSignal), 0, 1),
            PredictionKind.Velocity => new(signal, -noise, noise, signal),
            _ => new(0, 1, 1 / noise, -signal / noise),
        };
    }
}
