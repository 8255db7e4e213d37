using System.Text.Json;
using Iris.Instruments.Cells;
using Iris.Platform.Imaging;

namespace Iris.Tests.Instruments.Cells.Detection;

/// <summary>Drawn pictures whose cells are known, and what the reference finds in them: written by models/cells/training/golden.py.</summary>
internal static class Golden
{
    public static IReadOnlyList<GoldenCase> Cases { get; } =
        JsonSerializer.Deserialize<GoldenFile>(File.ReadAllText(Path("golden.json")), JsonSerializerOptions.Web)!.Cases;

    public static string Path(string name) => System.IO.Path.Combine(AppContext.BaseDirectory, "models", "cells", "golden", name);

    public static Picture Read(string name) => Picture.Decode(File.ReadAllBytes(Path(name))).Value!;

    private sealed record GoldenFile(GoldenCase[] Cases);
}

/// <summary>The reference's figures for one picture; <c>Drawn</c> is what the generator put into it.</summary>
internal sealed record GoldenCase(string Picture, GoldenDrawing Drawn, double Exposure, double Diameter, string Kind, Cell[] Cells);

internal sealed record GoldenDrawing(int Live, int Dead, double Diameter);
