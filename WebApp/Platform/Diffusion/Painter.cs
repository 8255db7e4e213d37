using Iris.Platform.Imaging;

namespace Iris.Platform.Diffusion;

/// <summary>Paints pictures from sentences with one folder of weights. Safe to use from several threads.</summary>
public sealed class Painter : IDisposable
{
    internal Painter(PainterDescription description) => Description = description;

    public PainterDescription Description { get; }

    /// <summary>Words outside the painter's world, each once, in the prompt's order and spelling; none when it has no word list.</summary>
    public IReadOnlyList<string> UnknownWords(string prompt) => throw new NotImplementedException();

    /// <summary>Paints one picture on the calling thread; the networks are loaded when they aren't.</summary>
    /// <param name="request">What to paint.</param>
    /// <param name="progress">Called on the same thread after every step; it owns the preview.</param>
    /// <param name="cancellation">Ends the work between steps and within one.</param>
    /// <exception cref="ArgumentOutOfRangeException">A figure of the request is outside what <see cref="Description"/> allows.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public Picture Paint(PaintingRequest request, Action<PaintingProgress>? progress, CancellationToken cancellation) => throw new NotImplementedException();

    public void Dispose()
    {
    }
}
