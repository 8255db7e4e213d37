using Iris.Instruments.Cells;
using Iris.Instruments.Cells.Counting;

namespace Iris.Tests.Instruments.Cells.Counting;

public sealed class CountingFrameTests
{
    private static readonly CountingFrame Frame = new(100, 100, 200, 200);

    [Theory]
    [InlineData(150, 150, true)]
    [InlineData(95, 150, true)] // touches the left line from outside
    [InlineData(150, 95, true)] // touches the top line
    [InlineData(195, 150, false)] // touches the right line from inside
    [InlineData(150, 195, false)] // touches the bottom line
    [InlineData(95, 205, false)] // bottom wins in the corner
    [InlineData(89, 150, false)] // well outside
    public void Top_and_left_are_in_bottom_and_right_are_out(float x, float y, bool counts) =>
        Assert.Equal(counts, Frame.Counts(At(x, y), BorderRule.TopLeft));

    [Theory]
    [InlineData(100, 100, true)]
    [InlineData(199.9f, 150, true)]
    [InlineData(200, 150, false)]
    [InlineData(99.9f, 150, false)]
    public void Without_a_rule_the_centre_decides(float x, float y, bool counts) => Assert.Equal(counts, Frame.Counts(At(x, y), BorderRule.All));

    [Theory]
    [InlineData(BorderRule.All)]
    [InlineData(BorderRule.TopLeft)]
    public void Frames_side_by_side_count_every_cell_once(BorderRule rule)
    {
        CountingFrame[] frames = [new(0, 0, 100, 100), new(100, 0, 200, 100), new(0, 100, 100, 200), new(100, 100, 200, 200)];
        var random = new Random(7);
        for (var i = 0; i < 1000; i++)
        {
            var cell = new Cell(random.NextSingle() * 180, random.NextSingle() * 180, 10, CellState.Live, 1);

            Assert.Equal(1, frames.Count(frame => frame.Counts(cell, rule)));
        }
    }

    private static Cell At(float x, float y) => new(x, y, 10, CellState.Live, 1);
}
