namespace Iris.Instruments.Cells.Detection;

/// <summary>
/// The weights with which the pixels of a line make up a part of the resized line: a triangle around each output pixel's centre, one source pixel wide to
/// either side, or more in proportion when the line shrinks; pixels beyond the ends don't take part.
/// </summary>
internal sealed class TriangleFilter
{
    private readonly int taps;
    private readonly int[] first;
    private readonly int[] count;
    private readonly float[] weights;

    /// <param name="source">Pixels of the line.</param>
    /// <param name="target">Pixels of the whole resized line.</param>
    /// <param name="start">First pixel of the resized line that is wanted.</param>
    /// <param name="length">How many.</param>
    public TriangleFilter(int source, int target, int start, int length)
    {
        // The same size means the same pixels, so that nothing is softened.
        var step = (double)source / target;
        var reach = Math.Max(step, 1);
        taps = 2 * (int)Math.Ceiling(reach) + 1;
        first = new int[length];
        count = new int[length];
        weights = new float[length * taps];
        for (var i = 0; i < length; i++)
        {
            var centre = (start + i + 0.5) * step;
            first[i] = Math.Max(0, (int)(centre - reach + 0.5));
            count[i] = Math.Min(source, (int)(centre + reach + 0.5)) - first[i];
            var row = weights.AsSpan(i * taps, count[i]);
            double sum = 0;
            for (var j = 0; j < row.Length; j++)
            {
                var weight = Math.Max(0, 1 - Math.Abs(first[i] + j + 0.5 - centre) / reach);
                row[j] = (float)weight;
                sum += weight;
            }

            foreach (ref var weight in row)
            {
                weight = (float)(weight / sum);
            }
        }
    }

    /// <summary>The first source pixel of output pixel <paramref name="i"/> of the part.</summary>
    public int First(int i) => first[i];

    /// <summary>One past its last source pixel.</summary>
    public int End(int i) => first[i] + count[i];

    /// <summary>One weight for each of its source pixels; they sum to 1.</summary>
    public ReadOnlySpan<float> Weights(int i) => weights.AsSpan(i * taps, count[i]);
}
