using System.Buffers;
using Iris.Platform.Diffusion.Folders;
using Iris.Platform.Imaging;
using Iris.Platform.Inference;

namespace Iris.Platform.Diffusion.Sampling;

/// <summary>From clean latents to a picture.</summary>
internal static class Decoder
{
    /// <summary>Decodes square latents.</summary>
    public static Picture Decode(INetwork model, ModelFolder folder, ReadOnlySpan<float> latents, CancellationToken cancellation)
    {
        var size = folder.Description.Size;
        var buffer = ArrayPool<float>.Shared.Rent(3 * size * size);
        try
        {
            var planes = buffer.AsSpan(0, 3 * size * size);
            Decode(model, folder, latents, planes, cancellation);
            return FromPlanes(planes, size);
        }
        finally
        {
            ArrayPool<float>.Shared.Return(buffer);
        }
    }

    /// <summary>Decodes square latents to a red, a green and a blue plane, about −1 to 1.</summary>
    public static void Decode(INetwork model, ModelFolder folder, ReadOnlySpan<float> latents, Span<float> planes, CancellationToken cancellation)
    {
        var (files, edge) = (folder.Decoder, folder.Denoiser.Edge);
        using var input = Tensor.Rent(files.Latents.Type, 1, folder.Denoiser.Channels, edge, edge);
        var buffer = ArrayPool<float>.Shared.Rent(latents.Length);
        for (var i = 0; i < latents.Length; i++) buffer[i] = latents[i] / files.ScalingFactor;
        input.Write(buffer.AsSpan(0, latents.Length));
        ArrayPool<float>.Shared.Return(buffer);
        model.Run([(files.Latents.Name, input)], DecoderFiles.Output, planes, cancellation);
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
