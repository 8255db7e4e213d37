using System.Diagnostics.Metrics;
using Iris.Platform.Web;

namespace Iris.Diary.Painting;

/// <summary>Counters of the painter. None of them holds a prompt.</summary>
internal sealed class PaintingMetrics
{
    private readonly Counter<long> jobs;
    private readonly Histogram<double> waited;
    private readonly Histogram<double> duration;

    public PaintingMetrics(IMeterFactory factory)
    {
        var meter = factory.Create(Telemetry.Name);
        jobs = meter.CreateCounter<long>("iris.paintings", "{picture}", "Pictures that were ordered, by what became of them: painted, failed, cancelled or blocked.");
        waited = meter.CreateHistogram<double>("iris.painting.waited", "s", "Time from the order to the first stroke.");
        duration = meter.CreateHistogram<double>("iris.painting.duration", "s", "Time that a picture took, by painter.");
    }

    public void Began(TimeSpan afterOrder) => waited.Record(afterOrder.TotalSeconds);

    public void Painted(string painter, TimeSpan elapsed)
    {
        Ended("painted");
        duration.Record(elapsed.TotalSeconds, new KeyValuePair<string, object?>("painter", painter));
    }

    public void Ended(string outcome) => jobs.Add(1, new KeyValuePair<string, object?>("outcome", outcome));
}
