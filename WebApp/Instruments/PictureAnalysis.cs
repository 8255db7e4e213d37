using System.Diagnostics;
using Iris.Instruments.Readings;
using Iris.Platform;
using Iris.Platform.Imaging;
using Iris.Platform.Imaging.Files;
using Iris.Platform.Inference;
using Iris.Platform.Storage;
using Microsoft.Extensions.Options;

namespace Iris.Instruments;

/// <summary>
/// The way of a still picture, the same for every instrument: intake, analysis, object store, database. A picture that is refused leaves nothing behind.
/// </summary>
internal sealed class PictureAnalysis(
    InferenceGate gate, ReadingKeeper keeper, IObjectStore store, IOptions<PictureLimits> limits, TimeProvider clock, InstrumentMetrics metrics)
{
    /// <summary>Longest side of a thumbnail in pixels: sharp on a card 240 CSS pixels wide on a phone's dense screen.</summary>
    public const int ThumbnailSide = 480;

    private const int LongestFileName = 200;

    /// <summary>Of the JPEG for browsers that stands for a TIFF or a stretched picture.</summary>
    private const int ShownQuality = 95;

    /// <summary>Analyses a picture and keeps it with its result.</summary>
    /// <param name="owner">Whose reading it becomes.</param>
    /// <param name="instrument">Who looks at it.</param>
    /// <param name="upload">The picture and the instrument's options; hostile until proven otherwise.</param>
    /// <param name="cancellation">Cancelled when the caller went away; then nothing is kept.</param>
    public async Task<Outcome<Reading>> RunAsync(Guid owner, Instrument instrument, PictureUpload upload, CancellationToken cancellation)
    {
        if (!instrument.ReadOptions(upload.Fields).Succeeded(out var options, out var refusal)
            || !(await instrument.PrepareAsync(options, cancellation)).Succeeded(out options, out refusal))
        {
            return refusal;
        }

        if (!PictureHeader.Read(upload.File, limits.Value).Succeeded(out var header, out refusal)
            || !(await gate.EnterAsync(cancellation, Work(instrument, header))).Succeeded(out var place, out refusal))
        {
            return refusal;
        }

        Examination? examination;
        using (place)
        {
            var outcome = await Cores.RunAsync(() => ExamineAsync(instrument, upload.File, header, options, cancellation), cancellation);
            metrics.Analysed(instrument.Slug, outcome.Refusal);
            if (!outcome.Succeeded(out examination, out refusal))
            {
                return refusal;
            }
        }

        return await KeepAsync(owner, instrument, examination, CleanName(upload.FileName), cancellation);
    }

    /// <summary>Looks again at a picture that is kept, with other options. Nothing is written.</summary>
    /// <param name="reading">Whose picture.</param>
    /// <param name="instrument">Who looks at it.</param>
    /// <param name="options">As <see cref="Instrument.ReadOptions"/> returns them.</param>
    /// <param name="cancellation">Ends the analysis early.</param>
    public async Task<Outcome<SecondLook>> AgainAsync(Reading reading, Instrument instrument, object options, CancellationToken cancellation)
    {
        await using var stored = await store.OpenAsync(reading.OriginalKey, cancellation);
        if (stored is null) return Refusal.Of<InstrumentsText>("picture-gone", StatusCodes.Status404NotFound);
        var file = new byte[stored.Length];
        await stored.Content.ReadExactlyAsync(file, cancellation);
        if (!PictureHeader.Read(file, PictureLimits.Stored).Succeeded(out var header, out var refusal)
            || !(await gate.EnterAsync(cancellation, Work(instrument, header))).Succeeded(out var place, out refusal))
        {
            return refusal;
        }

        using (place)
        {
            var outcome = await Cores.RunAsync(() => Task.FromResult(LookAgain(file, header, instrument, options, cancellation)), cancellation);
            metrics.Analysed(instrument.Slug, outcome.Refusal);
            return outcome;
        }
    }

    /// <summary>The pixels that are looked at, where an instrument wants all of them.</summary>
    private static long Work(Instrument instrument, PictureHeader header) => instrument.LongestSide is null ? (long)header.Width * header.Height : 0;

    private static Outcome<SecondLook> LookAgain(byte[] file, PictureHeader header, Instrument instrument, object options, CancellationToken cancellation)
    {
        var started = Stopwatch.GetTimestamp();
        if (!Picture.Decode(file, instrument.LongestSide, PictureLimits.Stored).Succeeded(out var picture, out var refusal))
        {
            return refusal;
        }

        using (picture)
        {
            return instrument.Analyse(picture, (float)header.Width / picture.Width, options, cancellation).Succeeded(out var finding, out refusal)
                ? new SecondLook(PictureNotes.Of(header, picture)?.AddTo(finding) ?? finding, Stopwatch.GetElapsedTime(started))
                : refusal;
        }
    }

    private async Task<Outcome<Examination>> ExamineAsync(Instrument instrument, ReadOnlyMemory<byte> file, PictureHeader header, object options, CancellationToken cancellation)
    {
        var started = Stopwatch.GetTimestamp();
        if (!Picture.Decode(file, instrument.LongestSide, limits.Value).Succeeded(out var picture, out var refusal))
        {
            return refusal;
        }

        using (picture)
        {
            // What is kept does not depend on what is found: a free core prepares it meanwhile.
            var preparing = Task.Run(() => Prepare(file, header, picture), CancellationToken.None);
            Outcome<Finding> outcome;
            try
            {
                outcome = instrument.Analyse(picture, (float)header.Width / picture.Width, options, cancellation);
            }
            finally
            {
                // The picture may only go when nobody reads it any more.
                await ((Task)preparing).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }

            var elapsed = Stopwatch.GetElapsedTime(started);
            return outcome.Succeeded(out var finding, out refusal) && (await preparing).Succeeded(out var pictures, out refusal)
                ? new Examination(header, PictureNotes.Of(header, picture)?.AddTo(finding) ?? finding, elapsed, pictures)
                : refusal;
        }
    }

    private Outcome<ReadingPictures> Prepare(ReadOnlyMemory<byte> file, PictureHeader header, Picture picture)
    {
        if (!CleanFile.WithoutMetadata(file, header, limits.Value).Succeeded(out var clean, out var refusal))
        {
            return refusal;
        }

        byte[]? shown = null;
        if (clean.Format is PictureFormat.Tiff || (picture.Stretch is not null && clean.Format == header.Format))
        {
            if (picture.Width == header.Width)
            {
                shown = picture.Encode(PictureFormat.Jpeg, ShownQuality);
            }
            else if (Picture.Decode(file, limits: limits.Value).Succeeded(out var whole, out refusal))
            {
                using (whole)
                {
                    shown = whole.Encode(PictureFormat.Jpeg, ShownQuality);
                }
            }
            else
            {
                return refusal;
            }
        }

        using var thumbnail = picture.Resize(ThumbnailSide);
        return new ReadingPictures(clean.Content, clean.Format, thumbnail.Encode(PictureFormat.Jpeg, 82), shown);
    }

    private async Task<Reading> KeepAsync(Guid owner, Instrument instrument, Examination examination, string? fileName, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        var reading = new Reading
        {
            Id = Guid.CreateVersion7(now),
            OwnerId = owner,
            Instrument = instrument.Slug,
            CreatedAt = now,
            DeletedAt = now,
            Model = examination.Finding.Model,
            ElapsedMs = examination.Elapsed.TotalMilliseconds,
            Result = examination.Finding.Result,
            OriginalKey = Reading.NewOriginalKey(examination.Pictures.Format, isShown: examination.Pictures.Shown is null),
            ThumbnailKey = ObjectKey.New("readings", PictureFormat.Jpeg.Extension()),
            FileName = fileName,
            Width = examination.Header.Width,
            Height = examination.Header.Height,
            Bytes = examination.Pictures.Bytes,
        };

        await keeper.KeepAsync(reading, examination.Pictures, publish: _ => Task.FromResult(true), cancellation);
        return reading;
    }

    private static string? CleanName(string? fileName)
    {
        var name = PlainText.OneLine(Path.GetFileName(fileName?.Replace('\\', '/')));
        return name.Length == 0 ? null : PlainText.Cut(name, LongestFileName);
    }

    private sealed record Examination(PictureHeader Header, Finding Finding, TimeSpan Elapsed, ReadingPictures Pictures);
}

/// <summary>What a picture that is kept turned out to be when it was looked at again.</summary>
internal sealed record SecondLook(Finding Finding, TimeSpan Elapsed);
