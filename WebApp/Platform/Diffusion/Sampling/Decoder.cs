using System.Buffers;
using Iris.Platform.Diffusion.Folders;
using Iris.Platform.Imaging;
using Iris.Platform.Inference;

namespace Iris.Platform.Diffusion.Sampling;

/// <summary>From clean latents to a picture.</summary>
internal static class Decoder
{
    /// <summary>Decodes square latents with the network.</summary>
    public static Picture Decode(Model model, DecoderFiles files, ReadOnlySpan<float> latents, int channels, int edge, CancellationToken cancellation)
    {
        using var input = Tensor.Rent(files.Latents.Type, 1, channels, edge, edge);
        var size = edge * files.Scale;
        var buffer = ArrayPool<float>.Shared.Rent(Math.Max(latents.Length, 3 * size * size));
        try
        {
            var scaled = buffer.AsSpan(0, latents.Length);
            for (var i = 0; i < scaled.Length; i++) scaled[i] = latents[i] / files.ScalingFactor;
            input.Write(scaled);
            using var outputs = model.Run([(files.Latents.Name, input)], DecoderFiles.Output, cancellation);
            var planes = buffer.AsSpan(0, 3 * size * size);
            outputs.Read(0, planes);
            return FromPlanes(planes, size);
        }
        finally
        {
            ArrayPool<float>.Shared.Return(buffer);
        }
    }

    /// <summary>A square picture from its red, its green and its blue plane, −1 to 1; what lies beyond is cut off.</summary>
    public static Picture FromPlanes(ReadOnlySpan<float> planes, int size)
    {
        var count = size * size;
        var rgb = ArrayPool<byte>.Shared.Rent(3 * count);
        for (var channel = 0; channel < 3; channel++)
        {
            var plane = planes.Slice(channel * count, count);
            for (var i = 0; i < count; i++) rgb[3 * i + channel] = (byte)Math.Clamp(127.5f * plane[i] + 128, 0, 255);
        }

        var picture = Picture.FromRgb(size, size, rgb.AsSpan(0, 3 * count));
        ArrayPool<byte>.Shared.Return(rgb);
        return picture;
    }
}
