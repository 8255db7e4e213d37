using System.Buffers;
using Iris.Platform.Diffusion.Folders;
using Iris.Platform.Imaging;
using Iris.Platform.Inference;

namespace Iris.Platform.Diffusion.Sampling;

/// <summary>
/// A glance at what the picture will be. Latents are nearly a small picture in other colours: a linear map, fitted for the weights, turns each into a pixel. Where
/// none is known the decoder runs, which can take longer than several steps.
/// </summary>
internal sealed class Preview
{
    private const int Edge = 128;

    /// <summary>
    /// The map of Stable Diffusion 1 and 2, whose latents are the same (found by "keturn" in 2022, discuss.huggingface.co/t/23204), as in
    /// <see cref="PainterManifest.Preview"/>.
    /// </summary>
    private static readonly float[] StableDiffusion = [0.298f, 0.207f, 0.208f, 0.187f, 0.286f, 0.173f, -0.158f, 0.189f, 0.264f, -0.184f, -0.271f, -0.473f, 0, 0, 0];

    private readonly ModelFolder folder;
    private readonly INetwork decoder;
    private readonly float[]? map;

    public Preview(ModelFolder folder, INetwork decoder)
    {
        (this.folder, this.decoder) = (folder, decoder);
        var isStableDiffusion = folder.Denoiser.Channels == 4 && folder.Decoder.ScalingFactor == 0.18215f;
        map = folder.Manifest.Preview ?? (isStableDiffusion ? StableDiffusion : null);
    }

    /// <summary>Whether it takes next to no time.</summary>
    public bool IsCheap => map is not null;

    /// <param name="clean">The clean latents that a step expects.</param>
    /// <param name="cancellation">Ends the decoder's run.</param>
    public Picture Of(ReadOnlySpan<float> clean, CancellationToken cancellation)
    {
        var edge = folder.Denoiser.Edge;
        if (map is null)
        {
            using var decoded = Decoder.Decode(decoder, folder, clean, cancellation);
            return decoded.Resize(Edge);
        }

        using var mapped = Map(clean, edge);
        return Stretch(mapped, Math.Max(Edge, edge));
    }

    /// <summary>Bilinear and on this thread: a pipeline of libvips would cost more than the pixels (guarded by the share of the denoiser in bench/).</summary>
    private static Picture Stretch(Picture small, int edge)
    {
        var planes = ArrayPool<float>.Shared.Rent(3 * edge * edge);
        var stretched = planes.AsSpan(0, 3 * edge * edge);
        small.Warp(Affine.Resize(small.Width, small.Height, edge, edge), edge, edge, stretched, TensorFormat.MinusOneToOne(channelsFirst: true), frame: new(0, 0, small.Width, small.Height));
        var picture = Decoder.FromPlanes(stretched, edge);
        ArrayPool<float>.Shared.Return(planes);
        return picture;
    }

    private Picture Map(ReadOnlySpan<float> clean, int edge)
    {
        var count = edge * edge;
        var channels = clean.Length / count;
        var planes = ArrayPool<float>.Shared.Rent(3 * count);
        for (var colour = 0; colour < 3; colour++)
        {
            var plane = planes.AsSpan(colour * count, count);
            plane.Fill(map![3 * channels + colour]);
            for (var channel = 0; channel < channels; channel++)
            {
                var (latents, factor) = (channel * count, map[3 * channel + colour]);
                for (var i = 0; i < count; i++) plane[i] += factor * clean[latents + i];
            }
        }

        var picture = Decoder.FromPlanes(planes.AsSpan(0, 3 * count), edge);
        ArrayPool<float>.Shared.Return(planes);
        return picture;
    }
}
