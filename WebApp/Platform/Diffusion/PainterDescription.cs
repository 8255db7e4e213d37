using Iris.Platform.Diffusion.Schedulers;

namespace Iris.Platform.Diffusion;

/// <summary>What is known of a painter before its networks are loaded.</summary>
/// <param name="Id">Name of its folder.</param>
/// <param name="Name">For people.</param>
/// <param name="Version">Of the weights; kept with every picture.</param>
/// <param name="Steps">Taken when a request says nothing.</param>
/// <param name="MaxSteps">The most that a request may ask for.</param>
/// <param name="Guidance">Taken when a request says nothing; 1 for painters that need none.</param>
/// <param name="Size">Edge of what the networks paint, in pixels.</param>
/// <param name="Sizes">What a request may ask for; larger than <see cref="Size"/> is enlarged.</param>
/// <param name="Scheduler">Taken when a request says nothing.</param>
/// <param name="HasVocabulary">Whether it knows which words are outside its world.</param>
/// <param name="Examples">Prompts by language (<c>ko</c>, <c>en</c>); empty for a painter that has none.</param>
public sealed record PainterDescription(
    string Id,
    string Name,
    string Version,
    int Steps,
    int MaxSteps,
    float Guidance,
    int Size,
    IReadOnlyList<int> Sizes,
    SchedulerKind Scheduler,
    bool HasVocabulary,
    IReadOnlyDictionary<string, IReadOnlyList<string>> Examples)
{
    /// <summary>The most guidance that a request may ask of any painter.</summary>
    public const float MaxGuidance = 30;

    /// <summary>No painter takes more steps.</summary>
    public const int MostSteps = 100;
}
