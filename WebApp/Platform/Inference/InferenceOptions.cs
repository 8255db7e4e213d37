using System.ComponentModel.DataAnnotations;
using Iris.Platform.Inference.Remote;

namespace Iris.Platform.Inference;

/// <summary>Section <c>Inference</c> of the configuration.</summary>
public sealed class InferenceOptions : IValidatableObject
{
    public const string AutoDevice = "auto", CpuDevice = "cpu", CudaDevice = "cuda";

    /// <summary>What networks run on. <c>auto</c>: the GPU where it can be used, otherwise the CPU; <c>cuda</c>: the GPU, or the program does not start.</summary>
    [AllowedValues(AutoDevice, CpuDevice, CudaDevice, ErrorMessage = "Inference:Device is 'auto', 'cpu' or 'cuda'.")]
    public string Device { get; set; } = AutoDevice;

    /// <summary>Requests that decode and infer at the same time. Default: the number of cores.</summary>
    [Range(1, 1024)]
    public int Concurrency { get; set; } = Environment.ProcessorCount;

    /// <summary>Requests that may wait for a place before the next is told 'busy'.</summary>
    [Range(0, 100_000)]
    public int QueueLength { get; set; } = 64;

    /// <summary>Threads that one run of a network uses. One measured best: requests run beside each other rather than inside each other (bench: faces).</summary>
    [Range(1, 256)]
    public int IntraOpThreads { get; set; } = 1;

    /// <summary>Servers that run networks for this program, by the names that folders of painters know them by.</summary>
    public Dictionary<string, ModelServerOptions> Servers { get; } = new(StringComparer.OrdinalIgnoreCase);

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        foreach (var (name, server) in Servers)
        {
            var wrong = new List<ValidationResult>();
            Validator.TryValidateObject(server, new ValidationContext(server), wrong, validateAllProperties: true);
            foreach (var one in wrong) yield return new ValidationResult($"Inference:Servers:{name}: {one.ErrorMessage}");
        }
    }
}
