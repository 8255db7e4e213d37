using System.Diagnostics.Metrics;
using Iris.Platform.Inference;

namespace Iris.Bench;

/// <summary>The networks that a piece of work runs, recorded once, to be run again on inputs that are already filled.</summary>
internal sealed class NetworkRuns : IDisposable
{
    private readonly List<(Model Model, Tensor Input)> runs = [];

    public NetworkRuns(ModelRegistry models, Action work)
    {
        var names = new List<string>();
        using (var listener = new MeterListener())
        {
            listener.InstrumentPublished = (instrument, self) =>
            {
                if (instrument.Name == "iris.inference.duration")
                {
                    self.EnableMeasurementEvents(instrument);
                }
            };
            listener.SetMeasurementEventCallback<double>((_, _, tags, _) => names.Add((string)tags[0].Value!));
            listener.Start();
            work();
        }

        foreach (var name in names)
        {
            var model = models.Get(name);
            var input = Tensor.Rent([.. model.InputShape().Select(size => size > 0 ? size : 1L)]);
            input.Span.Fill(0.5f);
            runs.Add((model, input));
        }
    }

    public void Replay()
    {
        foreach (var (model, input) in runs)
        {
            model.Run(input).Dispose();
        }
    }

    public override string ToString() => string.Join(", ", runs.GroupBy(run => run.Model.Name).Select(group => $"{group.Count()} {group.Key}"));

    public void Dispose() => runs.ForEach(run => run.Input.Dispose());
}
