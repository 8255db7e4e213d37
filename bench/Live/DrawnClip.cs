using Iris.Live.Sessions;
using Iris.Platform.Imaging;

namespace Iris.Bench.Live;

/// <summary>A blink that was drawn: when it began and ended, in seconds.</summary>
internal readonly record struct DrawnBlink(double Start, double End)
{
    public bool Holds(double time) => time > Start && time < End;
}

/// <summary>
/// Half a minute in front of a webcam of 640 × 480: a <see cref="DrawnFace"/> that blinks at known times, moves a little, narrows its eyes now and then without
/// blinking, in noise and JPEG as the browser sends it: whole frames, or 256 pixels wide crops of them.
/// </summary>
internal sealed class DrawnClip
{
    public const double Seconds = 30;

    private const int FrameWidth = 640, FrameHeight = 480, CropWidth = 256, Quality = 80;
    private const double NoiseDeviation = 3;

    /// <summary>How far narrowed eyes are shut, and how many seconds that takes.</summary>
    private const float Narrowed = 0.18f, NarrowingSeconds = 0.1f;

    /// <summary>Drawn once: a million Gaussian numbers for each frame would take longer than the networks.</summary>
    private static readonly float[] Noise = MakeNoise();

    private readonly DrawnFace face;
    private readonly Random random;
    private readonly List<DrawnBlink> blinks = [], narrowings = [];

    public DrawnClip(DrawnFace face, int seed)
    {
        (this.face, random) = (face, new Random(seed));
        // Blinks come 2 to 6 s apart and last 100 to 300 ms; between most of them the eyes are narrowed, for as long as a blink or four times as long.
        for (var time = 3.0; time < Seconds - 1;)
        {
            blinks.Add(new(time, time + 0.1 + 0.2 * random.NextDouble()));
            var pause = 2 + 4 * random.NextDouble();
            if (pause > 3) narrowings.Add(new(time + 1.2, time + 1.5 + 0.9 * random.NextDouble()));
            time += pause;
        }
    }

    public IReadOnlyList<DrawnBlink> Blinks => blinks;

    /// <summary>What the camera sends at a moment.</summary>
    public byte[] Show(double time, Crop? crop)
    {
        using var still = face.Draw(Closed(time));
        var window = (crop ?? new(0, 0, 1, 1)).In(FrameWidth, FrameHeight);
        var (pixelWidth, pixelHeight) = crop is null ? (FrameWidth, FrameHeight) : (CropWidth, (int)MathF.Round(CropWidth * window.Height / window.Width));
        // The head sways by some pixels, nods and comes a little nearer and farther, each in its own rhythm.
        var (swayX, swayY, turn, zoom) = (5 * Math.Sin(1.7 * time), 4 * Math.Sin(1.1 * time + 1), 0.03 * Math.Sin(0.8 * time), 1 + 0.02 * Math.Sin(0.5 * time));
        var scale = (double)DrawnFace.Width / FrameWidth * zoom;
        var values = new float[3 * pixelWidth * pixelHeight];
        still.Warp(
            Affine.FromBox(window.X * scale + swayX, window.Y * scale + swayY, window.Width * scale, window.Height * scale, pixelWidth, pixelHeight, PixelCentres.Half, (float)turn),
            pixelWidth, pixelHeight, values, TensorFormat.Bytes(channelsFirst: false));
        var rgb = new byte[values.Length];
        var shift = random.Next(Noise.Length);
        for (var i = 0; i < rgb.Length; i++) rgb[i] = (byte)Math.Clamp(MathF.Round(values[i] + Noise[(i + shift) % Noise.Length]), 0, 255);
        using var picture = Picture.FromRgb(pixelWidth, pixelHeight, rgb);
        return picture.Encode(PictureFormat.Jpeg, Quality);
    }

    /// <summary>A lid falls in a third of a blink and rises in the rest, both smoothly.</summary>
    private float Closed(double time)
    {
        foreach (var blink in blinks)
        {
            if (!blink.Holds(time)) continue;
            var part = (time - blink.Start) / (blink.End - blink.Start);
            return Smooth(part < 1 / 3.0 ? 3 * part : 1.5 * (1 - part));
        }

        foreach (var narrowing in narrowings)
        {
            if (narrowing.Holds(time)) return Narrowed * Smooth(Math.Min(time - narrowing.Start, narrowing.End - time) / NarrowingSeconds);
        }

        return 0;
    }

    private static float Smooth(double part) => (float)(0.5 - 0.5 * Math.Cos(Math.PI * Math.Clamp(part, 0, 1)));

    /// <summary>Nearly Gaussian: sums of four even numbers.</summary>
    private static float[] MakeNoise()
    {
        var random = new Random(1);
        return [.. Enumerable.Range(0, 99_991).Select(_ => (float)((random.NextDouble() + random.NextDouble() + random.NextDouble() + random.NextDouble() - 2) * NoiseDeviation * Math.Sqrt(3)))];
    }
}
