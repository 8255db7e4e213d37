namespace Iris.Instruments.FaceTypes.Types;

/// <summary>People, in order, cut into types by the shares of a survey.</summary>
/// <param name="Counts">How many people each type has.</param>
/// <param name="Bounds">Up to which part of the people, 0 to 1, each type reaches.</param>
internal sealed record ShareCut(IReadOnlyList<int> Counts, IReadOnlyList<double> Bounds)
{
    /// <summary>
    /// The survey's own rule: each share of the people is rounded, and as long as there are too many or too few, the type gives one away or gets one whose
    /// fraction was nearest to one half.
    /// </summary>
    /// <param name="shares">In percent; their sum need not be quite 100.</param>
    /// <param name="people">How many there are.</param>
    public static ShareCut Of(IReadOnlyList<double> shares, int people)
    {
        var total = shares.Sum();
        // Shares as they were published are taken as they are; only what is no percentage is brought to one hundred.
        var scale = Math.Abs(total - 100) <= 1 ? people / 100.0 : people / total;
        var exact = shares.Select(share => share * scale).ToArray();
        var counts = exact.Select(value => (int)Math.Round(value, MidpointRounding.AwayFromZero)).ToArray();
        for (var excess = counts.Sum() - people; excess != 0; excess -= Math.Sign(excess))
        {
            var step = Math.Sign(excess);
            var next = Enumerable.Range(0, counts.Length).Where(index => counts[index] >= step).MinBy(index => Math.Abs(exact[index] - counts[index] + step / 2.0));
            counts[next] -= step;
        }

        var reached = 0;
        return new(counts, [.. counts.Select(count => (reached += count) / (double)people)]);
    }

    /// <summary>Of which type the people at a percentile are, 0 to 1.</summary>
    public int TypeAt(double percentile)
    {
        for (var index = 0; index < Bounds.Count; index++)
        {
            if (percentile < Bounds[index]) return index;
        }

        return Enumerable.Range(0, Counts.Count).Last(index => Counts[index] > 0);
    }
}
