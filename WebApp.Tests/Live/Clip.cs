using System.Diagnostics;
using Iris.Tests.Platform.Faces;

namespace Iris.Tests.Live;

/// <summary>Clips of webcams beside the repository, where a machine has them and ffmpeg.</summary>
internal static class Clip
{
    /// <summary>shared/data/webcam (intel-iot-devkit/sample-videos, CC-BY-4.0): three frontal clips and two in which a head turns.</summary>
    public static IEnumerable<string> Webcam() => File.Exists(CameraFixture.Ffmpeg) ? FaceNetworks.Shared("webcam").Where(path => Path.GetExtension(path) is ".mkv" or ".gif") : [];

    /// <summary>The first seconds of a clip, one JPEG after another, 640 pixels wide.</summary>
    public static IEnumerable<byte[]> Frames(string clip, int frameRate, int seconds)
    {
        using var ffmpeg = Process.Start(new ProcessStartInfo(
            CameraFixture.Ffmpeg, ["-loglevel", "error", "-i", clip, "-t", $"{seconds}", "-vf", $"fps={frameRate},scale=640:-2", "-f", "image2pipe", "-c:v", "mjpeg", "-q:v", "3", "-"])
        {
            RedirectStandardOutput = true,
        })!;
        using var bytes = new MemoryStream();
        ffmpeg.StandardOutput.BaseStream.CopyTo(bytes);
        ffmpeg.WaitForExit();
        var all = bytes.ToArray();
        // Within a JPEG's entropy-coded data FF is never followed by D8.
        for (var start = 0; start < all.Length;)
        {
            var next = all.AsSpan(start + 2).IndexOf<byte>([0xFF, 0xD8, 0xFF]);
            var end = next < 0 ? all.Length : start + 2 + next;
            yield return all[start..end];
            start = end;
        }
    }
}
