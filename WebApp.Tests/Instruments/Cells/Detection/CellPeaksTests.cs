using Iris.Instruments.Cells;
using Iris.Instruments.Cells.Detection;

namespace Iris.Tests.Instruments.Cells.Detection;

public sealed class CellPeaksTests
{
    [Fact]
    public void A_peak_becomes_a_cell_with_its_own_centre_radius_and_state()
    {
        var planes = new Planes(6, 8);
        planes.Set(row: 2, column: 3, live: 0.9f, dead: 0.1f, dx: 1.5f, dy: -0.5f, radius: 9);
        planes.Set(row: 2, column: 4, live: 0.6f, dead: 0.1f, dx: 0, dy: 0, radius: 9);
        planes.Set(row: 5, column: 0, live: 0.2f, dead: 0.7f, dx: 0, dy: 1, radius: 4);

        var cells = planes.Find(0.3f);

        Assert.Equal([new Cell(15.5f, 9.5f, 9, CellState.Live, 0.9f), new Cell(2, 23, 4, CellState.Dead, 0.7f)], cells);
    }

    [Fact]
    public void Faint_places_are_left_out()
    {
        var planes = new Planes(3, 3);
        planes.Set(1, 1, 0.29f, 0, 0, 0, 5);

        Assert.Empty(planes.Find(0.3f));
    }

    [Fact]
    public void Peaks_agree_with_a_naive_search()
    {
        var random = new Random(3);
        var planes = new Planes(40, 31);
        for (var i = 0; i < 40 * 31; i++)
        {
            planes.Set(i / 31, i % 31, random.NextSingle(), random.NextSingle(), 0, 0, 5);
        }

        var naive =
            from row in Enumerable.Range(0, 40)
            from column in Enumerable.Range(0, 31)
            let score = planes.Score(row, column)
            where score >= 0.4f
                && Enumerable.Range(row - 1, 3).All(y => Enumerable.Range(column - 1, 3).All(x => y is < 0 or >= 40 || x is < 0 or >= 31 || planes.Score(y, x) <= score))
            select (X: 4 * (column + 0.5f), Y: 4 * (row + 0.5f));

        Assert.Equal(naive, planes.Find(0.4f).Select(cell => (cell.X, cell.Y)));
    }

    [Fact]
    public void Only_the_best_of_a_group_stays()
    {
        List<Cell> cells = [At(10, 0.5f), At(13, 0.9f), At(20, 0.6f), At(100, 0.3f)];

        // 13 removes 10 (3 apart) but not 20 (7 apart); the limit is 6.
        Assert.Equal([13, 20, 100], CellPeaks.Apart(cells).Select(cell => cell.X));
    }

    [Fact]
    public void Separation_agrees_with_a_naive_search_and_does_not_depend_on_order()
    {
        var random = new Random(5);
        var cells = Enumerable.Range(0, 2000)
            .Select(_ => new Cell(random.NextSingle() * 600 - 50, random.NextSingle() * 600 - 50, 3 + 12 * random.NextSingle(), CellState.Live, random.NextSingle()))
            .ToList();
        var naive = new List<Cell>();
        foreach (var cell in cells.OrderByDescending(cell => cell.Score))
        {
            if (naive.All(kept => MathF.Sqrt(MathF.Pow(kept.X - cell.X, 2) + MathF.Pow(kept.Y - cell.Y, 2)) >= 0.6f * Math.Max(kept.Radius, cell.Radius)))
            {
                naive.Add(cell);
            }
        }

        Assert.Equal(naive, CellPeaks.Apart([.. cells]));
        Assert.Equal(naive, CellPeaks.Apart([.. cells.OrderBy(cell => cell.X)]));
    }

    [Fact]
    public void A_higher_threshold_gives_the_beginning_of_the_same_list()
    {
        var random = new Random(6);
        var cells = Enumerable.Range(0, 500).Select(_ => new Cell(random.NextSingle() * 200, random.NextSingle() * 200, 8, CellState.Live, random.NextSingle())).ToList();

        var all = CellPeaks.Apart([.. cells]);
        var strict = CellPeaks.Apart([.. cells.Where(cell => cell.Score >= 0.5f)]);

        Assert.Equal(all.Take(strict.Count), strict);
    }

    [Fact]
    public void Crumbs_are_removed_but_only_certain_cells_say_what_is_small()
    {
        List<Cell> cells = [Sized(10, 0.9f), Sized(12, 0.8f), Sized(6.5f, 0.7f), Sized(6, 0.6f), Sized(4, 0.3f), Sized(40, 0.2f)];

        CellPeaks.RemoveCrumbs(cells);

        // The certain radii 6, 6.5, 10, 12 have the median 8.25, and 0.6 of it is 4.95.
        Assert.Equal([10, 12, 6.5f, 6, 40], cells.Select(cell => cell.Radius));
    }

    [Fact]
    public void Without_a_certain_cell_nothing_is_a_crumb()
    {
        List<Cell> cells = [Sized(10, 0.4f), Sized(1, 0.3f)];

        CellPeaks.RemoveCrumbs(cells);

        Assert.Equal(2, cells.Count);
    }

    private static Cell Sized(float radius, float score) => new(0, 0, radius, CellState.Live, score);

    private static Cell At(float x, float score) => new(x, 50, 10, CellState.Live, score);

    private sealed class Planes(int rows, int columns)
    {
        private readonly float[] values = new float[5 * rows * columns];

        public void Set(int row, int column, float live, float dead, float dx, float dy, float radius)
        {
            var at = row * columns + column;
            foreach (var (plane, value) in new[] { live, dead, dx, dy, radius }.Index())
            {
                values[plane * rows * columns + at] = value;
            }
        }

        public float Score(int row, int column) => Math.Max(values[row * columns + column], values[(rows + row) * columns + column]);

        public List<Cell> Find(float threshold)
        {
            var cells = new List<Cell>();
            CellPeaks.Find(values, rows, columns, threshold, cells);
            return cells;
        }
    }
}
