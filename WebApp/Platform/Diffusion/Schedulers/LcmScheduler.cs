namespace Iris.Platform.Diffusion.Schedulers;

/// <summary>
/// Multistep sampling of latent consistency models: Luo et al. (arXiv 2310.04378), algorithm 3, with the boundary condition of
/// Song et al. (arXiv 2303.01469), equation 5.
/// </summary>
internal sealed class LcmScheduler(SchedulerSettings settings, int steps) : Scheduler(settings, Schedulers.Timesteps.ForConsistency(settings, steps))
{
    private const double SigmaData = 0.5;

    public override double InitialScale => 1;

    public override StepWeights Weights(int step)
    {
        var now = VariancePreserving.Of(Settings.Prediction, Schedule.Alpha(Timesteps[step]));
        var time = Timesteps[step] * Settings.TimestepScaling;
        var (skip, through) = (SigmaData * SigmaData / (time * time + SigmaData * SigmaData), time / Math.Sqrt(time * time + SigmaData * SigmaData));
        var next = step + 1 < Steps ? Schedule.Alpha(Timesteps[step + 1]) : 1;
        return new(1, now.CleanLatents, now.CleanPrediction, Math.Sqrt(next) * skip, 0, Math.Sqrt(next) * through, Math.Sqrt(1 - next));
    }
}
