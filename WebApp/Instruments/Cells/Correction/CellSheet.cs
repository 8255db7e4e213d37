using Iris.Instruments.Cells.Counting;

namespace Iris.Instruments.Cells.Correction;

/// <summary>A cell on a sheet.</summary>
/// <param name="Id">
/// Its place among what the program saw (<see cref="CellsResult.Cells"/>, then <see cref="CellsResult.Uncounted"/>), or after them for an added one.
/// </param>
/// <param name="Cell">As it is now.</param>
public readonly record struct CellMark(int Id, Cell Cell);

/// <summary>How the cells of a sheet become a count.</summary>
/// <param name="Threshold">Least score, 0 to 1.</param>
/// <param name="BorderRule">For cells that touch the border of <paramref name="Region"/> or of the picture.</param>
/// <param name="Region">Where cells count; null for the whole picture.</param>
/// <param name="DilutionFactor">As in <see cref="CellsOptions"/>.</param>
/// <param name="ChamberVolumeNl">As in <see cref="CellsOptions"/>, of the region if there is one.</param>
public sealed record CountingRules(double Threshold, BorderRule BorderRule, CountingFrame? Region, double DilutionFactor, double? ChamberVolumeNl)
{
    /// <summary>The rules of the automatic count.</summary>
    public static CountingRules Of(CellsResult result) => new(result.Threshold, result.BorderRule, null, result.DilutionFactor, result.ChamberVolumeNl);
}

/// <summary>
/// The cells of one picture under a person's hands: what the program saw, and the steps that changed it, which can be undone and repeated. The automatic
/// result itself is never changed. For one person at a time.
/// </summary>
public sealed class CellSheet
{
    /// <summary>More steps than a person makes; beyond it, further steps are not taken.</summary>
    public const int MostEdits = 5000;

    private readonly IReadOnlyList<Cell> seen;
    private readonly List<CellEdit> edits;
    private int done;
    private SortedDictionary<int, Cell> cells = [];

    /// <param name="result">The automatic result.</param>
    /// <param name="edits">The steps of a saved correction.</param>
    public CellSheet(CellsResult result, IEnumerable<CellEdit>? edits = null)
    {
        seen = [.. result.Cells, .. result.Uncounted];
        this.edits = [.. edits ?? []];
        done = this.edits.Count;
        Replay();
    }

    /// <summary>All cells that were not removed, in the order of their ids.</summary>
    public IEnumerable<CellMark> Marks => cells.Select(cell => new CellMark(cell.Key, cell.Value));

    /// <summary>The steps that count, oldest first.</summary>
    public IReadOnlyList<CellEdit> Edits => edits[..done];

    public bool CanUndo => done > 0;

    public bool CanRedo => done < edits.Count;

    /// <summary>Adds a cell that the program missed.</summary>
    /// <returns>The new cell's id, or null when there are too many steps.</returns>
    public int? Add(float x, float y, float radius, CellState state)
    {
        var id = seen.Count + edits.Take(done).Count(edit => edit.Kind is CellEditKind.Add);
        return Do(new CellEdit(CellEditKind.Add, id, new Cell(x, y, radius, state, 1))) ? id : null;
    }

    /// <summary>Removes what is no cell; false when there is no such cell.</summary>
    public bool Remove(int id) => cells.ContainsKey(id) && Do(new CellEdit(CellEditKind.Remove, id));

    /// <summary>Makes a live cell dead or a dead one live; from then on it counts at every threshold, since a person has seen it.</summary>
    public bool Flip(int id) => cells.ContainsKey(id) && Do(new CellEdit(CellEditKind.Flip, id));

    /// <summary>Takes the last step back.</summary>
    public bool Undo() => Move(-1, CanUndo);

    /// <summary>Repeats the step that was taken back last.</summary>
    public bool Redo() => Move(1, CanRedo);

    /// <summary>The cells that count under the rules.</summary>
    /// <param name="rules">Threshold, border and region.</param>
    /// <param name="picture">The whole picture, for rules without a region.</param>
    public IReadOnlyList<Cell> Counted(CountingRules rules, CountingFrame picture) =>
        [.. cells.Values.Where(cell => cell.Score >= rules.Threshold && (rules.Region ?? picture).Counts(cell, rules.BorderRule))];

    private bool Do(CellEdit edit)
    {
        if (done == MostEdits)
        {
            return false;
        }

        edits.RemoveRange(done, edits.Count - done);
        edits.Add(edit);
        return Move(1, true);
    }

    private bool Move(int steps, bool possible)
    {
        if (possible)
        {
            done += steps;
            Replay();
        }

        return possible;
    }

    /// <summary>From the beginning each time: no step needs an inverse, and a thousand steps take less than a frame.</summary>
    private void Replay()
    {
        cells = new(seen.Index().ToDictionary(cell => cell.Index, cell => cell.Item));
        foreach (var edit in edits.Take(done))
        {
            if (edit is { Kind: CellEditKind.Add, Added: { } added })
            {
                cells[edit.Cell] = added;
            }
            else if (cells.Remove(edit.Cell, out var cell) && edit.Kind is CellEditKind.Flip)
            {
                cells[edit.Cell] = cell with { State = cell.State is CellState.Live ? CellState.Dead : CellState.Live, Score = 1 };
            }
        }
    }
}
