using Iris.Tests.Browser;

namespace Iris.Tests.Live;

/// <summary>A fact that drives Chromium in front of a camera that shows a clip.</summary>
public sealed class CameraFactAttribute() : FactWhenAttribute(
    File.Exists(BrowserFixture.Chromium) && File.Exists(CameraFixture.Ffmpeg),
    $"Needs {BrowserFixture.Chromium} and {CameraFixture.Ffmpeg} (Debian: apt install chromium ffmpeg).");
