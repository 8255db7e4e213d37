using System.Buffers;
using Iris.Platform.Diffusion.Folders;
using Iris.Platform.Inference;

namespace Iris.Platform.Diffusion.Sampling;

/// <summary>
/// The denoising network with all its inputs for one picture. Guidance (Ho and Salimans 2021) is u + g·(c − u), from one run on two latents, or an
/// embedding of g where the network was distilled to take one (Meng et al. 2023); g = 1 needs neither.
/// </summary>
internal sealed class Denoiser : IDisposable
{
    private readonly INetwork model;
    private readonly DenoiserFiles files;
    private readonly float guidance;
    private readonly int batch, size;
    private readonly Tensor sample, timestep, states;
    private readonly Tensor? condition;

    /// <param name="model">The network.</param>
    /// <param name="files">Its inputs.</param>
    /// <param name="prompts">What <see cref="TextEncoder"/> made of the negative prompt and the prompt, or of the prompt alone when it is not <see cref="NeedsNegative"/>.</param>
    /// <param name="guidance">g.</param>
    public Denoiser(INetwork model, DenoiserFiles files, ReadOnlySpan<float> prompts, float guidance)
    {
        (this.model, this.files, this.guidance) = (model, files, guidance);
        batch = NeedsNegative(files, guidance) ? 2 : 1;
        size = files.Channels * files.Edge * files.Edge;
        sample = Tensor.Rent(files.Sample.Type, batch, files.Channels, files.Edge, files.Edge);
        states = Tensor.Rent(files.States.Type, batch, prompts.Length / batch / files.Width, files.Width);
        states.Write(prompts);
        timestep = files.Timestep.Shape.Count == 0 ? Tensor.Rent(files.Timestep.Type) : Tensor.Rent(files.Timestep.Type, TimestepCount());
        if (files.Condition is { } input)
        {
            condition = Tensor.Rent(input.Type, batch, files.ConditionWidth);
            condition.Write(Embed(guidance - 1, files.ConditionWidth));
        }
    }

    /// <summary>Number of latents.</summary>
    public int Size => size;

    /// <summary>Whether guidance takes the negative prompt.</summary>
    public static bool NeedsNegative(DenoiserFiles files, float guidance) => files.Condition is null && guidance != 1;

    /// <summary>Runs the network.</summary>
    /// <param name="latents">Scaled as the scheduler says.</param>
    /// <param name="step">The training step.</param>
    /// <param name="prediction">Receives the guided output.</param>
    /// <param name="cancellation">Ends the run.</param>
    public void Predict(ReadOnlySpan<float> latents, int step, Span<float> prediction, CancellationToken cancellation)
    {
        Span<int> steps = stackalloc int[timestep.Length];
        steps.Fill(step);
        timestep.Write(steps);
        for (var i = 0; i < batch; i++) sample.Write(latents, i * size);
        if (batch == 1)
        {
            Run(prediction, cancellation);
            return;
        }

        var both = ArrayPool<float>.Shared.Rent(2 * size);
        Run(both.AsSpan(0, 2 * size), cancellation);
        var without = both.AsSpan(0, size);
        var with = both.AsSpan(size, size);
        for (var i = 0; i < size; i++) prediction[i] = without[i] + guidance * (with[i] - without[i]);
        ArrayPool<float>.Shared.Return(both);
    }

    public void Dispose()
    {
        sample.Dispose();
        timestep.Dispose();
        states.Dispose();
        condition?.Dispose();
    }

    /// <summary>Sine and cosine of 1000·w at falling frequencies, as in diffusers' latent consistency pipeline (Kingma et al. 2021).</summary>
    internal static float[] Embed(double w, int width)
    {
        var embedding = new float[width];
        var half = width / 2;
        for (var i = 0; i < half; i++)
        {
            var angle = 1000 * w * Math.Exp(-Math.Log(10_000) * i / (half - 1));
            (embedding[i], embedding[half + i]) = ((float)Math.Sin(angle), (float)Math.Cos(angle));
        }

        return embedding;
    }

    private void Run(Span<float> target, CancellationToken cancellation)
    {
        if (condition is null)
        {
            model.Run([(files.Sample.Name, sample), (files.Timestep.Name, timestep), (files.States.Name, states)], DenoiserFiles.Output, target, cancellation);
        }
        else
        {
            model.Run(
                [(files.Sample.Name, sample), (files.Timestep.Name, timestep), (files.States.Name, states), (files.Condition!.Name, condition)], DenoiserFiles.Output, target, cancellation);
        }
    }

    /// <summary>One timestep serves all latents, unless the graph ties their numbers together.</summary>
    private int TimestepCount() => files.Timestep.Shape[0] ?? (files.Timestep.Symbols[0] is { } symbol && symbol == files.Sample.Symbols[0] ? batch : 1);
}
