namespace Iris.Live.Analysis;

/// <summary>How a person sits when sitting well: the means of <see cref="FaceMetrics"/> over the frames of a calibration, in parts of the frame's height.</summary>
internal readonly record struct Baseline(double X, double Y, double Nose)
{
    /// <summary>Whether another baseline is of the same seat and camera.</summary>
    public bool Resembles(Baseline other, PostureOptions options) =>
        Math.Abs(other.X / X - 1) <= options.BaselineTolerance && Math.Abs(other.Y - Y) <= options.BaselineTolerance * X;
}

/// <summary>Where a baseline comes from.</summary>
internal enum BaselineOrigin
{
    /// <summary>Made in this session.</summary>
    Measured,

    /// <summary>Made in an earlier session with the same camera, and still right.</summary>
    Stored,

    /// <summary>Made in this session, because camera or seat had plainly changed since the earlier one.</summary>
    Replaced,
}

/// <summary>Collects the first frames with a face until so many in a row are steady.</summary>
internal sealed class Calibration(PostureOptions options, int frames)
{
    private readonly Queue<FaceMetrics> last = new(frames);

    /// <summary>Steady frames so far.</summary>
    public int Collected => last.Count;

    public int Needed => frames;

    /// <summary>Adds a frame; one that does not fit to those before starts again with itself.</summary>
    /// <returns>The baseline once there are enough frames.</returns>
    public Baseline? Add(FaceMetrics metrics)
    {
        last.Enqueue(metrics);
        var mean = Mean();
        if (!last.All(frame => IsNear(frame.X, mean.X) && IsNear(frame.Y, mean.Y)))
        {
            last.Clear();
            last.Enqueue(metrics);
            mean = Mean();
        }

        return last.Count >= frames ? mean : null;
    }

    private Baseline Mean() => new(last.Average(frame => frame.X), last.Average(frame => frame.Y), last.Average(frame => frame.Nose));

    private bool IsNear(double value, double mean) => Math.Abs(value - mean) <= options.CalibrationSteadiness * Math.Abs(mean);
}
