namespace Iris.Platform.Diffusion.Schedulers;

/// <summary>Euler's method on the probability flow: Karras et al. (arXiv 2206.00364), algorithm 1 without its correction.</summary>
internal sealed class EulerScheduler(SchedulerSettings settings, int steps) : SigmaScheduler(settings, steps)
{
    protected override (double Target, double Noise) Split(double sigma, double next) => (next, 0);
}
