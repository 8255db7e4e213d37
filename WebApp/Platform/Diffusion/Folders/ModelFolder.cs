using Iris.Platform.Diffusion.Schedulers;
using Iris.Platform.Diffusion.Tokens;
using Iris.Platform.Inference.Remote;

namespace Iris.Platform.Diffusion.Folders;

/// <summary>One folder of weights in the usual ONNX layout of Stable Diffusion, checked as far as that is possible without loading a network.</summary>
internal sealed record ModelFolder(
    string Path,
    PainterDescription Description,
    PainterManifest Manifest,
    ClipTokenizer Tokenizer,
    TextEncoderFiles TextEncoder,
    DenoiserFiles Denoiser,
    DecoderFiles Decoder,
    SchedulerSettings Scheduler,
    RemoteNetworks? Remote)
{
    private const int LargestPicture = 1024;

    /// <param name="id">Of the painter.</param>
    /// <param name="path">Of the folder.</param>
    /// <param name="servers">That may run its networks; a folder that names one is checked with what that says.</param>
    /// <exception cref="FolderProblemException">Something is missing or wrong; the message says what.</exception>
    public static ModelFolder Read(string id, string path, ModelServers servers)
    {
        if (!Directory.Exists(path)) throw new FolderProblemException("missing-folder", path);
        var files = new FolderFiles(path, id, servers);
        var textEncoder = TextEncoderFiles.Read(files);
        var tokenizer = TokenizerFiles.Read(files, textEncoder.Length, textEncoder.Words);
        var denoiser = DenoiserFiles.Read(files);
        if (textEncoder.Width is { } width && width != denoiser.Width)
        {
            throw new FolderProblemException("widths-differ", files.TitleOf(TextEncoderFiles.Network), width, files.TitleOf(DenoiserFiles.Network), denoiser.Width);
        }

        var decoder = DecoderFiles.Read(files);
        if (decoder.Channels is { } channels && channels != denoiser.Channels)
        {
            throw new FolderProblemException("channels-differ", files.TitleOf(DenoiserFiles.Network), denoiser.Channels, files.TitleOf(DecoderFiles.Network), channels);
        }

        var scheduler = SchedulerFile.Read(files);
        var manifest = PainterManifest.Read(files, denoiser.Channels);
        var description = Describe(id, manifest, scheduler, denoiser, denoiser.Edge * decoder.Scale);
        return new ModelFolder(path, description, manifest, tokenizer, textEncoder, denoiser, decoder, scheduler, files.Remote);
    }

    private static PainterDescription Describe(string id, PainterManifest manifest, SchedulerSettings scheduler, DenoiserFiles denoiser, int size)
    {
        var (steps, guidance) = Habits(id, scheduler, denoiser);
        var most = Math.Min(PainterDescription.MostSteps, scheduler.Kind == SchedulerKind.Lcm ? scheduler.OriginalSteps : scheduler.TrainingSteps);
        return new PainterDescription(
            id,
            manifest.Name ?? id,
            manifest.Version ?? id,
            Math.Min(manifest.Steps ?? steps, most),
            most,
            (float)(manifest.Guidance ?? guidance),
            size,
            [.. new[] { size, 2 * size, 4 * size }.Where(edge => edge == size || edge <= LargestPicture)],
            manifest.Scheduler ?? scheduler.Kind,
            manifest.Vocabulary is not null,
            manifest.Examples);
    }

    /// <summary>Steps and guidance that a kind of weights is usually run with: consistency models, those distilled to a few steps, all others.</summary>
    private static (int Steps, double Guidance) Habits(string id, SchedulerSettings scheduler, DenoiserFiles denoiser)
    {
        if (scheduler.Kind == SchedulerKind.Lcm || denoiser.Condition is not null) return (4, denoiser.Condition is not null ? 8 : 1);
        var isTurbo = id.Contains("turbo", StringComparison.OrdinalIgnoreCase)
            || (scheduler.Kind is SchedulerKind.Euler or SchedulerKind.EulerAncestral && scheduler.Spacing == TimestepSpacing.Trailing);
        return isTurbo ? (2, 1) : (25, 7.5);
    }
}
