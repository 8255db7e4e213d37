using Iris.Instruments.Cells.Correction;
using Iris.Instruments.Cells.Detection;
using Iris.Instruments.Cells.Figures;
using Iris.Platform;
using Iris.Platform.Imaging;
using Microsoft.Extensions.Localization;

namespace Iris.Instruments.Cells;

/// <summary>
/// Counts live and dead cells in a microscope picture, with viability and concentration and what counting statistics say about both. Networks and their
/// figures: models/cells/card.md; formulas and limits: docs/cells.md.
/// </summary>
internal sealed class CellsInstrument(CellDetector detector, CellPictures pictures) : Instrument<CellsOptions, CellsResult>
{
    public const string Name = "cells";

    /// <summary>Bright on any picture, and told apart by the dashes as well as by the colour.</summary>
    private const string LiveColor = "#1fe08a", DeadColor = "#ff4f7b";

    public override string Slug => Name;

    public override string Icon => "cells";

    public override Type Text => typeof(CellsText);

    public override int Order => 10;

    public override Type View => typeof(CellsView);

    protected override string Model => CellModels.Version;

    internal override async Task<IReadOnlyDictionary<Guid, object>> CorrectedAsync(
        Guid person, IReadOnlyCollection<Guid> readings, CancellationToken cancellation) =>
        (await pictures.CorrectedAsync(person, readings, cancellation)).ToDictionary(picture => picture.Reading.Id, object (picture) => picture.CorrectedResult);

    protected override Outcome<CellsResult> Analyse(Picture picture, float scale, CellsOptions options, CancellationToken cancellation) =>
        CellsResult.Of(detector.Look(picture, options.CellDiameter / scale, cancellation, options.Anyway), options, picture.Width, picture.Height, scale);

    protected override Overlay Draw(CellsResult result, int width, int height) => new(width, height, [.. result.Cells.Select(Draw)]);

    protected override string Headline(CellsResult result, IStringLocalizer text) =>
        result.Viability is { } viability ? text["Headline", result.Total, viability] : text["Headline.none"];

    private static OverlayShape Draw(Cell cell) => cell.State is CellState.Live
        ? new OverlayCircle(cell.X, cell.Y, cell.Radius, LiveColor)
        : new OverlayCircle(cell.X, cell.Y, cell.Radius, DeadColor, Dashed: true);
}
