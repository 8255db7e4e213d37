using Iris.Platform.Diffusion.Schedulers;

namespace Iris.Platform.Diffusion.Folders;

/// <summary>Reads <c>scheduler/scheduler_config.json</c>. Defaults for absent keys are those of the named class in diffusers, which writes these files.</summary>
internal static class SchedulerFile
{
    public const string Name = "scheduler/scheduler_config.json";

    public static SchedulerSettings Read(FolderFiles files)
    {
        var json = files.Json(Name);
        var type = json.Text("_class_name") ?? throw new FolderProblemException("missing-key", Name, "_class_name");
        var kind = KindOf(type) ?? throw new FolderProblemException("unknown-scheduler", Name, type);
        var steps = json.Integer("num_train_timesteps", 2, 100_000) ?? 1000;
        return new SchedulerSettings
        {
            Kind = kind,
            TrainingSteps = steps,
            BetaStart = json.Number("beta_start", 1e-9, 0.999) ?? 0.0001,
            BetaEnd = json.Number("beta_end", 1e-9, 0.999) ?? 0.02,
            Betas = json.OneOf("beta_schedule", ("linear", BetaSchedule.Linear), ("scaled_linear", BetaSchedule.ScaledLinear), ("squaredcos_cap_v2", BetaSchedule.SquaredCosine)) ?? BetaSchedule.Linear,
            Prediction = json.OneOf("prediction_type", ("epsilon", PredictionKind.Epsilon), ("v_prediction", PredictionKind.Velocity), ("sample", PredictionKind.Sample)) ?? PredictionKind.Epsilon,
            Spacing = json.OneOf("timestep_spacing", ("leading", TimestepSpacing.Leading), ("linspace", TimestepSpacing.Linspace), ("trailing", TimestepSpacing.Trailing))
                ?? (kind is SchedulerKind.Euler or SchedulerKind.EulerAncestral ? TimestepSpacing.Linspace : TimestepSpacing.Leading),
            StepsOffset = json.Integer("steps_offset", 0, steps - 1) ?? 0,
            EndsClean = json.Flag("set_alpha_to_one") ?? true,
            RescaleToZeroSnr = json.Flag("rescale_betas_zero_snr") ?? false,
            // In latent models it is off; files that leave it out mean that.
            ClipRange = json.Flag("clip_sample") == true ? json.Number("clip_sample_range", 1e-3, 1e3) ?? 1 : null,
            OriginalSteps = json.Integer("original_inference_steps", 1, steps) ?? 50,
            TimestepScaling = json.Number("timestep_scaling", 1e-3, 1e6) ?? 10,
        };
    }

    /// <summary>The scheduler that does the work of a class: those without one of their own solve the same equation, to which ours is the plain way.</summary>
    private static SchedulerKind? KindOf(string type) => type switch
    {
        "DDIMScheduler" or "PNDMScheduler" or "DDPMScheduler" => SchedulerKind.Ddim,
        "EulerDiscreteScheduler" or "LMSDiscreteScheduler" or "HeunDiscreteScheduler" or "KDPM2DiscreteScheduler" or "DEISMultistepScheduler"
            or "DPMSolverMultistepScheduler" or "DPMSolverSinglestepScheduler" or "UniPCMultistepScheduler" => SchedulerKind.Euler,
        "EulerAncestralDiscreteScheduler" or "KDPM2AncestralDiscreteScheduler" => SchedulerKind.EulerAncestral,
        "LCMScheduler" => SchedulerKind.Lcm,
        _ => null,
    };
}
