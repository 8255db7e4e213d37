using System.Diagnostics.Metrics;
using Iris.Platform;
using Iris.Platform.Web;

namespace Iris.Live.Sessions;

/// <summary>Counters of the posture coach.</summary>
internal sealed class LiveMetrics
{
    private readonly Counter<long> frames;
    private readonly Histogram<double> duration;
    private readonly UpDownCounter<long> sessions;

    public LiveMetrics(IMeterFactory factory)
    {
        var meter = factory.Create(Telemetry.Name);
        frames = meter.CreateCounter<long>("iris.live.frames", "{frame}", "Frames of webcams, by what became of them: analysed, or the refusal.");
        duration = meter.CreateHistogram<double>("iris.live.frame.duration", "s", "Decoding and analysis of a frame, without waiting.");
        sessions = meter.CreateUpDownCounter<long>("iris.live.sessions", "{session}", "Sessions under way.");
    }

    public void Analysed(TimeSpan elapsed)
    {
        frames.Add(1, new KeyValuePair<string, object?>("outcome", "analysed"));
        duration.Record(elapsed.TotalSeconds);
    }

    public void Refused(Refusal refusal) => frames.Add(1, new KeyValuePair<string, object?>("outcome", refusal.Code));

    public void Started() => sessions.Add(1);

    public void Ended() => sessions.Add(-1);
}
