using System.Diagnostics;
using System.Text.Json.Nodes;
using Iris.Platform.Diffusion;

namespace Iris.Bench.Painting;

/// <summary>The same weights here and in a worker on the same machine: what the way there and back costs a picture, and what goes over the wire.</summary>
internal static class RemoteBench
{
    private const int Rounds = 15;

    private static readonly string[] Models = ["text_encoder", "unet", "vae_decoder"];

    public static async Task<int> RunAsync(string? folder)
    {
        folder = Path.GetFullPath(folder ?? BenchPainters.Embedded);
        var home = Directory.CreateTempSubdirectory("iris-bench-").FullName;
        try
        {
            CopyWithoutNetworks(folder, Path.Combine(home, "away"));
            await using var worker = await WorkerProcess.StartAsync(folder);
            Run(folder, home, worker);
            return 0;
        }
        finally
        {
            Directory.Delete(home, recursive: true);
        }
    }

    private static void Run(string folder, string home, WorkerProcess worker)
    {
        using var wire = new Wire();
        using var servers = worker.AsServers(wire);
        using var painters = new BenchPainters(folder, home, servers);
        var (here, away) = (painters.All.Get(Painters.Embedded), painters.All.Get("away"));
        Console.WriteLine($"{Environment.ProcessorCount} cores; {here.Description.Name} {here.Description.Version}: {here.Description.Size} × {here.Description.Size}, {here.Description.Steps} steps");

        var (local, remote) = (new double[Rounds], new double[Rounds]);
        for (var round = -2; round < Rounds; round++)
        {
            // In turns, so that whatever else the machine does meets both.
            var (a, b) = (Paint(here, round), Paint(away, round));
            if (round < 0) continue;
            (local[round], remote[round]) = (a.Milliseconds, b.Milliseconds);
            if (!a.Rgb.AsSpan().SequenceEqual(b.Rgb)) throw new InvalidOperationException("The pictures differ.");
        }

        var ratios = local.Zip(remote, (a, b) => b / a).Order().ToArray();
        Console.WriteLine($"  a picture here                {Median(local),8:0} ms");
        Console.WriteLine($"  a picture by a worker         {Median(remote),8:0} ms   (same bytes in all {Rounds} pictures)");
        Console.WriteLine($"  ratio of each pair            {ratios[Rounds / 2],8:0.000}      ({ratios[0]:0.000} … {ratios[^1]:0.000})");
        foreach (var model in Models)
        {
            var (runs, up, down) = wire.Of(model);
            Console.WriteLine($"  {model,-13} {runs,6} runs: {up / runs,9} bytes there, {down / runs,9} bytes back, each");
        }

        Console.WriteLine($"  memory of the worker          {worker.MemoryMegabytes,8:0} MB");
    }

    private static (double Milliseconds, byte[] Rgb) Paint(Painter painter, int seed)
    {
        var started = Stopwatch.GetTimestamp();
        using var picture = painter.Paint(new PaintingRequest("노란 해 아래 빨간 집") { Seed = seed }, progress => progress.Preview?.Dispose(), CancellationToken.None);
        return (Stopwatch.GetElapsedTime(started).TotalMilliseconds, picture.Rgb.ToArray());
    }

    private static double Median(double[] times) => times.Order().ElementAt(times.Length / 2);

    private static void CopyWithoutNetworks(string folder, string target)
    {
        foreach (var file in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Where(file => !Path.GetFileName(file).StartsWith("model.onnx", StringComparison.Ordinal)))
        {
            var copy = Path.Combine(target, Path.GetRelativePath(folder, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }

        var models = new JsonObject(Models.Select(model => KeyValuePair.Create(model, (JsonNode?)$"{Painters.Embedded}-{model}")));
        File.WriteAllText(Path.Combine(target, "remote.json"), new JsonObject { ["server"] = "worker", ["models"] = models }.ToJsonString());
    }

    /// <summary>Counts bodies by model.</summary>
    private sealed class Wire() : DelegatingHandler(new SocketsHttpHandler())
    {
        private readonly Dictionary<string, (int Runs, long Up, long Down)> counts = [];

        public (int Runs, long Up, long Down) Of(string model) => counts[model];

        protected override HttpResponseMessage Send(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var response = base.Send(request, cancellationToken);
            if (request.Content is { } sent && Models.FirstOrDefault(model => request.RequestUri!.AbsolutePath.Contains(model, StringComparison.Ordinal)) is { } model)
            {
                var (runs, up, down) = counts.GetValueOrDefault(model);
                counts[model] = (runs + 1, up + sent.Headers.ContentLength!.Value, down + response.Content.Headers.ContentLength!.Value);
            }

            return response;
        }
    }
}
