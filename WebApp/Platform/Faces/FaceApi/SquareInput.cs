namespace Iris.Platform.Faces.FaceApi;

/// <summary>
/// Fills the networks' input: a crop, padded with black to a square and resized, as planes of red, green and blue from 0 to 255. Bilinear with corners at
/// multiples of the scale (TensorFlow's resize_bilinear without align_corners and without half-pixel centres), no antialiasing: what the networks were
/// trained on. Every analysed picture passes here, so it works on spans and tables, without allocating per pixel (bench: Faces).
/// </summary>
internal static class SquareInput
{
    /// <summary>Fills <paramref name="tensor"/> with 3 × <paramref name="size"/> × <paramref name="size"/> values.</summary>
    /// <param name="rgb">The picture's pixels, interleaved.</param>
    /// <param name="pictureWidth">In pixels.</param>
    /// <param name="crop">Inside the picture and not empty.</param>
    /// <param name="size">Height and width of the network's input.</param>
    /// <param name="centred">The crop stands in the middle of the square (an odd pixel of padding goes to the end), otherwise at its top left.</param>
    /// <param name="tensor">Planes of R, G, B.</param>
    public static void Fill(ReadOnlySpan<byte> rgb, int pictureWidth, Crop crop, int size, bool centred, Span<float> tensor)
    {
        Span<Tap> columns = stackalloc Tap[size];
        var square = Math.Max(crop.Width, crop.Height);
        Taps(columns, crop.X, crop.Width, square, centred);
        Span<Tap> rows = stackalloc Tap[size];
        Taps(rows, crop.Y, crop.Height, square, centred);

        var red = tensor[..(size * size)];
        var green = tensor.Slice(size * size, size * size);
        var blue = tensor.Slice(2 * size * size, size * size);
        for (var y = 0; y < size; y++)
        {
            var row = rows[y];
            var upper = rgb.Slice(row.First * pictureWidth * 3, pictureWidth * 3);
            var lower = rgb.Slice(row.Second * pictureWidth * 3, pictureWidth * 3);
            for (var x = 0; x < size; x++)
            {
                var column = columns[x];
                var first = column.First * 3;
                var second = column.Second * 3;
                var (a, b) = (row.FirstWeight * column.FirstWeight, row.FirstWeight * column.SecondWeight);
                var (c, d) = (row.SecondWeight * column.FirstWeight, row.SecondWeight * column.SecondWeight);
                var target = y * size + x;
                red[target] = a * upper[first] + b * upper[second] + c * lower[first] + d * lower[second];
                green[target] = a * upper[first + 1] + b * upper[second + 1] + c * lower[first + 1] + d * lower[second + 1];
                blue[target] = a * upper[first + 2] + b * upper[second + 2] + c * lower[first + 2] + d * lower[second + 2];
            }
        }
    }

    // Along one axis: which two pixels of the picture make a value, and how much of each. Pixels in the padding weigh nothing, which makes them black.
    private static void Taps(Span<Tap> taps, int start, int length, int square, bool centred)
    {
        var padding = centred ? (square - length) / 2 : 0;
        var scale = (double)square / taps.Length;
        for (var i = 0; i < taps.Length; i++)
        {
            var position = i * scale;
            var first = (int)position;
            var second = Math.Min(first + 1, square - 1);
            var fraction = (float)(position - first);
            taps[i] = new(
                start + Math.Clamp(first - padding, 0, length - 1),
                start + Math.Clamp(second - padding, 0, length - 1),
                first >= padding && first < padding + length ? 1 - fraction : 0,
                second >= padding && second < padding + length ? fraction : 0);
        }
    }

    private readonly record struct Tap(int First, int Second, float FirstWeight, float SecondWeight);
}
