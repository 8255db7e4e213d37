using Iris.Platform.Diffusion.Schedulers;

namespace Iris.Platform.Diffusion;

/// <summary>What to paint. What is left null follows the painter's <see cref="PainterDescription"/>.</summary>
/// <param name="Prompt">A sentence; words that don't fit into the text encoder are cut off.</param>
public sealed record PaintingRequest(string Prompt)
{
    /// <summary>What the picture should keep away from; without effect on a painter that takes no guidance.</summary>
    public string NegativePrompt { get; init; } = "";

    /// <summary>The same seed with the same request makes the same picture, bit for bit, on the same machine.</summary>
    public long Seed { get; init; }

    /// <summary>1 to <see cref="PainterDescription.MaxSteps"/>.</summary>
    public int? Steps { get; init; }

    /// <summary>How strongly the picture follows the prompt: 0 to <see cref="PainterDescription.MaxGuidance"/>, 1 for none.</summary>
    public float? Guidance { get; init; }

    /// <summary>Edge of the picture in pixels, one of <see cref="PainterDescription.Sizes"/>.</summary>
    public int? Size { get; init; }

    /// <summary>Null: the one that the weights were made for.</summary>
    public SchedulerKind? Scheduler { get; init; }

    /// <summary>A preview after the first step and after every so many from there; 0 for none.</summary>
    public int PreviewEvery { get; init; } = 3;
}
