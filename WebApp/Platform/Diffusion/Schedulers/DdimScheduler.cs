namespace Iris.Platform.Diffusion.Schedulers;

/// <summary>Denoising diffusion implicit models without added noise: Song, Meng and Ermon (arXiv 2010.02502), equation 12 with σ = 0.</summary>
internal sealed class DdimScheduler(SchedulerSettings settings, int steps) : Scheduler(settings, Schedulers.Timesteps.For(settings, steps))
{
    public override double InitialScale => 1;

    public override StepWeights Weights(int step)
    {
        var now = VariancePreserving.Of(Settings.Prediction, Schedule.Alpha(Timesteps[step]));
        var next = step + 1 < Steps ? Schedule.Alpha(Timesteps[step + 1]) : Settings.EndsClean ? 1 : Schedule.Alpha(0);
        var noise = Math.Sqrt(1 - next);
        return new(1, now.CleanLatents, now.CleanPrediction, noise * now.NoiseLatents, noise * now.NoisePrediction, Math.Sqrt(next), 0);
    }
}
