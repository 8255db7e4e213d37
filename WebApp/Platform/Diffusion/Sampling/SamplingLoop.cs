using System.Buffers;
using Iris.Platform.Diffusion.Schedulers;

namespace Iris.Platform.Diffusion.Sampling;

/// <summary>Unit noise for one picture: draw 0 is what it starts from, draw n what is added after step n.</summary>
internal delegate void NoiseSource(int draw, Span<float> target);

/// <summary>Hears of every step, from 1: the latents after it, and the clean latents that it expects in the end.</summary>
internal delegate void StepObserver(int step, ReadOnlySpan<float> latents, ReadOnlySpan<float> clean);

/// <summary>From noise to clean latents.</summary>
internal static class SamplingLoop
{
    /// <summary>Takes all steps of a scheduler; <paramref name="latents"/> receives the result.</summary>
    /// <exception cref="OperationCanceledException">It was cancelled, between steps or within one.</exception>
    public static void Run(Scheduler scheduler, Denoiser denoiser, NoiseSource noise, Span<float> latents, StepObserver observer, CancellationToken cancellation)
    {
        var size = denoiser.Size;
        var buffer = ArrayPool<float>.Shared.Rent(4 * size);
        try
        {
            var input = buffer.AsSpan(0, size);
            var prediction = buffer.AsSpan(size, size);
            var fresh = buffer.AsSpan(2 * size, size);
            var clean = buffer.AsSpan(3 * size, size);
            noise(0, latents);
            for (var i = 0; i < size; i++) latents[i] *= (float)scheduler.InitialScale;
            for (var step = 0; step < scheduler.Steps; step++)
            {
                scheduler.ScaleInput(step, latents, input);
                denoiser.Predict(input, scheduler.Timesteps[step], prediction, cancellation);
                if (scheduler.Weights(step).Noise > 0) noise(step + 1, fresh);
                scheduler.Step(step, latents, prediction, fresh, clean);
                observer(step + 1, latents, clean);
            }
        }
        finally
        {
            ArrayPool<float>.Shared.Return(buffer);
        }
    }
}
