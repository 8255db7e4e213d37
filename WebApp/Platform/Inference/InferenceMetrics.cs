using System.Diagnostics.Metrics;

namespace Iris.Platform.Inference;

/// <summary>Counters of the meter <c>Iris.Inference</c>.</summary>
public sealed class InferenceMetrics
{
    /// <summary>The meter's name, for exporters.</summary>
    public const string MeterName = "Iris.Inference";

    private readonly Histogram<double> duration;
    private readonly Counter<long> refused;

    public InferenceMetrics(IMeterFactory factory)
    {
        var meter = factory.Create(MeterName);
        duration = meter.CreateHistogram<double>("iris.inference.duration", "s", "Time that one run of a network took.");
        refused = meter.CreateCounter<long>("iris.inference.refused", "{request}", "Requests turned away because the queue was full.");
    }

    internal void Ran(string model, TimeSpan elapsed) => duration.Record(elapsed.TotalSeconds, new KeyValuePair<string, object?>("model", model));

    internal void Refused() => refused.Add(1);
}
