using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json;
using Iris.Instruments.FaceTypes.Classification;
using Iris.Instruments.FaceTypes.Sharing;
using Iris.Instruments.FaceTypes.Types;
using Iris.Instruments.FaceTypes.Validation;
using Iris.Platform;
using Iris.Platform.Faces;
using Iris.Platform.Imaging;
using Iris.Platform.Inference;

namespace Iris.Bench;

/// <summary>
/// The face types: the whole request against the bare decoding and inference that it contains, copies of pictures against their originals, how often each type
/// comes out, and the drawing of a card. Faces are those of the packages' demo pictures, and of shared/data where a checkout has it.
/// </summary>
internal static class FaceTypeBench
{
    private const int Runs = 40, WarmUps = 80;

    private static readonly double[] Survey = [21.8, 21.4, 22.5, 19.2, 15.2];

    private static readonly (string Name, Func<Picture, Picture> Make)[] Copies =
    [
        ("turned by 10°", picture => Warped(picture, Affine.Rotation(Math.PI / 18, picture.Width / 2.0, picture.Height / 2.0))),
        ("turned by −15°", picture => Warped(picture, Affine.Rotation(-Math.PI / 12, picture.Width / 2.0, picture.Height / 2.0))),
        ("brightness × 0.7", picture => Lit(picture, 0.7)),
        ("brightness × 1.3", picture => Lit(picture, 1.3)),
        ("JPEG quality 60", picture => Picture.Decode(picture.Encode(PictureFormat.Jpeg, 60)).Value!),
        ("scale × 0.6", picture => picture.Resize(Math.Max(picture.Width, picture.Height) * 6 / 10)),
        ("scale × 1.5", picture => picture.Enlarge(Math.Max(picture.Width, picture.Height) * 15 / 10)),
    ];

    /// <param name="requestOnly">Leaves out the copies, which take minutes.</param>
    public static async Task<int> RunAsync(bool requestOnly)
    {
        using var models = ModelRegistry.WithoutHost(FacesModule.Networks);
        var reader = new FaceReader(models);
        Card();
        if (!requestOnly) Stability(reader, new GeometryClassifier());
        await RequestAsync(reader, models);
        return 0;
    }

    private static async Task RequestAsync(FaceReader reader, ModelRegistry models)
    {
        await using var server = await Server.StartAsync();
        var file = FaceBench.Portrait(1280, 960);
        using var picture = Picture.Decode(file, 1280).Value!;
        using var levels = new PictureLevels(picture);
        using var networks = new NetworkRuns(models, () => reader.LookAgain(levels, reader.Read(levels, FaceReading.Mesh, default)[0].Mesh!, default));
        (string, string)[] fields = [("birthDate", "1995-05-17"), ("mbti", "INFP")];
        // A server that has just started still compiles what it runs often.
        for (var run = 0; run < WarmUps; run++) await server.PostPictureAsync("/api/v1/face-type", file, fields);
        // In turns, since whatever else the machine does meanwhile should slow down both.
        List<double> bare = [], requests = [], analyses = [];
        TimeSpan bareWork = default, work = default;
        for (var run = 0; run < Runs; run++)
        {
            var (started, worked) = (Stopwatch.GetTimestamp(), Environment.CpuUsage.TotalTime);
            Picture.Decode(file, 1280).Value!.Dispose();
            networks.Replay();
            bare.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
            bareWork += Environment.CpuUsage.TotalTime - worked;
            worked = server.ProcessorTime;
            started = Stopwatch.GetTimestamp();
            await server.PostPictureAsync("/api/v1/face-type", file, fields);
            requests.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
            work += server.ProcessorTime - worked;
            analyses.Add((await server.Client.GetFromJsonAsync<JsonElement>("/api/v1/gallery?limit=1")).GetProperty("items")[0].GetProperty("elapsedMs").GetDouble());
        }

        bare.Sort();
        requests.Sort();
        analyses.Sort();
        Console.WriteLine($"\nwhole request {requests[Runs / 2]:0.0} ms, of which the analysis {analyses[Runs / 2]:0.0} ms, bare decode and networks {bare[Runs / 2]:0.0} ms ({networks})");
        Console.WriteLine($"  ratio {requests[Runs / 2] / bare[Runs / 2]:0.00}, of the quickest tenth {requests[Runs / 10] / bare[Runs / 10]:0.00}   (goal ≤ 1.3)");
        Console.WriteLine($"  processor time, with the thumbnail and all else that is kept: {work.TotalMilliseconds / Runs:0.0} ms against {bareWork.TotalMilliseconds / Runs:0.0} ms, ratio {work / bareWork:0.00}");
    }

    private static void Stability(FaceReader reader, GeometryClassifier geometry)
    {
        FaceType[] types = [.. Survey.Select((share, index) => new FaceType { Id = Guid.NewGuid(), Position = index + 1, Name = $"{index + 1}", NameKo = "", Description = "", DescriptionKo = "", Share = share })];
        foreach (var (source, pictures) in Sources(reader))
        {
            var counts = new int[types.Length];
            var (same, seen) = (new int[Copies.Length], new int[Copies.Length]);
            foreach (var picture in pictures)
            {
                using (picture)
                {
                    if (TypeOf(picture) is not { } type) continue;
                    counts[type]++;
                    foreach (var (index, (_, make)) in Copies.Index())
                    {
                        using var copy = make(picture);
                        if (TypeOf(copy) is not { } copied) continue;
                        seen[index]++;
                        if (copied == type) same[index]++;
                    }
                }
            }

            Console.WriteLine($"\n{source}: {counts.Sum()} faces");
            Console.WriteLine($"  types {string.Join(", ", counts.Select((count, index) => $"{100.0 * count / counts.Sum():0} % ({types[index].Share:0} %)"))}   (goal: none more than twice its share)");
            Console.WriteLine($"  copies of the same type: {100.0 * same.Sum() / seen.Sum():0.0} %   (goal ≥ 90 %)");
            foreach (var (index, (name, _)) in Copies.Index()) Console.WriteLine($"    {name,-18} {100.0 * same[index] / Math.Max(1, seen[index]),5:0} % of {seen[index]}");
        }

        int? TypeOf(Picture picture)
        {
            using var levels = new PictureLevels(picture);
            return PortraitCheck.Choose(picture, [.. reader.Read(levels, FaceReading.Mesh, default).Take(1)]).Succeeded(out var mesh, out _)
                ? geometry.Classify(new Portrait(levels, mesh, reader, default), types).Whole.Best
                : null;
        }
    }

    private static IEnumerable<(string Source, IEnumerable<Picture> Pictures)> Sources(FaceReader reader)
    {
        yield return ("demo pictures of the packages", Demo(reader));
        var data = Enumerable.Range(0, 10).Select(up => Path.Combine([AppContext.BaseDirectory, .. Enumerable.Repeat("..", up), "shared", "data", "faces"])).FirstOrDefault(Directory.Exists);
        if (data is null) yield break;
        yield return ("portraits of shared/data (the reference was made of them)", Directory.GetFiles(data, "*", SearchOption.AllDirectories)
            .Where(file => Path.GetExtension(file) is ".jpg" or ".png").Order(StringComparer.Ordinal).Select(file => Picture.Decode(File.ReadAllBytes(file)).Value!));
    }

    /// <summary>Each face with half its size around it.</summary>
    private static IEnumerable<Picture> Demo(FaceReader reader)
    {
        var files = Enumerable.Range(1, 6).Select(number => Path.Combine(NodePackages.Find("@vladmandic/face-api"), "demo", $"sample{number}.jpg"))
            .Append(Path.Combine(NodePackages.Find("@vladmandic/human"), "assets", "samples.jpg"));
        foreach (var file in files)
        {
            using var group = Picture.Decode(File.ReadAllBytes(file)).Value!;
            foreach (var face in reader.Read(group, FaceReading.Boxes))
            {
                var side = 2 * MathF.Max(face.Box.Width, face.Box.Height);
                var size = (int)Math.Clamp(side, 160, 800);
                yield return Warped(group, Affine.FromBox(face.Box.Centre.X - side / 2, face.Box.Centre.Y - side / 2, side, side, size, size), size, size);
            }
        }
    }

    private static void Card()
    {
        var words = new CardWords(
            "Omega", "Long, clear lines with a presence of their own. It is the rarest of the five, and it makes a portrait out of a snapshot.", 71.3,
            [("Alpha", 1), ("Beta", 2.1), ("Gamma", 8), ("Delta", 17.6), ("Omega", 71.3)], 1, "Face type", "A game with proportions, not a judgement.");
        Console.WriteLine($"card 1080 × 1350: {Measure.Median(15, () => ShareCard.Draw(words, null)):0} ms, preview 1200 × 630: {Measure.Median(15, () => ShareCard.DrawPreview(words, null)):0} ms   (goal ≤ 300)");
    }

    private static Picture Lit(Picture picture, double factor)
    {
        var rgb = picture.Rgb.ToArray();
        for (var i = 0; i < rgb.Length; i++) rgb[i] = (byte)Math.Clamp(Math.Round(rgb[i] * factor), 0, 255);
        return Picture.FromRgb(picture.Width, picture.Height, rgb);
    }

    private static Picture Warped(Picture picture, Affine map) => Warped(picture, map, picture.Width, picture.Height);

    private static Picture Warped(Picture picture, Affine map, int width, int height)
    {
        var values = new float[3 * width * height];
        picture.Warp(map, width, height, values, TensorFormat.Bytes(channelsFirst: false));
        return Picture.FromRgb(width, height, Array.ConvertAll(values, value => (byte)Math.Clamp(MathF.Round(value), 0, 255)));
    }
}
