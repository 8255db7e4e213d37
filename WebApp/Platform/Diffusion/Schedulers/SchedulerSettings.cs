namespace Iris.Platform.Diffusion.Schedulers;

internal enum BetaSchedule
{
    Linear,
    ScaledLinear,
    SquaredCosine,
}

internal enum TimestepSpacing
{
    Leading,
    Linspace,
    Trailing,
}

/// <summary>What the denoiser's output stands for: the noise, the velocity √ᾱ·ε − √(1−ᾱ)·x₀, or the clean picture.</summary>
internal enum PredictionKind
{
    Epsilon,
    Velocity,
    Sample,
}

/// <summary>How a denoiser was trained and wants to be stepped: the keys of <c>scheduler_config.json</c>, with the defaults that its absence has there.</summary>
internal sealed record SchedulerSettings
{
    public SchedulerKind Kind { get; init; }

    public int TrainingSteps { get; init; } = 1000;

    public double BetaStart { get; init; } = 0.0001;

    public double BetaEnd { get; init; } = 0.02;

    public BetaSchedule Betas { get; init; }

    public PredictionKind Prediction { get; init; }

    public TimestepSpacing Spacing { get; init; }

    public int StepsOffset { get; init; }

    /// <summary>Whether the last step leads to no noise at all, rather than to the noise of the first training step.</summary>
    public bool EndsClean { get; init; } = true;

    public bool RescaleToZeroSnr { get; init; }

    /// <summary>The clean estimate is kept within ± this; null where it is not.</summary>
    public double? ClipRange { get; init; }

    /// <summary>Steps of the schedule that a latent consistency model was distilled with.</summary>
    public int OriginalSteps { get; init; } = 50;

    /// <summary>Factor of the timestep in the boundary condition of a latent consistency model.</summary>
    public double TimestepScaling { get; init; } = 10;
}
