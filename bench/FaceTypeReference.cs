using System.Text.Json;
using Iris.Instruments.FaceTypes.Classification;
using Iris.Instruments.FaceTypes.Validation;
using Iris.Platform.Faces;
using Iris.Platform.Imaging;
using Iris.Platform.Inference;
using Iris.Platform.Web.Api;

namespace Iris.Bench;

/// <summary>Makes the reference distribution of <see cref="GeometryClassifier"/> from a folder of portraits: figures over all of them, and nothing of any one.</summary>
internal static class FaceTypeReference
{
    private static readonly JsonSerializerOptions Indented = new(ApiJson.Options) { WriteIndented = true };

    private const int SoftPixels = 14;

    /// <summary>Age groups of whom nobody may use the instrument.</summary>
    private static readonly string[] Children = ["0-2", "3-9"];

    /// <param name="folder">JPEGs of one face each, and beside them <c>labels.csv</c> with file, gender and age group.</param>
    /// <param name="source">What they are, and under which licence.</param>
    public static int Run(string folder, string source)
    {
        using var models = ModelRegistry.WithoutHost(FacesModule.Networks);
        var reader = new FaceReader(models);
        List<double[]> people = [];
        Dictionary<string, int> refused = [];
        List<float> sharp = [], soft = [];
        foreach (var file in File.ReadLines(Path.Combine(folder, "labels.csv")).Skip(1).Select(line => line.Split(',')).Where(label => !Children.Contains(label[2])).Select(label => label[0]))
        {
            using var picture = Picture.Decode(File.ReadAllBytes(Path.Combine(folder, file))).Value!;
            using var levels = new PictureLevels(picture);
            // Who else is in the picture does not matter here.
            if (!PortraitCheck.Choose(picture, [.. reader.Read(levels, FaceReading.Mesh, default).Take(1)]).Succeeded(out var mesh, out var refusal))
            {
                refused[refusal.Reason!] = refused.GetValueOrDefault(refusal.Reason!) + 1;
                continue;
            }

            people.Add(FaceRatio.Of(reader.LookAgain(levels, mesh, default)));
            using var small = picture.Resize(Math.Max(1, (int)(Math.Max(picture.Width, picture.Height) * SoftPixels / mesh.Box.Width)));
            using var blurred = small.Enlarge(Math.Max(picture.Width, picture.Height));
            sharp.Add(PortraitCheck.Look(picture, mesh.Box).Sharpness);
            soft.Add(PortraitCheck.Look(blurred, mesh.Box).Sharpness);
        }

        Console.Error.WriteLine($"sharpness: {Spread(sharp)}; blurred until a face is {SoftPixels} pixels wide: {Spread(soft)}");
        Console.Error.WriteLine($"{people.Count} faces; refused: {string.Join(", ", refused.Select(reason => $"{reason.Value} {reason.Key}"))}");
        Console.WriteLine(JsonSerializer.Serialize(ReferenceDistribution.Of(source, people), Indented));
        return 0;
    }

    private static string Spread(List<float> values) => string.Join(' ', values.Order().Where((_, index) => index % Math.Max(1, values.Count / 20) == 0).Select(value => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{value:0.0000}")));
}
