using System.Diagnostics;
using Iris.Platform;
using Iris.Tests.Browser;

namespace Iris.Tests.Live;

/// <summary>
/// The program and a Chromium whose camera is a clip, over and over: a face in the middle, nearer, in the middle, lower, turned, and nobody. The face is
/// that of the woman on the left of <c>sample6.jpg</c> of npm @vladmandic/face-api (MIT).
/// </summary>
public sealed class CameraFixture : BrowserFixture
{
    /// <summary>Where Debian puts it.</summary>
    public const string Ffmpeg = "/usr/bin/ffmpeg";

    /// <summary>Seconds of each part of the clip, and the filter that makes it of the photograph: 640 × 480 in the end. Chromium plays such a file at 30 frames per second.</summary>
    private static readonly (int Seconds, string Filter)[] Parts =
    [
        (14, Shown(width: 560, up: 0)),
        (10, Shown(width: 420, up: 0)),
        (6, Shown(width: 560, up: 0)),
        (10, Shown(width: 560, up: 70)),
        (10, $"crop=900:900:296:165,rotate=24*PI/180,crop=560:420,scale=640:480"),
        (10, "crop=40:30:0:0,scale=640:480"),
    ];

    private readonly string folder = Directory.CreateTempSubdirectory("iris-camera-").FullName;

    protected override IEnumerable<string> MoreSwitches =>
        ["--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream", $"--use-file-for-fake-video-capture={Clip}", "--autoplay-policy=no-user-gesture-required"];

    private string Clip => Path.Combine(folder, "camera.mjpeg");

    public override async Task InitializeAsync()
    {
        if (!File.Exists(Chromium) || !File.Exists(Ffmpeg))
        {
            return;
        }

        await MakeClipAsync();
        await base.InitializeAsync();
    }

    public override async Task DisposeAsync()
    {
        await base.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    /// <summary>The face at (746, 615) of the padded photograph, in a frame of this width, moved down in it.</summary>
    private static string Shown(int width, int up) => $"crop={width}:{width * 3 / 4}:{746 - width / 2}:{615 - width * 3 / 8 - up},scale=640:480";

    private async Task MakeClipAsync()
    {
        var photograph = Path.Combine(NodePackages.Find("@vladmandic/face-api"), "demo", "sample6.jpg");
        var inputs = Parts.SelectMany(part => new[] { "-loop", "1", "-framerate", "30", "-t", $"{part.Seconds}", "-i", photograph });
        var filters = Parts.Select((part, index) => $"[{index}]pad=iw+400:ih:400:0:gray,{part.Filter},setsar=1,format=yuvj420p[p{index}]");
        var joined = string.Concat(Parts.Select((_, index) => $"[p{index}]")) + $"concat=n={Parts.Length}";
        using var ffmpeg = Process.Start(Ffmpeg, ["-v", "error", "-y", .. inputs, "-filter_complex", string.Join(';', [.. filters, joined]), "-c:v", "mjpeg", "-q:v", "4", "-f", "mjpeg", Clip]);
        await ffmpeg.WaitForExitAsync();
        Assert.Equal(0, ffmpeg.ExitCode);
    }
}

/// <summary>Tests that share the one <see cref="CameraFixture"/>: <c>[Collection(nameof(WithCamera))]</c>.</summary>
[CollectionDefinition(nameof(WithCamera))]
public sealed class WithCamera : ICollectionFixture<CameraFixture>;
