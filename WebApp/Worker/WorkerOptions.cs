using System.ComponentModel.DataAnnotations;
using Iris.Platform.Inference.Remote;

namespace Iris.Worker;

/// <summary>Section <c>Worker</c> of the configuration, for the role <c>worker</c>.</summary>
internal sealed record WorkerOptions : IValidatableObject
{
    private const int ShortestToken = 16;

    /// <summary>What callers have to send as a bearer token. Without one the worker listens to its own machine alone.</summary>
    public string? Token { get; init; }

    /// <summary>Bytes of the largest request. The inputs of a Stable Diffusion have less than one megabyte.</summary>
    [Range(1 << 16, 1 << 30)]
    public int LargestRequest { get; init; } = 16 << 20;

    /// <summary>Whether the worker stops when its standard input ends. Whoever started it as a process of its own ends it so, also by being killed.</summary>
    public bool EndsWithInput { get; init; }

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Token is not null && (Token.Length < ShortestToken || !ModelServerOptions.IsToken(Token)))
        {
            yield return new ValidationResult($"Worker:Token needs at least {ShortestToken} characters: letters, digits and signs of ASCII without spaces.");
        }
    }
}
