using System.Buffers;
using Iris.Platform.Diffusion.Folders;
using Iris.Platform.Diffusion.Sampling;
using Iris.Platform.Diffusion.Schedulers;
using Iris.Platform.Imaging;
using Iris.Platform.Inference.Remote;

namespace Iris.Platform.Diffusion;

/// <summary>Paints pictures from sentences with one folder of weights. Safe to use from several threads.</summary>
public sealed class Painter : IDisposable
{
    private readonly ModelFolder folder;
    private readonly NetworkSlot slot;
    private volatile FolderProblemException? failure;

    internal Painter(ModelFolder folder, NetworkSlot slot) => (this.folder, this.slot) = (folder, slot);

    public PainterDescription Description => folder.Description;

    /// <summary>Name of the server that runs its networks; null when this process does.</summary>
    public string? Server => folder.Remote?.Server.Name;

    /// <summary>Why its networks could not be loaded, or run by their server, when they were last needed; null when they could.</summary>
    internal FolderProblemException? Failure => failure;

    /// <summary>What is known of its networks.</summary>
    internal ModelFolder Folder => folder;

    /// <summary>Words outside the painter's world, each once, in the prompt's order and spelling; none when it has no word list.</summary>
    public IReadOnlyList<string> UnknownWords(string prompt) => folder.Manifest.Vocabulary?.Unknown(prompt) ?? [];

    /// <summary>
    /// Paints one picture on the calling thread. The networks are loaded when they aren't; when another painter's stand in their place, the call waits until
    /// nobody uses those. Words outside the painter's world are left out.
    /// </summary>
    /// <param name="request">What to paint.</param>
    /// <param name="progress">Called on the same thread after every step; it owns the preview.</param>
    /// <param name="cancellation">Ends the work between steps and within one.</param>
    /// <exception cref="ArgumentOutOfRangeException">A figure of the request is outside what <see cref="Description"/> allows.</exception>
    /// <exception cref="PainterAwayException">The server that runs its networks did not.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public Picture Paint(PaintingRequest request, Action<PaintingProgress>? progress, CancellationToken cancellation)
    {
        var size = request.Size ?? Description.Size;
        if (!Description.Sizes.Contains(size)) throw new ArgumentOutOfRangeException(nameof(request), size, "Not a size of this painter.");
        var steps = Within(request.Steps ?? Description.Steps, 1, Description.MaxSteps);
        var guidance = Within(request.Guidance ?? Description.Guidance, 0, PainterDescription.MaxGuidance);
        var scheduler = Scheduler.Create(request.Scheduler ?? Description.Scheduler, folder.Scheduler, steps);
        var noise = new Noise(request.Seed);
        using var lease = Enter(cancellation);
        try
        {
            return Paint(lease.Networks, request, scheduler, guidance, size, noise.Fill, progress, cancellation);
        }
        catch (ModelServerException away)
        {
            failure = FolderProblemException.Of(away);
            throw new PainterAwayException(Description.Id, failure.Message, away);
        }
    }

    /// <summary>Finds out whether the server of a painter that has one is ready; what it says is the <see cref="Failure"/>.</summary>
    internal void AskServer(CancellationToken cancellation)
    {
        try
        {
            folder.Remote?.Server.CheckReady(cancellation);
        }
        catch (OperationCanceledException)
        {
            // The program stops, and nobody wants to know any more.
        }
        catch (ModelServerException away)
        {
            failure = FolderProblemException.Of(away);
        }
    }

    /// <summary>Waits for the right to run its networks, and loads them when they aren't.</summary>
    /// <exception cref="FolderProblemException">They can't be loaded.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    internal NetworkSlot.Lease Enter(CancellationToken cancellation)
    {
        try
        {
            var lease = slot.Enter(folder, cancellation);
            failure = null;
            return lease;
        }
        catch (FolderProblemException problem)
        {
            failure = problem;
            throw;
        }
    }

    /// <summary>Gives the networks back as soon as no picture is being painted with them.</summary>
    public void Dispose() => slot.Remove(folder);

    private Picture Paint(
        PainterNetworks networks, PaintingRequest request, Scheduler scheduler, float guidance, int size, NoiseSource noise, Action<PaintingProgress>? progress, CancellationToken cancellation)
    {
        var texts = new[] { request.NegativePrompt, request.Prompt }.AsSpan(Denoiser.NeedsNegative(folder.Denoiser, guidance) ? 0 : 1);
        var prompts = TextEncoder.Encode(networks.TextEncoder, folder, texts, cancellation);
        using var denoiser = new Denoiser(networks.Denoiser, folder.Denoiser, prompts, guidance);
        var preview = new Preview(folder, networks.Decoder);
        // A decoder's run can take as long as several steps: two glances are enough then.
        var every = request.PreviewEvery <= 0 || preview.IsCheap ? request.PreviewEvery : Math.Max(request.PreviewEvery, (scheduler.Steps + 1) / 2);
        var buffer = ArrayPool<float>.Shared.Rent(denoiser.Size);
        try
        {
            var latents = buffer.AsSpan(0, denoiser.Size);
            SamplingLoop.Run(scheduler, denoiser, noise, latents, Report, cancellation);
            var picture = Decoder.Decode(networks.Decoder, folder, latents, cancellation);
            if (size == picture.Width) return picture;
            using (picture)
            {
                return picture.Enlarge(size);
            }
        }
        finally
        {
            ArrayPool<float>.Shared.Return(buffer);
        }

        void Report(int step, ReadOnlySpan<float> latents, ReadOnlySpan<float> clean)
        {
            var shows = every > 0 && (step - 1) % every == 0 && step < scheduler.Steps;
            progress?.Invoke(new PaintingProgress(step, scheduler.Steps, shows ? preview.Of(clean, cancellation) : null));
        }
    }

    private static T Within<T>(T value, T least, T most)
        where T : IComparable<T>
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(value, least, "request");
        ArgumentOutOfRangeException.ThrowIfGreaterThan(value, most, "request");
        return value;
    }
}
