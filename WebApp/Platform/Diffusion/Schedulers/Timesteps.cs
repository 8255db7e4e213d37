namespace Iris.Platform.Diffusion.Schedulers;

/// <summary>Which training steps a picture goes through, from the noisiest to the cleanest (Lin et al. 2024, table 2).</summary>
internal static class Timesteps
{
    public static int[] For(SchedulerSettings settings, int steps)
    {
        var count = settings.TrainingSteps;
        ArgumentOutOfRangeException.ThrowIfLessThan(steps, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(steps, count);
        var timesteps = new int[steps];
        for (var i = 0; i < steps; i++)
        {
            timesteps[i] = settings.Spacing switch
            {
                TimestepSpacing.Leading => Math.Min((steps - 1 - i) * (count / steps) + settings.StepsOffset, count - 1),
                TimestepSpacing.Linspace => steps == 1 ? count - 1 : (int)Math.Round((count - 1) * (double)(steps - 1 - i) / (steps - 1)),
                _ => (int)Math.Round(count - i * (double)count / steps) - 1,
            };
        }

        return timesteps;
    }

    /// <summary>Of the steps that a latent consistency model was distilled with, evenly some (Luo et al. 2023, section 4.3).</summary>
    public static int[] ForConsistency(SchedulerSettings settings, int steps)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(steps, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(steps, settings.TrainingSteps);
        var original = Math.Max(Math.Min(settings.OriginalSteps, settings.TrainingSteps), steps);
        var stride = settings.TrainingSteps / original;
        var timesteps = new int[steps];
        for (var i = 0; i < steps; i++)
        {
            timesteps[i] = (original - i * original / steps) * stride - 1;
        }

        return timesteps;
    }
}
