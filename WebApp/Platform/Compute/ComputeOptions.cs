using System.ComponentModel.DataAnnotations;

namespace Iris.Platform.Compute;

/// <summary>Section <c>Compute</c> of the configuration: machines of model servers that an admin may start and stop.</summary>
internal sealed class ComputeOptions : IValidatableObject
{
    /// <summary>Such as <c>ap-northeast-2</c>; otherwise what the usual AWS chain says. With an <see cref="Endpoint"/>: the region that requests are signed for.</summary>
    public string? Region { get; set; }

    /// <summary>Address of another service than Amazon's that speaks EC2's query protocol.</summary>
    public Uri? Endpoint { get; set; }

    /// <summary>EC2 instances, by the name of the entry of <c>Inference:Servers</c> that each of them runs.</summary>
    public Dictionary<string, Ec2Options> Servers { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Whether a worker on this machine can be started and stopped instead. Default: where no EC2 instance is named, so that everybody can try it.</summary>
    public bool? Local { get; set; }

    /// <summary>What <see cref="Ec2Options.HourlyPrice"/> counts, for people.</summary>
    [StringLength(8, MinimumLength = 1)]
    public string Currency { get; set; } = "USD";

    /// <summary>How often the states are looked up while nothing changes.</summary>
    [Range(typeof(TimeSpan), "00:00:05", "01:00:00")]
    public TimeSpan LookEvery { get; set; } = TimeSpan.FromSeconds(30);

    internal bool HasLocal => Local ?? Servers.Count == 0;

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Endpoint is not (null or { IsAbsoluteUri: true, Scheme: "http" or "https" }))
        {
            yield return new ValidationResult("Compute:Endpoint has to start with http:// or https://.");
        }

        foreach (var (name, server) in Servers)
        {
            var wrong = new List<ValidationResult>();
            Validator.TryValidateObject(server, new ValidationContext(server), wrong, validateAllProperties: true);
            foreach (var one in wrong) yield return new ValidationResult($"Compute:Servers:{name}: {one.ErrorMessage}");
            if (HasLocal && name.Equals(LocalWorker.ServerName, StringComparison.OrdinalIgnoreCase))
            {
                yield return new ValidationResult($"Compute:Servers:{name} has the name of the worker on this machine: choose another, or set Compute:Local to false.");
            }
        }
    }
}

/// <summary>Section <c>Compute:Servers:{name}</c>.</summary>
internal sealed class Ec2Options : IValidatableObject
{
    /// <summary>The id of the instance: <c>i-0123456789abcdef0</c>.</summary>
    [RegularExpression("i-[0-9a-f]{8,17}", ErrorMessage = "Instance is no id of an EC2 instance.")]
    public string? Instance { get; set; }

    /// <summary>A tag that exactly one instance has: <c>role=painter</c>.</summary>
    [RegularExpression("[^=]{1,128}=.{0,256}", ErrorMessage = "Tag has to be a name, '=' and a value.")]
    public string? Tag { get; set; }

    /// <summary>Stops the instance when its server was asked for nothing that long; null: never.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "7.00:00:00")]
    public TimeSpan? IdleAfter { get; set; }

    /// <summary>What an hour of the running instance costs; null: unknown.</summary>
    [Range(0, 10_000)]
    public decimal? HourlyPrice { get; set; }

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (string.IsNullOrEmpty(Instance) == string.IsNullOrEmpty(Tag)) yield return new ValidationResult("It needs an Instance or a Tag, and not both.");
    }
}
