namespace Iris.Platform.Diffusion.Schedulers;

/// <summary>
/// Euler's method to less noise than the next level has, and fresh noise up to it: the posterior variance of Ho, Jain and Abbeel (2020) in σ, as
/// k-diffusion's ancestral step with η = 1.
/// </summary>
internal sealed class EulerAncestralScheduler(SchedulerSettings settings, int steps) : SigmaScheduler(settings, steps)
{
    protected override (double Target, double Noise) Split(double sigma, double next)
    {
        var noise = Math.Min(next, Math.Sqrt(next * next * (sigma * sigma - next * next) / (sigma * sigma)));
        return (Math.Sqrt(next * next - noise * noise), noise);
    }
}
