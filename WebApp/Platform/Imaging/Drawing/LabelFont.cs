using SkiaSharp;

namespace Iris.Platform.Imaging.Drawing;

/// <summary>The font of drawn labels, which comes with Iris because a server may have none with Korean letters: Noto Sans KR, semi-bold (OFL 1.1).</summary>
internal static class LabelFont
{
    private const string Package = "@expo-google-fonts/noto-sans-kr", File = "600SemiBold/NotoSansKR_600SemiBold.ttf";

    private static readonly Lazy<SKTypeface> Loaded = new(() =>
        SKTypeface.FromFile(Path.Combine(NodePackages.Find(Package), File)) ?? throw new InvalidDataException($"The font of the npm package '{Package}' can't be read."));

    /// <summary>Loaded when first used, and safe to draw with from several threads.</summary>
    public static SKTypeface Typeface => Loaded.Value;
}
