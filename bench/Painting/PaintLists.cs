using System.Text.Json;
using System.Text.Json.Serialization;
using Iris.Platform.Diffusion;
using Iris.Platform.Imaging;

namespace Iris.Bench.Painting;

/// <summary>
/// Paints what JSON lists of <see cref="PaintingRequest"/> ask for with the embedded painter, each list into a folder beside its file: what
/// models/painter/training/evaluate.py judges are the pictures that people get.
/// </summary>
internal static class PaintLists
{
    private static readonly JsonSerializerOptions Format = new(JsonSerializerDefaults.Web) { Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower) } };

    public static int Run(IReadOnlyList<string> files)
    {
        using var painters = new BenchPainters(BenchPainters.Embedded);
        var painter = painters.All.Get(Painters.Embedded);
        foreach (var file in files)
        {
            var target = Directory.CreateDirectory(Path.ChangeExtension(file, null)).FullName;
            var requests = JsonSerializer.Deserialize<List<PaintingRequest>>(File.ReadAllBytes(file), Format)!;
            foreach (var (request, number) in requests.Select((request, number) => (request, number)))
            {
                using var picture = painter.Paint(request with { PreviewEvery = 0 }, null, CancellationToken.None);
                File.WriteAllBytes(Path.Combine(target, $"{number:0000}.png"), picture.Encode(PictureFormat.Png));
            }

            Console.WriteLine($"{requests.Count} pictures in {target}");
        }

        return 0;
    }
}
