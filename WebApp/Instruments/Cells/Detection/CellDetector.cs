using System.Drawing;
using Iris.Platform.Imaging;
using Iris.Platform.Inference;

namespace Iris.Instruments.Cells.Detection;

/// <summary>What the networks see in a picture.</summary>
/// <param name="Cells">Best first, down to <see cref="CellDetector.Floor"/>; centres inside the picture. None when they are not recognised.</param>
/// <param name="TypicalDiameter">Of a cell, in pixels: as told or as measured.</param>
/// <param name="Stain">The kind of picture.</param>
/// <param name="Sharpness">See <see cref="Detection.Sharpness.Value"/>.</param>
/// <param name="Glare">See <see cref="Detection.Glare.Share"/>.</param>
internal sealed record CellSighting(List<Cell> Cells, double TypicalDiameter, Stain Stain, double? Sharpness, double Glare)
{
    /// <summary>False when the networks know nothing of what they see, at no size; then nothing was counted.</summary>
    public bool Recognised { get; init; } = true;

    /// <summary>Diameters, in pixels, that a typical cell may have instead: the estimates disagree. The likeliest first; none when there is no doubt.</summary>
    public IReadOnlyList<double> OtherDiameters { get; init; } = [];

    /// <summary>How many pixels the detector was shown, all tries together.</summary>
    public long SeenPixels { get; init; }

    /// <summary>The median score of the cells that count; null when none does.</summary>
    public double? MedianScore => CellDetector.MedianScore(Cells);
}

/// <summary>
/// Finds cells: measures how large they are, tries that size at a few places, then looks at the picture at the one size for which the detector was trained,
/// tile by tile, wherever there is something. The same steps without the short cuts: models/cells/training/reference.py.
/// </summary>
internal sealed class CellDetector(ModelRegistry models)
{
    /// <summary>Least score of a cell that counts. Chosen on the validation pictures: see models/cells/card.md.</summary>
    public const float Threshold = 0.4f;

    /// <summary>Cells fainter than <see cref="Threshold"/> are kept down to this, for a person to let in.</summary>
    public const float Floor = 0.15f;

    /// <summary>When the median score is lower, the networks do not know what they see: 0.69 to 0.88 in pictures of cells, up to 0.57 in others.</summary>
    public const double SureFrom = 0.6;

    /// <summary>A few places of a picture speak for all of it when their median score is so high; otherwise other sizes are compared.</summary>
    private const double SureOfAllFrom = 0.7;

    /// <summary>Pixels: the diameter of a typical cell as the detector sees it.</summary>
    public const double CanonicalDiameter = 20;

    /// <summary>The scale network sees at most so many pixels; the detector at most the second number, about a hundred thousand touching cells.</summary>
    private const double ScalePixels = 2_000_000, DetectorPixels = 64_000_000;

    /// <summary>Half octaves by which the measured diameter may be raised.</summary>
    private const int LargerSteps = 4;

    /// <summary>A picture that the detector sees this small is looked at as a whole; of a larger one, <see cref="Spots"/> places tell the size.</summary>
    private const long SmallPixels = 360_000;

    /// <summary>Places at which a size is tried, their sides and what is seen around them, in pixels as the detector sees them.</summary>
    private const int Spots = 6, SpotSide = 128, SpotMargin = 32;

    /// <summary>When the median score stays below this at every size, the picture does not look like cells: grass, moons and cats stay below 0.51.</summary>
    private const double RecognisedFrom = 0.52;

    /// <summary>Another size is offered when its cells reach this median, and differs by so many octaves.</summary>
    private const double OfferedFrom = 0.5, OfferedApart = 0.4;

    private const int MostOffered = 3;

    /// <summary>A strip sees so much beyond its own rows that the scale network says the same of them as without strips; a smaller strip is not worth it.</summary>
    private const int StripMargin = 80, StripPixels = 400_000;

    /// <summary>Pixels around a place of interest: a cell may be centred a little beside of what the scale network sees of it.</summary>
    private const int InterestMargin = 12;

    /// <summary>Looks at a picture on the cores that are free.</summary>
    /// <param name="picture">Full size.</param>
    /// <param name="diameter">Of a typical cell in pixels, or null to have it measured.</param>
    /// <param name="cancellation">Ends the analysis early.</param>
    /// <param name="anyway">Whether to count also when the picture does not look like cells.</param>
    public CellSighting Look(Picture picture, double? diameter, CancellationToken cancellation, bool anyway = false)
    {
        var glass = new Glass(picture, Exposure.Gain(picture.Rgb), cancellation);
        var map = Measure(glass);
        var first = diameter is { } told ? Detect(glass, map, told) : Glance(glass, map, map.Diameter ?? CanonicalDiameter);
        var views = new List<View> { first };

        // JPEG blocks and dust can pass for tiny cells, which the detector then does not recognise: it is asked again about larger ones, and believed when it is
        // sure and the cells are as large as they were taken to be. A few places of a picture have to say so more clearly than all of it.
        var enough = first.IsWhole ? SureFrom : SureOfAllFrom;
        for (var step = 1; diameter is null && step <= LargerSteps && !views.Exists(view => view.Median >= enough && view.IsSure && (view.Agrees || view == first)); step++)
        {
            views.Add(Glance(glass, map, first.Diameter * Math.Pow(2, step / 2.0)));
        }

        var chosen = views.Where(view => view.IsSure && (view.Agrees || view == first)).MaxBy(view => view.Median) ?? first;

        var asked = anyway || diameter is not null;
        if (!asked && views.Max(view => view.Median) < RecognisedFrom)
        {
            return Sighting(first with { Cells = [] }) with { Recognised = false };
        }

        var whole = chosen.IsWhole ? chosen : Detect(glass, map, chosen.Diameter);
        return whole.Median > 0
            ? Sighting(whole) with { OtherDiameters = diameter is null ? Others(views, whole) : [] }
            : Sighting(whole) with { Recognised = asked };

        CellSighting Sighting(View view) =>
            new(view.Cells, view.Diameter, map.Stain, view.Sharpness.Value, Glare.Share(picture.Rgb)) { SeenPixels = glass.Shown };
    }

    /// <summary>The median score of the cells that count, from a list that begins with the best; null when none does.</summary>
    public static double? MedianScore(List<Cell> cells)
    {
        var counted = cells.FindLastIndex(cell => cell.Score >= Threshold) + 1;
        return counted > 0 ? (cells[(counted - 1) / 2].Score + (double)cells[counted / 2].Score) / 2 : null;
    }

    /// <summary>What else a typical cell could be, where the first size was not the last or its cells turned out to be of another.</summary>
    private static List<double> Others(List<View> views, View chosen)
    {
        if (views.Count == 1 && chosen.Agrees) return [];
        var others = new List<double>();
        foreach (var size in views.Where(view => view.Median >= OfferedFrom).OrderByDescending(view => view.Median).SelectMany(view => new[] { view.Diameter, view.CellDiameter }))
        {
            if (others.Count < MostOffered && others.Append(chosen.Diameter).All(other => Math.Abs(Math.Log2(other / size)) >= OfferedApart)) others.Add(size);
        }

        return others;
    }

    private ScaleMap Measure(Glass glass)
    {
        var picture = glass.Picture;
        var fine = Math.Min(1, Math.Sqrt(ScalePixels / ((double)picture.Width * picture.Height)));
        var whole = new ScaledPicture(picture, fine, glass.Gain);
        var map = new ScaleMap(Places(whole.Width), Places(whole.Height), CellScale.Grid / fine);
        Span<double> histogram = stackalloc double[2 * CellScale.BinsPerLevel];
        var kinds = new float[Kinds.Length];
        for (var level = 0; level < 2; level++)
        {
            var spread = (int)Math.Pow(CellScale.LevelFactor, level);
            var seen = level == 0 ? whole : new ScaledPicture(picture, fine / spread, glass.Gain);
            var strips = Strips(seen);
            var outputs = new ModelOutputs[strips.Length];
            try
            {
                Cores.For(strips.Length, i => outputs[i] = Run(CellModels.Scale, seen, strips[i].Part, glass.Cancellation), glass.Cancellation);
                for (var i = 0; i < strips.Length; i++)
                {
                    var part = strips[i].Part;
                    var planes = outputs[i]["bins"];
                    var (planeRows, stride) = (ScaledPicture.Padded(part.Height) / CellScale.Grid, ScaledPicture.Padded(part.Width) / CellScale.Grid);
                    var own = Rectangle.FromLTRB(0, (strips[i].Core.Top - part.Top) / CellScale.Grid, Places(seen.Width), Places(strips[i].Core.Bottom - part.Top));
                    CellScale.AddLevel(planes, stride, planeRows, own, level, histogram);
                    Mark(map, planes, stride, planeRows, own, part.Top / CellScale.Grid, level, spread, fine);
                    for (var kind = 0; level == 0 && kind < kinds.Length; kind++) kinds[kind] += outputs[i]["kind"][kind] * strips[i].Core.Height;
                }
            }
            finally
            {
                foreach (var output in outputs) output?.Dispose();
            }
        }

        map.Diameter = CellScale.Typical(histogram) / fine;
        map.Stain = Kinds[IndexOfGreatest(kinds)];
        return map;
    }

    private static void Mark(ScaleMap map, ReadOnlySpan<float> planes, int stride, int planeRows, Rectangle own, int above, int level, int spread, double fine)
    {
        for (var row = own.Top; row < own.Bottom; row++)
        {
            for (var column = own.Left; column < own.Right; column++)
            {
                var (seen, octave) = CellScale.Place(planes, stride * planeRows, row * stride + column, level);
                map.Add(new Rectangle(column * spread, (row + above) * spread, spread, spread), seen, octave - (float)Math.Log2(fine));
            }
        }
    }

    /// <summary>As many as there are cores, each as wide as the picture, if they are large enough to be worth it.</summary>
    private static (Rectangle Core, Rectangle Part)[] Strips(ScaledPicture seen)
    {
        var count = (int)Math.Clamp((long)seen.Width * seen.Height / StripPixels, 1, Environment.ProcessorCount);
        var height = ScaledPicture.Padded((seen.Height + count - 1) / count);
        var strips = new List<(Rectangle, Rectangle)>();
        for (var top = 0; top < seen.Height; top += height)
        {
            var core = Rectangle.FromLTRB(0, top, seen.Width, Math.Min(seen.Height, top + height));
            strips.Add((core, Rectangle.FromLTRB(0, Math.Max(0, core.Top - StripMargin), seen.Width, Math.Min(seen.Height, core.Bottom + StripMargin))));
        }

        return [.. strips];
    }

    /// <summary>All of a small picture, or of one with little in it; of a larger one the places with the most cells.</summary>
    private View Glance(Glass glass, ScaleMap map, double diameter)
    {
        var (seen, tiles) = Plan(glass, map, diameter);
        if (Tiling.Pixels(tiles) <= SmallPixels) return Detect(glass, seen, tiles, diameter, isWhole: true);
        var factor = (double)seen.Width / glass.Picture.Width;
        var size = new Size(seen.Width, seen.Height);
        return Detect(glass, seen, [.. map.Spots(size, factor, diameter, SpotSide, Spots).Select(spot => Tile.Around(spot, size, SpotMargin))], diameter, isWhole: false);
    }

    private View Detect(Glass glass, ScaleMap map, double diameter)
    {
        var (seen, tiles) = Plan(glass, map, diameter);
        return Detect(glass, seen, tiles, diameter, isWhole: true);
    }

    /// <summary>The tiles in which there is something; of a small picture all.</summary>
    private static (ScaledPicture Seen, Tile[] Tiles) Plan(Glass glass, ScaleMap map, double diameter)
    {
        var largest = Math.Sqrt(DetectorPixels / ((double)glass.Picture.Width * glass.Picture.Height));
        var seen = new ScaledPicture(glass.Picture, Math.Min(CanonicalDiameter / diameter, largest), glass.Gain);
        var factor = (double)seen.Width / glass.Picture.Width;
        return (seen, (long)seen.Width * seen.Height <= SmallPixels
            ? Tiling.Of(seen.Width, seen.Height)
            : Tiling.Of(seen.Width, seen.Height, part => map.Interest(part, factor, diameter, InterestMargin)));
    }

    private View Detect(Glass glass, ScaledPicture seen, Tile[] tiles, double diameter, bool isWhole)
    {
        glass.Shown += Tiling.Pixels(tiles);
        var found = new (List<Cell> Cells, Sharpness Sharpness)[tiles.Length];
        Cores.For(tiles.Length, i => found[i] = Detect(seen, tiles[i], glass.Cancellation), glass.Cancellation);
        var cells = new List<Cell>();
        var sharpness = default(Sharpness);
        foreach (var tile in found)
        {
            cells.AddRange(tile.Cells);
            sharpness += tile.Sharpness;
        }

        cells = CellPeaks.Apart(cells);
        CellPeaks.RemoveCrumbs(cells);
        return new(diameter, ToPicture(cells, seen, glass.Picture), sharpness, isWhole);
    }

    private (List<Cell> Cells, Sharpness Sharpness) Detect(ScaledPicture seen, Tile tile, CancellationToken cancellation)
    {
        using var tensor = Rent(seen, tile.Part);
        using var outputs = models.Get(CellModels.Detector).Run(tensor, cancellation);
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

    private ModelOutputs Run(string network, ScaledPicture seen, Rectangle part, CancellationToken cancellation)
    {
        using var tensor = Rent(seen, part);
        return models.Get(network).Run(tensor, cancellation);
    }

    private static Tensor Rent(ScaledPicture seen, Rectangle part)
    {
        var tensor = Tensor.Rent(1, 3, ScaledPicture.Padded(part.Height), ScaledPicture.Padded(part.Width));
        seen.Fill(part, tensor.Span);
        return tensor;
    }

    private static int Places(int pixels) => (pixels + CellScale.Grid - 1) / CellScale.Grid;

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

    /// <summary>What is under the microscope in one analysis.</summary>
    private sealed class Glass(Picture picture, float gain, CancellationToken cancellation)
    {
        public Picture Picture => picture;

        public float Gain => gain;

        public CancellationToken Cancellation => cancellation;

        /// <summary>Pixels that the detector was shown.</summary>
        public long Shown { get; set; }
    }
}
