namespace Iris.Platform.Diffusion.Schedulers;

/// <summary>
/// Leads latents from noise to a picture. All schedulers are linear in latents, output and noise, so each only says with which weights; they are computed
/// in double precision and applied in single. Immutable.
/// </summary>
internal abstract class Scheduler(SchedulerSettings settings, int[] timesteps)
{
    private readonly float clip = (float)(settings.ClipRange ?? double.PositiveInfinity);

    /// <summary>The training steps that the network is asked at, noisiest first.</summary>
    public ReadOnlySpan<int> Timesteps => timesteps;

    public int Steps => timesteps.Length;

    /// <summary>The latents start as unit noise times this.</summary>
    public abstract double InitialScale { get; }

    protected NoiseSchedule Schedule { get; } = new(settings);

    protected SchedulerSettings Settings { get; } = settings;

    public static Scheduler Create(SchedulerKind kind, SchedulerSettings settings, int steps) => kind switch
    {
        SchedulerKind.Ddim => new DdimScheduler(settings, steps),
        SchedulerKind.Euler => new EulerScheduler(settings, steps),
        SchedulerKind.EulerAncestral => new EulerAncestralScheduler(settings, steps),
        SchedulerKind.Lcm => new LcmScheduler(settings, steps),
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "Not a scheduler."),
    };

    /// <summary>The weights of a step, 0 to <see cref="Steps"/> − 1.</summary>
    public abstract StepWeights Weights(int step);

    /// <summary>What the network sees of the latents.</summary>
    public void ScaleInput(int step, ReadOnlySpan<float> latents, Span<float> input)
    {
        var weight = (float)Weights(step).Input;
        for (var i = 0; i < latents.Length; i++) input[i] = weight * latents[i];
    }

    /// <summary>Takes a step.</summary>
    /// <param name="step">0 to <see cref="Steps"/> − 1.</param>
    /// <param name="latents">Before; and after, when it returns.</param>
    /// <param name="prediction">The network's output.</param>
    /// <param name="noise">Unit noise; read only when the step's weight of it is not 0.</param>
    /// <param name="clean">Receives the estimate of the clean latents.</param>
    public void Step(int step, Span<float> latents, ReadOnlySpan<float> prediction, ReadOnlySpan<float> noise, Span<float> clean)
    {
        var weights = Weights(step);
        var (cleanLatents, cleanPrediction) = ((float)weights.CleanLatents, (float)weights.CleanPrediction);
        var (keep, direct, towards, fresh) = ((float)weights.Latents, (float)weights.Prediction, (float)weights.Clean, (float)weights.Noise);
        for (var i = 0; i < latents.Length; i++)
        {
            var estimate = Math.Clamp(cleanLatents * latents[i] + cleanPrediction * prediction[i], -clip, clip);
            clean[i] = estimate;
            latents[i] = keep * latents[i] + direct * prediction[i] + towards * estimate + (fresh == 0 ? 0 : fresh * noise[i]);
        }
    }
}
