namespace Iris.Platform.Imaging;

/// <summary>Where the samples of a resize lie. s is source size / target size.</summary>
public enum PixelCentres
{
    /// <summary>x = (X + ½) s − ½: pixels are areas (OpenCV, PyTorch, TensorFlow with half_pixel_centers).</summary>
    Half,

    /// <summary>x = X s: the first pixels' centres coincide (TensorFlow with neither option; face-api).</summary>
    Corner,

    /// <summary>x = X (source − 1) / (target − 1): first and last centres coincide (align_corners; TensorFlow's cropAndResize).</summary>
    Aligned,
}

/// <summary>
/// A map of the plane: x' = XX x + XY y + X0, y' = YX x + YY y + Y0. Coordinates count pixel centres: (0, 0) is the centre of the first pixel,
/// so a picture covers −½ to width − ½. Axes point right and down; angles are in radians, clockwise as seen.
/// </summary>
public readonly record struct Affine(double XX, double XY, double X0, double YX, double YY, double Y0)
{
    public static Affine Identity { get; } = new(1, 0, 0, 0, 1, 0);

    /// <summary>False when a coefficient is infinite or no number.</summary>
    public bool IsFinite => double.IsFinite(XX) && double.IsFinite(XY) && double.IsFinite(X0) && double.IsFinite(YX) && double.IsFinite(YY) && double.IsFinite(Y0);

    public static Affine Translation(double x, double y) => new(1, 0, x, 0, 1, y);

    public static Affine Scale(double x, double y) => new(x, 0, 0, 0, y, 0);

    /// <summary>Turns by an angle about a point.</summary>
    public static Affine Rotation(double angle, double x = 0, double y = 0)
    {
        var (sin, cos) = Math.SinCos(angle);
        return new(cos, -sin, x - cos * x + sin * y, sin, cos, y - sin * x - cos * y);
    }

    /// <summary>
    /// From pixels of an output of <paramref name="outputWidth"/> × <paramref name="outputHeight"/> to the picture, so that the output shows a box of it.
    /// </summary>
    /// <param name="x">Left edge in pixels; 0 is the picture's left edge.</param>
    /// <param name="y">Top edge.</param>
    /// <param name="width">Width of the box in pixels; the box may reach beyond the picture.</param>
    /// <param name="height">Height of the box.</param>
    /// <param name="outputWidth">Width of the output.</param>
    /// <param name="outputHeight">Height of the output.</param>
    /// <param name="centres">Where samples lie in the box.</param>
    /// <param name="angle">Turns the box about its middle: a face whose eye line falls by this angle comes out upright.</param>
    public static Affine FromBox(double x, double y, double width, double height, int outputWidth, int outputHeight, PixelCentres centres = PixelCentres.Half, double angle = 0)
    {
        var (scaleX, shiftX) = Axis(width, outputWidth, centres);
        var (scaleY, shiftY) = Axis(height, outputHeight, centres);
        var map = new Affine(scaleX, 0, x + shiftX, 0, scaleY, y + shiftY);
        return angle == 0 ? map : map.Then(Rotation(angle, x + (width - 1) / 2, y + (height - 1) / 2));
    }

    /// <summary>From pixels of an output to the whole picture stretched over it.</summary>
    public static Affine Resize(int width, int height, int outputWidth, int outputHeight, PixelCentres centres = PixelCentres.Half) =>
        FromBox(0, 0, width, height, outputWidth, outputHeight, centres);

    /// <summary>This map, then <paramref name="next"/>.</summary>
    public Affine Then(in Affine next) => new(
        next.XX * XX + next.XY * YX, next.XX * XY + next.XY * YY, next.XX * X0 + next.XY * Y0 + next.X0,
        next.YX * XX + next.YY * YX, next.YX * XY + next.YY * YY, next.YX * X0 + next.YY * Y0 + next.Y0);

    /// <summary>The map back.</summary>
    /// <exception cref="InvalidOperationException">The map flattens the plane, so there is none.</exception>
    public Affine Inverse()
    {
        var determinant = XX * YY - XY * YX;
        if (determinant == 0 || !double.IsFinite(determinant))
        {
            throw new InvalidOperationException("This map has no inverse.");
        }

        var (xx, xy, yx, yy) = (YY / determinant, -XY / determinant, -YX / determinant, XX / determinant);
        return new(xx, xy, -(xx * X0 + xy * Y0), yx, yy, -(yx * X0 + yy * Y0));
    }

    /// <summary>Where a point goes.</summary>
    public (double X, double Y) Apply(double x, double y) => (XX * x + XY * y + X0, YX * x + YY * y + Y0);

    private static (double Scale, double Shift) Axis(double size, int output, PixelCentres centres) => centres switch
    {
        PixelCentres.Half => (size / output, (size / output - 1) / 2),
        PixelCentres.Corner => (size / output, 0),
        PixelCentres.Aligned => output > 1 ? ((size - 1) / (output - 1), 0) : (0, (size - 1) / 2),
        _ => throw new ArgumentOutOfRangeException(nameof(centres)),
    };
}
