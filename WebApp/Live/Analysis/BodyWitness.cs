namespace Iris.Live.Analysis;

/// <summary>What ears and shoulders say.</summary>
internal enum BodyVerdict
{
    /// <summary>Nothing: the shoulders are not to be seen, or it is not known yet how they look when sitting well.</summary>
    Silent,

    /// <summary>The head is over the shoulders as it was when calibrated.</summary>
    Upright,

    /// <summary>The head is before or between the shoulders.</summary>
    Forward,
}

/// <summary>
/// The second witness of a forward head. It learns the line from shoulders to ears while the face says that all is well, and afterwards says when the head
/// has come forward although the face is neither larger nor lower: as when the trunk sinks back and the chin goes out. It never takes the face's word
/// away: see docs/decisions/041-second-witness.md. Not thread-safe.
/// </summary>
internal sealed class BodyWitness(PostureOptions options)
{
    private readonly Queue<BodyMetrics> learning = new(options.BodyLooks);
    private double seenAt = double.NegativeInfinity;
    private int forwardLooks;
    private BodyVerdict verdict;

    /// <summary>The line of an upright person; null until it is known.</summary>
    public BodyMetrics? Baseline { get; private set; }

    /// <summary>Starts anew, or with what an earlier session has learnt.</summary>
    public void Begin(BodyMetrics? known)
    {
        (Baseline, verdict, forwardLooks) = (known, BodyVerdict.Silent, 0);
        learning.Clear();
    }

    /// <summary>What the latest looks say; silent when the last one is too long ago.</summary>
    public BodyVerdict At(double now) => now - seenAt <= options.BodyLastsSeconds ? verdict : BodyVerdict.Silent;

    /// <summary>Takes note of a look.</summary>
    /// <param name="seen">Null when the look saw nothing to rely on.</param>
    /// <param name="isGood">Whether the face is where it should be, so that this look may serve to learn.</param>
    /// <param name="now">Time of the frame in seconds.</param>
    /// <returns>True when the <see cref="Baseline"/> has just become known.</returns>
    public bool Add(BodyMetrics? seen, bool isGood, double now)
    {
        if (seen is not { } body) return false;
        seenAt = now;
        if (Baseline is not { } upright) return isGood && Learn(body);
        if (body.IsSide(options) != upright.IsSide(options))
        {
            (verdict, forwardLooks) = (BodyVerdict.Silent, 0);
            return false;
        }

        var forward = upright.IsSide(options) ? body.Lean >= upright.Lean + options.ForwardLean : body.Neck <= upright.Neck * options.ForwardNeck;
        // A nod drops the ears for a moment as well.
        forwardLooks = forward ? forwardLooks + 1 : 0;
        verdict = forwardLooks >= options.BodyConfirmations ? BodyVerdict.Forward : BodyVerdict.Upright;
        return false;
    }

    private bool Learn(BodyMetrics body)
    {
        learning.Enqueue(body);
        var mean = new BodyMetrics(learning.Average(look => look.Neck), learning.Average(look => look.Lean));
        // Seen from the side the shoulders' width is small and means little; there only the slope counts.
        var isSide = mean.IsSide(options);
        if (!learning.All(IsSteady))
        {
            learning.Clear();
            learning.Enqueue(body);
            mean = body;
        }

        if (learning.Count < options.BodyLooks) return false;
        Baseline = mean;
        learning.Clear();
        return true;

        bool IsSteady(BodyMetrics look) => look.IsSide(options) == isSide
            && (isSide ? Math.Abs(look.Lean - mean.Lean) <= options.BodySteadyLean : Math.Abs(look.Neck - mean.Neck) <= options.BodySteadyNeck * mean.Neck);
    }
}
