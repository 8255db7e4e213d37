using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Iris.Live.Analysis;
using Iris.Live.Sessions;
using Iris.Platform;
using Iris.Platform.Faces;
using Iris.Platform.Imaging;
using Iris.Platform.Inference;

namespace Iris.Bench;

/// <summary>
/// The posture coach: server time per tracked frame on one thread, frames one after another over HTTP, and many sessions at once with the rest of the site
/// answering meanwhile. Callers behave as the page does: they send the crop that was asked for, and skip a frame that is due while one is in flight.
/// </summary>
internal static class LiveBench
{
    private const double Fps = 15;
    private static readonly TimeSpan LoadTime = TimeSpan.FromSeconds(15);

    public static async Task<int> RunAsync()
    {
        using var models = ModelRegistry.WithoutHost(FacesModule.Networks);
        var camera = new Camera();
        Console.WriteLine($"{Environment.ProcessorCount} cores; whole frames {camera.Whole.Length / 1000} kB");
        Tracked(new FaceReader(models), camera);

        await using var server = await Server.StartAsync();
        await server.PostPictureAsync("/api/v1/gender", camera.Whole);
        await OneAfterAnotherAsync(server, camera);
        await LoadAsync(server, camera, sessions: 20, fps: 5);
        await LoadAsync(server, camera, sessions: 8, fps: 15);
        await MemoryAsync(server, camera);
        return 0;
    }

    private static void Tracked(FaceReader reader, Camera camera)
    {
        var track = new FaceTrack(reader, new LiveOptions());
        var body = new BodyTrack(reader, new LiveOptions(), PostureOptions.Default);
        var time = 0.0;
        Crop? crop = null;
        Look(null);
        Look(null);
        var whole = Measure.Median(200, () => Look(null, elapsed: 0));
        var part = Measure.Median(200, () => Look(crop, elapsed: 0));
        // The mean of a second at 15 frames per second: one whole frame with a search and a look at the shoulders, and crops.
        var second = Measure.Median(20, () =>
        {
            for (var frame = 0; frame < Fps; frame++) Look(track.Next(time));
        });
        Console.WriteLine("\nserver time of a frame: decode, mesh, irises; one thread");
        Console.WriteLine($"  whole frame, tracked   {whole,7:0.0} ms   goal ≤ 12");
        Console.WriteLine($"  crop, tracked          {part,7:0.0} ms   goal ≤ 12");
        Console.WriteLine($"  mean of a second       {second / Fps,7:0.0} ms   {Fps} frames, one with a search and the shoulders");

        void Look(Crop? shown, double elapsed = 1 / Fps)
        {
            using var picture = Picture.Decode(camera.Show(shown), 640).Value!;
            if (track.Look(picture, shown, time += elapsed, null, describe: false, default).Mesh is not { } mesh) throw new InvalidOperationException("The face was lost.");
            if (shown is null) body.Look(picture, mesh, time, default);
            crop = track.Next(time) ?? crop;
        }
    }

    private static async Task OneAfterAnotherAsync(Server server, Camera camera)
    {
        var session = await StartAsync(server);
        for (var frame = 0; frame < 10; frame++) await PostAsync(server, session, camera.Whole, null);
        for (var round = 0; round < 3; round++)
        {
            var (started, busy) = (Stopwatch.GetTimestamp(), server.ProcessorTime);
            for (var frame = 0; frame < 100; frame++) await PostAsync(server, session, camera.Whole, null);
            var (elapsed, used) = (Stopwatch.GetElapsedTime(started), server.ProcessorTime - busy);
            Console.WriteLine($"\n100 whole frames one after another over HTTP: {elapsed.TotalSeconds:0.00} s   goal ≤ 1.8; the server used {used.TotalMilliseconds / 100:0.0} ms of a core for each");
        }

        await EndAsync(server, session);
    }

    private static async Task LoadAsync(Server server, Camera camera, int sessions, double fps)
    {
        var (times, health, dropped, busy) = (new List<double>(), new List<double>(), 0, server.ProcessorTime);
        using var end = new CancellationTokenSource(LoadTime);
        var probe = Task.Run(async () =>
        {
            while (!end.IsCancellationRequested)
            {
                var started = Stopwatch.GetTimestamp();
                (await server.Client.GetAsync("/health/ready")).EnsureSuccessStatusCode();
                health.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
                await Task.Delay(50);
            }
        });
        await Task.WhenAll(Enumerable.Range(0, sessions).Select(number => Task.Run(async () =>
        {
            var session = await StartAsync(server);
            Crop? crop = null;
            await Task.Delay(TimeSpan.FromSeconds(number / fps / sessions));
            var begin = Stopwatch.GetTimestamp();
            for (var due = 0.0; !end.IsCancellationRequested;)
            {
                var started = Stopwatch.GetTimestamp();
                var (status, next) = await PostAsync(server, session, camera.Show(crop), crop);
                lock (times)
                {
                    if (status == HttpStatusCode.OK) times.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
                    else dropped++;
                }

                if (status == HttpStatusCode.OK) crop = next;
                var now = Stopwatch.GetElapsedTime(begin).TotalSeconds;
                while (due <= now) due += 1 / fps;
                await Task.Delay(TimeSpan.FromSeconds(due - now));
            }

            await EndAsync(server, session);
        })));
        await probe;
        Console.WriteLine($"\n{sessions} sessions × {fps} frames per second for {LoadTime.TotalSeconds} s: {times.Count / LoadTime.TotalSeconds:0} frames/s of {sessions * fps}, {dropped} dropped");
        Console.WriteLine($"  the server used        {(server.ProcessorTime - busy).TotalMilliseconds / times.Count:0.0} ms of a core for each frame");
        Console.WriteLine($"  frame sent to answer   median {Quantile(times, 0.5):0} ms, p95 {Quantile(times, 0.95):0} ms   goal p95 ≤ 150");
        Console.WriteLine($"  /health/ready          median {Quantile(health, 0.5):0} ms, p95 {Quantile(health, 0.95):0} ms   goal p95 ≤ 100");
    }

    /// <summary>Each person has one session here as elsewhere: one person may hold only a few.</summary>
    private static async Task MemoryAsync(Server server, Camera camera)
    {
        const int Sessions = 100;
        var before = server.MemoryMegabytes;
        for (var number = 0; number < Sessions; number++)
        {
            var session = await StartAsync(server);
            for (var frame = 0; frame < 5; frame++) await PostAsync(server, session, camera.Whole, null);
        }

        Console.WriteLine($"\nmemory: {(server.MemoryMegabytes - before) / Sessions:0.00} MB per session ({Sessions} sessions)   goal ≤ 2");
    }

    private static async Task<Guid> StartAsync(Server server)
    {
        using var answer = await server.Client.PostAsJsonAsync("/api/v1/live/sessions", new { });
        return (await answer.EnsureSuccessStatusCode().Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetGuid();
    }

    private static async Task<(HttpStatusCode Status, Crop? Next)> PostAsync(Server server, Guid session, byte[] frame, Crop? crop)
    {
        using var body = new ByteArrayContent(frame);
        body.Headers.ContentType = new MediaTypeHeaderValue("image/jpeg");
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/api/v1/live/sessions/{session}/frames") { Content = body };
        request.Headers.Add(LiveEndpoints.TimeHeader, FormattableString.Invariant($"{Stopwatch.GetElapsedTime(0).TotalMilliseconds}"));
        if (crop is not null) request.Headers.Add(LiveEndpoints.CropHeader, FormattableString.Invariant($"{crop.X},{crop.Y},{crop.Width},{crop.Height}"));
        using var answer = await server.Client.SendAsync(request);
        if (answer.StatusCode is HttpStatusCode.TooManyRequests) return (answer.StatusCode, null);
        var result = await answer.EnsureSuccessStatusCode().Content.ReadFromJsonAsync<JsonElement>();
        if (result.GetProperty("face").ValueKind == JsonValueKind.Null) throw new InvalidOperationException("The face was lost.");
        return (answer.StatusCode, result.GetProperty("crop").Deserialize<Crop>(JsonSerializerOptions.Web));
    }

    private static async Task EndAsync(Server server, Guid session) => (await server.Client.PostAsync($"/api/v1/live/sessions/{session}/end", null)).EnsureSuccessStatusCode();

    private static double Quantile(List<double> values, double share)
    {
        values.Sort();
        return values[(int)(share * (values.Count - 1))];
    }

    /// <summary>A webcam that shows a face of npm @vladmandic/face-api's demo/sample1.jpg: 640×480, or 256 pixels wide crops of it.</summary>
    private sealed class Camera
    {
        private readonly Picture photograph = Picture.Decode(File.ReadAllBytes(Path.Combine(NodePackages.Find("@vladmandic/face-api"), "demo", "sample1.jpg"))).Value!;
        private readonly Dictionary<Crop, byte[]> crops = [];

        public Camera() => Whole = Jpeg(620, 230, 640, 480, 640, 480);

        public byte[] Whole { get; }

        /// <summary>Crops of a face that stands still hardly change, so each is encoded once.</summary>
        public byte[] Show(Crop? crop)
        {
            if (crop is null) return Whole;
            lock (crops)
            {
                if (crops.TryGetValue(crop, out var known)) return known;
                var (width, height) = (crop.Width * 640, crop.Height * 480);
                return crops[crop] = Jpeg(620 + crop.X * 640, 230 + crop.Y * 480, width, height, 256, (int)(256 * height / width));
            }
        }

        private byte[] Jpeg(double x, double y, double width, double height, int pixelWidth, int pixelHeight)
        {
            var values = new float[3 * pixelWidth * pixelHeight];
            photograph.Warp(Affine.FromBox(x, y, width, height, pixelWidth, pixelHeight), pixelWidth, pixelHeight, values, TensorFormat.Bytes(channelsFirst: false));
            using var picture = Picture.FromRgb(pixelWidth, pixelHeight, Array.ConvertAll(values, value => (byte)MathF.Round(value)));
            return picture.Encode(PictureFormat.Jpeg, 80);
        }
    }
}
