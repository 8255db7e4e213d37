using Iris.Instruments.Cells;
using Iris.Instruments.Cells.Correction;
using Iris.Instruments.Cells.Counting;

namespace Iris.Tests.Instruments.Cells.Correction;

public sealed class CellSheetTests
{
    private static readonly CountingFrame Picture = new(0, 0, 100, 100);

    /// <summary>Two that count (0 live, 1 dead) and a faint one (2).</summary>
    private readonly CellsResult result = SomeCells.AResult(
        [new(20, 20, 5, CellState.Live, 0.9f), new(40, 20, 5, CellState.Dead, 0.6f)],
        [new(60, 20, 5, CellState.Live, 0.2f)]);

    [Fact]
    public void An_untouched_sheet_counts_what_the_program_counted()
    {
        var sheet = new CellSheet(result);

        Assert.Equal(result.Cells, Count(sheet));
        Assert.False(sheet.CanUndo);
        Assert.False(sheet.CanRedo);
    }

    [Fact]
    public void A_lower_threshold_lets_the_faint_ones_in_and_a_higher_one_takes_the_unsure_ones_out()
    {
        var sheet = new CellSheet(result);

        Assert.Equal(3, Count(sheet, threshold: 0.2).Count);
        Assert.Single(Count(sheet, threshold: 0.7));
    }

    [Fact]
    public void Adding_removing_and_flipping_change_the_count()
    {
        var sheet = new CellSheet(result);

        var added = sheet.Add(80, 80, 6, CellState.Dead);
        sheet.Remove(0);
        sheet.Flip(1);

        Assert.Equal(3, added);
        Assert.Equal([new(40, 20, 5, CellState.Live, 1), new(80, 80, 6, CellState.Dead, 1)], Count(sheet));
    }

    [Fact]
    public void What_a_person_touched_counts_at_every_threshold()
    {
        var sheet = new CellSheet(result);
        sheet.Add(80, 80, 6, CellState.Live);
        sheet.Flip(2);

        Assert.Equal(2, Count(sheet, threshold: 1).Count);
    }

    [Fact]
    public void Undo_and_redo_walk_through_the_steps()
    {
        var sheet = new CellSheet(result);
        sheet.Remove(0);
        sheet.Flip(1);

        Assert.True(sheet.Undo());
        Assert.Equal([result.Cells[1]], Count(sheet));
        Assert.True(sheet.Undo());
        Assert.Equal(result.Cells, Count(sheet));
        Assert.False(sheet.Undo());
        Assert.True(sheet.Redo());
        Assert.True(sheet.Redo());
        Assert.False(sheet.Redo());
        Assert.Equal([result.Cells[1] with { State = CellState.Live, Score = 1 }], Count(sheet));
    }

    [Fact]
    public void A_new_step_after_undo_forgets_what_was_undone()
    {
        var sheet = new CellSheet(result);
        sheet.Add(10, 10, 5, CellState.Live);
        sheet.Undo();

        var added = sheet.Add(90, 90, 5, CellState.Dead);

        Assert.Equal(3, added);
        Assert.False(sheet.CanRedo);
        Assert.Single(sheet.Edits);
    }

    [Fact]
    public void What_is_not_there_cannot_be_changed()
    {
        var sheet = new CellSheet(result);
        sheet.Remove(0);

        Assert.False(sheet.Remove(0));
        Assert.False(sheet.Flip(0));
        Assert.False(sheet.Flip(99));
        Assert.Single(sheet.Edits);
    }

    [Fact]
    public void Saved_steps_give_the_same_sheet_and_can_be_undone()
    {
        var first = new CellSheet(result);
        var added = first.Add(80, 80, 6, CellState.Live)!.Value;
        first.Flip(added);
        first.Remove(1);

        var second = new CellSheet(result, first.Edits);

        Assert.Equal(first.Marks, second.Marks);
        second.Undo();
        Assert.Contains(second.Marks, mark => mark.Id == 1);
    }

    [Fact]
    public void A_region_counts_alone()
    {
        var sheet = new CellSheet(result);

        Assert.Equal([result.Cells[1]], sheet.Counted(Rules(0.5) with { Region = new(30, 0, 100, 100) }, Picture));
    }

    [Fact]
    public void There_is_an_end_to_the_number_of_steps()
    {
        var sheet = new CellSheet(result, Enumerable.Repeat(new CellEdit(CellEditKind.Flip, 0), CellSheet.MostEdits));

        Assert.Null(sheet.Add(1, 1, 1, CellState.Live));
        Assert.False(sheet.Flip(1));
    }

    private static IReadOnlyList<Cell> Count(CellSheet sheet, double threshold = 0.35) => sheet.Counted(Rules(threshold), Picture);

    private static CountingRules Rules(double threshold) => new(threshold, BorderRule.All, null, 1, null);
}
