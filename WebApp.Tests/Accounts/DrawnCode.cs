using System.Globalization;
using System.Text.RegularExpressions;
using ZXing;
using ZXing.Common;
using ZXing.QrCode;

namespace Iris.Tests.Accounts;

/// <summary>Reads a QR code as the camera of a phone does: from its light and dark, by a library that has not drawn it.</summary>
internal static partial class DrawnCode
{
    /// <summary>So many pixels across each module.</summary>
    private const int Scale = 6;

    /// <param name="path">The dark modules: rectangles in modules, such as <c>M4 4h7v1h-7z</c>.</param>
    /// <param name="size">The whole picture in modules, its quiet margin included.</param>
    public static string Read(string path, int size)
    {
        var edge = size * Scale;
        var luminance = new byte[edge * edge];
        luminance.AsSpan().Fill(255);
        foreach (Match rectangle in Rectangle().Matches(path))
        {
            var (x, y, width, height) = (Number(rectangle, 1), Number(rectangle, 2), Number(rectangle, 3), Number(rectangle, 4));
            for (var row = y * Scale; row < (y + height) * Scale; row++) luminance.AsSpan((row * edge) + (x * Scale), width * Scale).Clear();
        }

        var picture = new BinaryBitmap(new HybridBinarizer(new RGBLuminanceSource(luminance, edge, edge, RGBLuminanceSource.BitmapFormat.Gray8)));
        return new QRCodeReader().decode(picture)?.Text ?? "";
    }

    private static int Number(Match match, int group) => int.Parse(match.Groups[group].Value, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"M(\d+) (\d+)h(\d+)v(\d+)h-\d+z")]
    private static partial Regex Rectangle();
}
