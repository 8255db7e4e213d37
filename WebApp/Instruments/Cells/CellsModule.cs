using Iris.Instruments.Cells.Correction;
using Iris.Instruments.Cells.Detection;
using Iris.Instruments.Cells.Samples;
using Iris.Platform.Data;

namespace Iris.Instruments.Cells;

internal static class CellsModule
{
    public static void AddCells(this WebApplicationBuilder builder)
    {
        foreach (var source in CellModels.Sources)
        {
            builder.Services.AddSingleton(source);
        }

        builder.Services.AddSingleton<CellDetector>();
        builder.Services.AddSingleton<CellPictures>();
        builder.Services.AddSingleton<CellRecount>();
        builder.Services.AddSingleton<CellSamples>();
        builder.Services.AddSingleton<IPersonalData, CellPersonalData>();
        builder.AddInstrument<CellsInstrument>();
    }
}
