using System.ComponentModel.DataAnnotations;

namespace Iris.Platform.Inference;

/// <summary>Section <c>Inference</c> of the configuration.</summary>
public sealed class InferenceOptions
{
    /// <summary>Requests that decode and infer at the same time. Default: the number of cores.</summary>
    [Range(1, 1024)]
    public int Concurrency { get; set; } = Environment.ProcessorCount;

    /// <summary>Requests that may wait for a place before the next is told 'busy'.</summary>
    [Range(0, 100_000)]
    public int QueueLength { get; set; } = 64;

    /// <summary>Threads that one run of a network uses. One is best while several requests run side by side.</summary>
    [Range(1, 256)]
    public int IntraOpThreads { get; set; } = 1;
}
