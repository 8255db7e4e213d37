namespace Iris.Instruments.Cells.Counting;

/// <summary>A counting chamber: a ruled area under a gap of known depth, so that every square holds a known volume.</summary>
/// <param name="Name">Stable name; also the key of its text, <c>Chamber.{Name}</c>.</param>
/// <param name="DepthMm">Of the gap under the cover slip.</param>
/// <param name="Squares">The ruled squares that people count, largest first.</param>
public sealed record Chamber(string Name, double DepthMm, IReadOnlyList<ChamberSquare> Squares)
{
    /// <summary>
    /// As the makers engrave them (DIN 12847 and ISO 7713 chambers; depth and areas are printed on the glass): see docs/cells.md.
    /// </summary>
    public static IReadOnlyList<Chamber> All { get; } =
    [
        new("neubauer", 0.1, [new("large", 1, 1), new("group", 0.2, 0.2), new("small", 0.05, 0.05)]),
        new("burker", 0.1, [new("large", 1, 1), new("group", 0.2, 0.2), new("small", 0.05, 0.05)]),
        new("malassez", 0.2, [new("whole", 2, 2.5), new("rectangle", 0.2, 0.25)]),
    ];

    /// <summary>The chamber with this name, or null.</summary>
    public static Chamber? Find(string name) => All.FirstOrDefault(chamber => chamber.Name == name);

    /// <summary>Volume over <paramref name="count"/> squares in nanolitres: 1 mm³ = 1 µL = 1000 nL.</summary>
    public double VolumeNl(ChamberSquare square, double count) => square.WidthMm * square.HeightMm * DepthMm * 1000 * count;
}

/// <summary>A ruled square of a chamber.</summary>
/// <param name="Name">The key of its text is <c>Square.{Name}</c>.</param>
/// <param name="WidthMm">Between the rulings.</param>
/// <param name="HeightMm">Between the rulings.</param>
public sealed record ChamberSquare(string Name, double WidthMm, double HeightMm);
