using System.Diagnostics.Metrics;
using Iris.Platform;

namespace Iris.Instruments;

/// <summary>Counters of the meter <c>Iris.Instruments</c>.</summary>
internal sealed class InstrumentMetrics
{
    public const string MeterName = "Iris.Instruments";

    private readonly Counter<long> analyses;

    public InstrumentMetrics(IMeterFactory factory) => analyses = factory.Create(MeterName)
        .CreateCounter<long>("iris.instruments.analyses", "{picture}", "Pictures looked at, by instrument and outcome.");

    public void Analysed(string instrument, Refusal? refusal) =>
        analyses.Add(1, new("instrument", instrument), new("outcome", refusal?.Code ?? "reading"));
}
