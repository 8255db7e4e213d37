using System.Collections.Concurrent;
using System.Diagnostics;
using Iris.Live.Analysis;
using Iris.Live.Sessions;
using Iris.Platform.Faces;
using Iris.Platform.Imaging;
using Iris.Platform.Inference;

namespace Iris.Bench.Live;

/// <summary>
/// Blinks through the real networks. On drawn clips (<see cref="DrawnClip"/>) the times are known, so precision and recall can be told, for the rule with a fixed
/// limit and for the whole rule; on real webcam clips, if a folder of them is given, only what is counted is printed.
/// </summary>
internal static class BlinkBench
{
    private static readonly double[] Rates = [15, 20, 30];

    /// <summary>Rules and limits may be chosen on the first; the others are only for saying how well that went.</summary>
    private static readonly int[] DevelopmentSeeds = [1], TestSeeds = [101];

    private static readonly PostureOptions Whole = PostureOptions.Default, FixedLimit = Whole with { SteadyClosedShare = Whole.ClosedShare };

    /// <param name="clips">A folder of webcam clips, or null; portraits in <c>faces</c> beside it are drawn on too.</param>
    /// <param name="kept">A folder for what the networks see, so that another rule can be tried in seconds; null keeps nothing.</param>
    public static int Run(string? clips, string? kept)
    {
        using var models = ModelRegistry.WithoutHost(FacesModule.Networks);
        var reader = new FaceReader(models);
        var faces = BlinkFaces.Of(reader, clips is null ? null : Path.Combine(clips, "..", "faces")).ToLookup(face => face.Development, face => face.Face);
        if (kept is not null) Directory.CreateDirectory(kept);
        Console.WriteLine($"drawn blinks, clips of {DrawnClip.Seconds} s; goal: precision and recall ≥ 0.85. In brackets: found + invented");
        Print("development", [.. faces[true]], DevelopmentSeeds);
        Print("test: the same faces, other seeds", [.. faces[true]], TestSeeds);
        Print("test: other faces, other seeds", [.. faces[false]], TestSeeds);
        if (clips is not null) WatchWebcams(reader, clips);
        return 0;

        void Print(string split, DrawnFace[] people, int[] seeds)
        {
            var scores = new ConcurrentDictionary<(DrawnFace, double), (BlinkScore Fixed, BlinkScore Whole)>();
            Parallel.ForEach(people, (face, _, index) =>
            {
                foreach (var fps in Rates)
                {
                    // Each face of a split blinks at other times.
                    var series = seeds.Select(seed => BlinkSeries.Of(reader, face, 100 * seed + (int)index, fps, kept)).ToList();
                    scores[(face, fps)] = (Sum(series.Select(one => one.Count(FixedLimit))), Sum(series.Select(one => one.Count(Whole))));
                }
            });
            Console.WriteLine($"\n{split} ({people.Length} faces, clips of each: {seeds.Length})");
            foreach (var fps in Rates)
            {
                foreach (var face in people) Row(fps, face.Name, scores[(face, fps)]);
                Row(fps, "all", (Sum(people.Select(face => scores[(face, fps)].Fixed)), Sum(people.Select(face => scores[(face, fps)].Whole))));
            }
        }
    }

    private static void Row(double fps, string name, (BlinkScore Fixed, BlinkScore Whole) score) =>
        Console.WriteLine($"  {fps,2} fps  {name,-12} {score.Whole.Blinks,4} blinks   fixed limit: {score.Fixed,-38} whole rule: {score.Whole}");

    private static BlinkScore Sum(IEnumerable<BlinkScore> scores) => scores.Aggregate((sum, score) => sum + score);

    private static void WatchWebcams(FaceReader reader, string folder)
    {
        const int Fps = 15;
        Console.WriteLine($"\nwebcam clips of {folder} at {Fps} fps, nobody counted their blinks");
        foreach (var path in Directory.EnumerateFiles(folder).Order())
        {
            var (track, counter, told, time) = (new FaceTrack(reader, new LiveOptions()), new BlinkCounter(Whole), new List<double>(), 0.0);
            foreach (var frame in Frames(path, Fps))
            {
                using var picture = Picture.Decode(File.ReadAllBytes(frame), 640).Value!;
                var mesh = track.Look(picture, null, time, null, describe: false, default).Mesh;
                if (mesh is null) counter.Interrupt();
                else if (counter.Add((mesh.EyeAspectRatio(MeshPoints.LeftEye) + mesh.EyeAspectRatio(MeshPoints.RightEye)) / 2, time)) told.Add(time);
                time += 1.0 / Fps;
            }

            Console.WriteLine($"  {Path.GetFileName(path),-40} {counter.CountedSeconds:0.0} s counted, blinks that ended at: {string.Join(" s, ", told.Select(end => $"{end:0.00}"))}");
        }
    }

    private static List<string> Frames(string clip, int fps)
    {
        var folder = Directory.CreateTempSubdirectory("iris-blinks-").FullName;
        using var ffmpeg = Process.Start("ffmpeg", ["-loglevel", "error", "-i", clip, "-vf", $"fps={fps},scale=640:-2", "-q:v", "3", Path.Combine(folder, "%05d.jpg")]);
        ffmpeg.WaitForExit();
        return [.. Directory.EnumerateFiles(folder).Order()];
    }
}
