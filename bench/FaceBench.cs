using Iris.Platform;
using Iris.Platform.Faces;
using Iris.Platform.Imaging;
using Iris.Platform.Inference;

namespace Iris.Bench;

/// <summary>
/// The face pipeline by stage, and the whole request over HTTP against the bare decoding and inference that it contains. "Bare" is Picture.Decode plus the
/// runs of the networks alone, without warping, decoding of boxes, storage, database and HTTP.
/// </summary>
internal static class FaceBench
{
    private const int GenderSide = 2048;
    private static readonly TimeSpan ThroughputTime = TimeSpan.FromSeconds(10);

    public static async Task<int> RunAsync()
    {
        using var models = ModelRegistry.WithoutHost(FacesModule.Networks);
        var reader = new FaceReader(models);
        var small = Portrait(640, 480);
        var large = Portrait(4000, 3000);

        await using var server = await Server.StartAsync();
        await server.PostPictureAsync("/api/v1/gender", small);

        Console.WriteLine($"{Environment.ProcessorCount} cores, {Runtime()}");
        await MemoryAsync(small, large, server);
        foreach (var (name, file, runs) in new[] { ("640×480", small, 60), ("12 MP", large, 20) })
        {
            await StagesAsync(name, file, runs, reader, models, server);
        }

        Live(small, reader);
        await ThroughputAsync(small, reader, models, server);
        return 0;
    }

    private static async Task StagesAsync(string name, byte[] file, int runs, FaceReader reader, ModelRegistry models, Server server)
    {
        using var picture = Picture.Decode(file, GenderSide).Value!;
        var decode = Measure.Median(runs, () => Picture.Decode(file, GenderSide).Value!.Dispose());
        var detect = Measure.Median(runs, () => reader.Read(picture, FaceReading.Boxes));
        var mesh = Measure.Median(runs, () => reader.Read(picture, FaceReading.Mesh));
        var gender = Measure.Median(runs, () => reader.Read(picture, FaceReading.GenderAndAge));
        using var networks = new NetworkRuns(models, () => reader.Read(picture, FaceReading.GenderAndAge));
        var onnx = Measure.Median(runs, networks.Replay);
        var request = await Measure.MedianAsync(runs, () => server.PostPictureAsync("/api/v1/gender", file));

        Console.WriteLine($"\n{name} ({file.Length / 1000} kB)");
        Print("decode", decode);
        Print("detect", detect);
        Print("+ mesh and irises", mesh - detect);
        Print("+ gender and age", gender - detect);
        Print("bare networks of gender", onnx, networks.ToString());
        Print("whole request", request);
        Console.WriteLine($"  whole request / (bare decode + bare networks) = {request / (decode + onnx):0.00}   (goal ≤ 1.3)");
    }

    private static void Live(byte[] file, FaceReader reader)
    {
        FaceMesh? mesh = null;
        var tracked = Measure.Median(200, () =>
        {
            using var frame = Picture.Decode(file).Value!;
            mesh = reader.Follow(frame, mesh);
        });
        var found = Measure.Median(100, () =>
        {
            using var frame = Picture.Decode(file).Value!;
            reader.Follow(frame, null);
        });
        Console.WriteLine("\nlive path, one 640×480 JPEG, one thread");
        Print("tracked: decode, mesh, irises", tracked, "goal ≤ 15");
        Print("with detection", found, "goal ≤ 22");
    }

    private static async Task ThroughputAsync(byte[] file, FaceReader reader, ModelRegistry models, Server server)
    {
        using var picture = Picture.Decode(file, GenderSide).Value!;
        using var networks = new NetworkRuns(models, () => reader.Read(picture, FaceReading.GenderAndAge));
        var bare = Measure.Throughput(Environment.ProcessorCount, ThroughputTime, () =>
        {
            Picture.Decode(file, GenderSide).Value!.Dispose();
            networks.Replay();
        });
        var http = await Measure.ThroughputAsync(8, ThroughputTime, () => server.PostPictureAsync("/api/v1/gender", file));
        Console.WriteLine($"\nthroughput at 640×480: bare {bare:0.0}/s, 8 callers over HTTP {http:0.0}/s");
        Console.WriteLine($"  HTTP / bare = {http / bare:0.00}   (goal ≥ 0.85; the callers share the cores)");
    }

    private static async Task MemoryAsync(byte[] small, byte[] large, Server server)
    {
        var idle = server.MemoryMegabytes;
        var peak = await server.PeakMegabytesAsync(() => server.PostPictureAsync("/api/v1/gender", large));
        for (var i = 0; i < 20; i++)
        {
            await server.PostPictureAsync("/api/v1/gender", small);
        }

        var early = server.MemoryMegabytes;
        for (var i = 20; i < 200; i++)
        {
            await server.PostPictureAsync("/api/v1/gender", small);
        }

        var late = server.MemoryMegabytes;
        Console.WriteLine($"\nmemory of the server: {idle:0} MB before, +{peak - idle:0} MB at most for a 12 MP picture   (goal ≤ 150)");
        Console.WriteLine($"  after 20 uploads {early:0} MB, after 200 {late:0} MB: × {late / early:0.00}   (goal 0.9 to 1.1)");
    }

    /// <summary>One face of a demo picture of npm @vladmandic/face-api, about a third of the height, as a JPEG of any size.</summary>
    internal static byte[] Portrait(int width, int height)
    {
        var source = File.ReadAllBytes(Path.Combine(NodePackages.Find("@vladmandic/face-api"), "demo", "sample1.jpg"));
        using var photograph = Picture.Decode(source).Value!;
        var values = new float[3 * width * height];
        photograph.Warp(Affine.FromBox(620, 230, 640, 480, width, height), width, height, values, TensorFormat.Bytes(channelsFirst: false));
        using var portrait = Picture.FromRgb(width, height, Array.ConvertAll(values, value => (byte)MathF.Round(value)));
        return portrait.Encode(PictureFormat.Jpeg, 88);
    }

    private static void Print(string stage, double milliseconds, string note = "") => Console.WriteLine($"  {stage,-32} {milliseconds,8:0.0} ms   {note}");

    private static string Runtime() => System.Runtime.InteropServices.RuntimeInformation.FrameworkDescription;
}
