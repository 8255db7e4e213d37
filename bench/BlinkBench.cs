using System.Diagnostics;
using Iris.Live.Analysis;
using Iris.Live.Sessions;
using Iris.Platform;
using Iris.Platform.Faces;
using Iris.Platform.Imaging;
using Iris.Platform.Inference;

namespace Iris.Bench;

/// <summary>
/// Blinks through the real networks. On drawn clips (<see cref="DrawnClip"/>) the times are known, so precision and recall can be told; on real webcam clips, if
/// a folder of them is given, only the count is printed.
/// </summary>
internal static class BlinkBench
{
    /// <summary>A face should have so many pixels to be drawn on.</summary>
    private const float SmallestFace = 150;

    /// <summary>A blink is told when the eye is open again; so late it may be.</summary>
    private const double Lateness = 0.25;

    public static int Run(string? folder)
    {
        using var models = ModelRegistry.WithoutHost(FacesModule.Networks);
        var reader = new FaceReader(models);
        var faces = Faces(reader).ToList();
        Console.WriteLine($"drawn blinks: {faces.Count} faces of photographs, {DrawnClip.Seconds} s each; goal: precision and recall ≥ 0.85");
        foreach (var fps in new[] { 15.0, 30.0 })
        {
            var all = new Score();
            foreach (var (face, seed) in faces.Select((face, index) => (face, index)))
            {
                var score = Watch(reader, new DrawnClip(face, seed), fps);
                Console.WriteLine($"  {fps,2} fps  {face.Name,-12} {score}");
                all += score;
            }

            Console.WriteLine($"  {fps,2} fps  {"all",-12} {all}");
        }

        if (folder is not null) WatchWebcams(reader, folder);
        return 0;
    }

    private static Score Watch(FaceReader reader, DrawnClip clip, double fps)
    {
        var (track, counter, crop) = (new FaceTrack(reader, new LiveOptions()), new BlinkCounter(PostureOptions.Default), (Crop?)null);
        var told = new List<double>();
        for (var time = 0.0; time < DrawnClip.Seconds; time += 1 / fps)
        {
            using var picture = Picture.Decode(clip.Show(time, crop), 640).Value!;
            var mesh = track.Look(picture, crop, time, null, describe: false, default).Mesh;
            crop = track.Next(time);
            if (mesh is null) counter.Interrupt();
            else if (counter.Add(Ratio(mesh), time)) told.Add(time);
        }

        var found = 0;
        foreach (var blink in clip.Blinks)
        {
            var index = told.FindIndex(time => time >= blink.Start && time <= blink.End + Lateness);
            if (index < 0) continue;
            told.RemoveAt(index);
            found++;
        }

        return new(clip.Blinks.Count, found, told.Count);
    }

    private static void WatchWebcams(FaceReader reader, string folder)
    {
        const int Fps = 15;
        Console.WriteLine($"\nwebcam clips of {folder} at {Fps} fps, nobody counted their blinks");
        foreach (var path in Directory.EnumerateFiles(folder).Order())
        {
            var (track, counter, time) = (new FaceTrack(reader, new LiveOptions()), new BlinkCounter(PostureOptions.Default), 0.0);
            foreach (var frame in Frames(path, Fps))
            {
                using var picture = Picture.Decode(File.ReadAllBytes(frame), 640).Value!;
                var mesh = track.Look(picture, null, time += 1.0 / Fps, null, describe: false, default).Mesh;
                if (mesh is null) counter.Interrupt();
                else counter.Add(Ratio(mesh), time);
            }

            Console.WriteLine($"  {Path.GetFileName(path),-40} {counter.Total} in {counter.CountedSeconds:0.0} s");
        }
    }

    private static double Ratio(FaceMesh mesh) => (mesh.EyeAspectRatio(MeshPoints.LeftEye) + mesh.EyeAspectRatio(MeshPoints.RightEye)) / 2;

    /// <summary>Faces of the demo pictures of npm @vladmandic/face-api that are large enough.</summary>
    private static IEnumerable<DrawnFace> Faces(FaceReader reader)
    {
        for (var number = 1; number <= 6; number++)
        {
            using var photograph = Picture.Decode(File.ReadAllBytes(Path.Combine(NodePackages.Find("@vladmandic/face-api"), "demo", $"sample{number}.jpg"))).Value!;
            var large = reader.Read(photograph, FaceReading.Mesh).Where(face => face.Box.Height >= SmallestFace).ToList();
            foreach (var (face, index) in large.Select((face, index) => (face, index)))
            {
                if (DrawnFace.Of($"sample{number}.{index + 1}", photograph, face.Mesh!, reader) is { } drawn) yield return drawn;
            }
        }
    }

    private static List<string> Frames(string clip, int fps)
    {
        var folder = Directory.CreateTempSubdirectory("iris-blinks-").FullName;
        using var ffmpeg = Process.Start("ffmpeg", ["-loglevel", "error", "-i", clip, "-vf", $"fps={fps},scale=640:-2", "-q:v", "3", Path.Combine(folder, "%05d.jpg")]);
        ffmpeg.WaitForExit();
        return [.. Directory.EnumerateFiles(folder).Order()];
    }

    /// <summary>How many blinks there were, how many of them were told, and how many were told that were none.</summary>
    private readonly record struct Score(int Blinks, int Found, int False)
    {
        public static Score operator +(Score one, Score other) => new(one.Blinks + other.Blinks, one.Found + other.Found, one.False + other.False);

        public override string ToString() => $"{Blinks,3} blinks   recall {(double)Found / Blinks:0.00}   precision {(Found + False == 0 ? 0 : (double)Found / (Found + False)):0.00}";
    }
}
