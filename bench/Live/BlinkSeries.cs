using System.Globalization;
using Iris.Live.Analysis;
using Iris.Live.Sessions;
using Iris.Platform.Faces;
using Iris.Platform.Imaging;

namespace Iris.Bench.Live;

/// <summary>What the networks see of the eyes in a drawn clip, frame by frame: read once, counted by any rule, and kept in a file if a folder is given.</summary>
internal sealed class BlinkSeries
{
    /// <summary>A blink is told when the eye is open again; so late it may be.</summary>
    private const double Lateness = 0.25;

    /// <summary>A frame of a browser comes earlier or later by up to this part of the time between two, and so many of a hundred never come.</summary>
    private const double Jitter = 0.25, Lost = 0.02;

    private readonly List<(double Time, EyeRatios? Eyes)> frames = [];
    private readonly List<DrawnBlink> blinks;

    private BlinkSeries(IEnumerable<DrawnBlink> blinks) => this.blinks = [.. blinks];

    /// <param name="reader">The networks.</param>
    /// <param name="face">Whose eyes.</param>
    /// <param name="seed">Of times, noise and lost frames.</param>
    /// <param name="fps">Frames per second, on average and before some are lost.</param>
    /// <param name="folder">Where such a series was kept before, or will be.</param>
    public static BlinkSeries Of(FaceReader reader, DrawnFace face, int seed, double fps, string? folder)
    {
        if (folder is null) return Watch(reader, face, seed, fps);
        var path = Path.Combine(folder, $"{face.Name}-{seed}-{fps}.csv");
        if (File.Exists(path)) return Load(path);
        var series = Watch(reader, face, seed, fps);
        series.Save(path);
        return series;
    }

    public BlinkScore Count(PostureOptions options)
    {
        var (counter, told) = (new BlinkCounter(options), new List<double>());
        foreach (var (time, eyes) in frames)
        {
            if (eyes is not { } ratios) counter.Interrupt();
            else if (counter.Add(ratios.Mean, time)) told.Add(time);
        }

        var found = 0;
        foreach (var blink in blinks)
        {
            var index = told.FindIndex(time => time >= blink.Start && time <= blink.End + Lateness);
            if (index < 0) continue;
            told.RemoveAt(index);
            found++;
        }

        return new(blinks.Count, found, told.Count);
    }

    private static BlinkSeries Watch(FaceReader reader, DrawnFace face, int seed, double fps)
    {
        var (clip, random) = (new DrawnClip(face, seed), new Random(seed));
        var (series, track, crop) = (new BlinkSeries(clip.Blinks), new FaceTrack(reader, new LiveOptions()), (Crop?)null);
        for (var frame = 1; frame < DrawnClip.Seconds * fps; frame++)
        {
            var time = (frame + Jitter * (2 * random.NextDouble() - 1)) / fps;
            if (random.NextDouble() < Lost) continue;
            using var picture = Picture.Decode(clip.Show(time, crop), 640).Value!;
            var mesh = track.Look(picture, crop, time, null, describe: false, default).Mesh;
            crop = track.Next(time);
            series.frames.Add((time, mesh is null ? null : new(mesh.EyeAspectRatio(MeshPoints.LeftEye), mesh.EyeAspectRatio(MeshPoints.RightEye))));
        }

        return series;
    }

    private void Save(string path)
    {
        // Under its name only when it is whole: a run may be stopped.
        var part = path + ".part";
        using (var file = new StreamWriter(part)) Write(file);
        File.Move(part, path, overwrite: true);
    }

    private void Write(StreamWriter file)
    {
        file.WriteLine(string.Join(' ', blinks.Select(blink => string.Create(CultureInfo.InvariantCulture, $"{blink.Start:0.0000} {blink.End:0.0000}"))));
        foreach (var (time, eyes) in frames)
        {
            file.WriteLine(eyes is { } ratios ? string.Create(CultureInfo.InvariantCulture, $"{time:0.0000} {ratios.Left:0.00000} {ratios.Right:0.00000}") : time.ToString("0.0000", CultureInfo.InvariantCulture));
        }
    }

    private static BlinkSeries Load(string path)
    {
        var lines = File.ReadLines(path).Select(line => Array.ConvertAll(line.Split(' '), number => double.Parse(number, CultureInfo.InvariantCulture))).ToList();
        var series = new BlinkSeries(lines[0].Chunk(2).Select(blink => new DrawnBlink(blink[0], blink[1])));
        foreach (var frame in lines.Skip(1)) series.frames.Add((frame[0], frame.Length == 1 ? null : new(frame[1], frame[2])));
        return series;
    }
}

/// <summary>How many blinks there were, how many of them were told, and how many were told that were none.</summary>
internal readonly record struct BlinkScore(int Blinks, int Found, int False)
{
    public static BlinkScore operator +(BlinkScore one, BlinkScore other) => new(one.Blinks + other.Blinks, one.Found + other.Found, one.False + other.False);

    public override string ToString() => $"recall {(double)Found / Blinks:0.00}, precision {(Found + False == 0 ? 0 : (double)Found / (Found + False)):0.00} ({Found} + {False})";
}
