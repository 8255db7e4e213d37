using System.Drawing;
using Iris.Platform.Imaging;
using Iris.Platform.Inference;

namespace Iris.Instruments.Cells.Detection;

/// <summary>What the networks see in a picture.</summary>
/// <param name="Cells">Best first, down to <see cref="CellDetector.Floor"/>; centres inside the picture.</param>
/// <param name="TypicalDiameter">Of a cell, in pixels: as told or as measured.</param>
/// <param name="Stain">The kind of picture.</param>
/// <param name="Sharpness">See <see cref="Detection.Sharpness.Value"/>.</param>
/// <param name="Glare">See <see cref="Detection.Glare.Share"/>.</param>
internal sealed record CellSighting(List<Cell> Cells, double TypicalDiameter, Stain Stain, double? Sharpness, double Glare)
{
    /// <summary>The median score of the cells that count; null when none does.</summary>
    public double? MedianScore => CellDetector.MedianScore(Cells);
}

/// <summary>
/// Finds cells: measures how large they are, then looks at the picture at the one size for which the detector was trained, tile by tile. The same steps
/// in their plainest form: models/cells/training/reference.py.
/// </summary>
internal sealed class CellDetector(ModelRegistry models)
{
    /// <summary>Least score of a cell that counts. Chosen on the validation pictures: see models/cells/card.md.</summary>
    public const float Threshold = 0.4f;

    /// <summary>Cells fainter than <see cref="Threshold"/> are kept down to this, for a person to let in.</summary>
    public const float Floor = 0.15f;

    /// <summary>When the median score is lower, the networks do not know what they see: 0.69 to 0.88 in pictures of cells, up to 0.57 in others.</summary>
    public const double SureFrom = 0.6;

    /// <summary>Pixels: the diameter of a typical cell as the detector sees it.</summary>
    public const double CanonicalDiameter = 20;

    /// <summary>The scale network sees at most so many pixels; the detector at most the second number, about a hundred thousand touching cells.</summary>
    private const double ScalePixels = 2_000_000, DetectorPixels = 64_000_000;

    /// <summary>Half octaves by which the measured diameter may be raised.</summary>
    private const int LargerSteps = 4;

    /// <summary>Looks at a picture on the calling thread and on idle cores beside it.</summary>
    /// <param name="picture">Full size.</param>
    /// <param name="diameter">Of a typical cell in pixels, or null to have it measured.</param>
    /// <param name="cancellation">Ends the analysis early.</param>
    public CellSighting Look(Picture picture, double? diameter, CancellationToken cancellation)
    {
        var gain = Exposure.Gain(picture.Rgb);
        var (measured, stain) = Measure(picture, gain, cancellation);
        var typical = diameter ?? measured ?? CanonicalDiameter;
        var (cells, sharpness) = Detect(picture, gain, typical, cancellation);

        // JPEG blocks and dust can pass for tiny cells, which the detector then does not recognise: it is asked again about larger ones, and believed when sure.
        for (var step = 1; diameter is null && step <= LargerSteps && MedianScore(cells) < SureFrom; step++)
        {
            var larger = (measured ?? CanonicalDiameter) * Math.Pow(2, step / 2.0);
            var again = Detect(picture, gain, larger, cancellation);
            if (MedianScore(again.Cells) >= SureFrom)
            {
                (typical, cells, sharpness) = (larger, again.Cells, again.Sharpness);
            }
        }

        return new(cells, typical, stain, sharpness.Value, Glare.Share(picture.Rgb));
    }

    /// <summary>The median score of the cells that count, from a list that begins with the best; null when none does.</summary>
    public static double? MedianScore(List<Cell> cells)
    {
        var counted = cells.FindLastIndex(cell => cell.Score >= Threshold) + 1;
        return counted > 0 ? (cells[(counted - 1) / 2].Score + (double)cells[counted / 2].Score) / 2 : null;
    }

    private (double? Diameter, Stain Stain) Measure(Picture picture, float gain, CancellationToken cancellation)
    {
        var fine = Math.Min(1, Math.Sqrt(ScalePixels / ((double)picture.Width * picture.Height)));
        Span<double> histogram = stackalloc double[2 * CellScale.BinsPerLevel];
        var stain = Stain.Brightfield;
        for (var level = 0; level < 2; level++)
        {
            var seen = new ScaledPicture(picture, fine / Math.Pow(CellScale.LevelFactor, level), gain);
            using var tensor = Rent(seen, new Rectangle(0, 0, seen.Width, seen.Height));
            using var outputs = models.Get(CellModels.Scale).Run(tensor, cancellation);
            var (planeRows, stride) = (ScaledPicture.Padded(seen.Height) / CellScale.Grid, ScaledPicture.Padded(seen.Width) / CellScale.Grid);
            CellScale.AddLevel(
                outputs["bins"], stride, planeRows, Places(seen.Width, CellScale.Grid), Places(seen.Height, CellScale.Grid), level, histogram);
            if (level == 0)
            {
                stain = Kinds[IndexOfGreatest(outputs["kind"])];
            }
        }

        return (CellScale.Typical(histogram) / fine, stain);
    }

    private (List<Cell> Cells, Sharpness Sharpness) Detect(Picture picture, float gain, double diameter, CancellationToken cancellation)
    {
        var detector = models.Get(CellModels.Detector);
        var largest = Math.Sqrt(DetectorPixels / ((double)picture.Width * picture.Height));
        var factor = Math.Min(CanonicalDiameter / diameter, largest);
        var seen = new ScaledPicture(picture, factor, gain);
        var tiles = Tiling.Of(seen.Width, seen.Height);
        var found = new (List<Cell> Cells, Sharpness Sharpness)[tiles.Length];
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount, CancellationToken = cancellation };
        Parallel.For(0, tiles.Length, parallel, i => found[i] = Detect(detector, seen, tiles[i], cancellation));

        var cells = new List<Cell>();
        var sharpness = default(Sharpness);
        foreach (var tile in found)
        {
            cells.AddRange(tile.Cells);
            sharpness += tile.Sharpness;
        }

        cells = CellPeaks.Apart(cells);
        CellPeaks.RemoveCrumbs(cells);
        return (ToPicture(cells, seen, picture), sharpness);
    }

    private static (List<Cell> Cells, Sharpness Sharpness) Detect(Model detector, ScaledPicture seen, Tile tile, CancellationToken cancellation)
    {
        using var tensor = Rent(seen, tile.Part);
        using var outputs = detector.Run(tensor, cancellation);
        var cells = new List<Cell>();
        CellPeaks.Find(
            outputs[0], ScaledPicture.Padded(tile.Rows.Length) / CellPeaks.Grid, ScaledPicture.Padded(tile.Columns.Length) / CellPeaks.Grid, Floor, cells);
        var own = new List<Cell>(cells.Count);
        foreach (var cell in cells)
        {
            if (tile.Owns(cell.X, cell.Y))
            {
                own.Add(cell with { X = cell.X + tile.Columns.Start, Y = cell.Y + tile.Rows.Start });
            }
        }

        return (own, Sharpness.Of(tensor.Span, ScaledPicture.Padded(tile.Columns.Length), tile.Part.Size));
    }

    /// <summary>From pixels as seen to pixels of the picture; what was found in the padding, or hardly stands out of the picture, is left out.</summary>
    private static List<Cell> ToPicture(List<Cell> cells, ScaledPicture seen, Picture picture)
    {
        var (scaleX, scaleY) = ((float)picture.Width / seen.Width, (float)picture.Height / seen.Height);
        var inside = new List<Cell>(cells.Count);
        foreach (var cell in cells)
        {
            if (cell.X >= 0 && cell.Y >= 0 && cell.X < seen.Width && cell.Y < seen.Height)
            {
                var placed = cell with { X = cell.X * scaleX, Y = cell.Y * scaleY, Radius = cell.Radius * (scaleX + scaleY) / 2 };
                if (Contrast.Of(picture, placed) >= Contrast.Least)
                {
                    inside.Add(placed);
                }
            }
        }

        return inside;
    }

    private static Tensor Rent(ScaledPicture seen, Rectangle part)
    {
        var tensor = Tensor.Rent(1, 3, ScaledPicture.Padded(part.Height), ScaledPicture.Padded(part.Width));
        seen.Fill(part, tensor.Span);
        return tensor;
    }

    private static int Places(int pixels, int grid) => (pixels + grid - 1) / grid;

    private static int IndexOfGreatest(ReadOnlySpan<float> values)
    {
        var greatest = 0;
        for (var i = 1; i < values.Length; i++)
        {
            greatest = values[i] > values[greatest] ? i : greatest;
        }

        return greatest;
    }

    /// <summary>In the order of the scale network's output.</summary>
    private static ReadOnlySpan<Stain> Kinds => [Stain.Brightfield, Stain.Trypan, Stain.Fluorescence];
}
