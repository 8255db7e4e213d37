using System.Text.Json;
using Iris.Diary.Painting.Prompts;
using Iris.Instruments;
using Iris.Instruments.Readings;
using Iris.Platform.Diffusion;
using Iris.Platform.Imaging;
using Iris.Platform.Storage;
using Iris.Platform.Web.Api;

namespace Iris.Diary.Painting.Jobs;

/// <summary>Turns a job into a request to the painter, and the picture into a reading of the gallery.</summary>
internal sealed class PaintingKeeper(ReadingKeeper readings, PaintingQueue queue, TimeProvider clock)
{
    public static PaintingRequest Request(PaintingJob job) => new(PaintingStyle.Apply(job.Style, job.Prompt)) { Seed = job.Seed, Steps = job.Steps, Size = job.Size };

    /// <summary>
    /// Keeps the picture and ends the job in one transaction, so that a job gives one picture however often it was begun; false when the job is not this
    /// run's any more.
    /// </summary>
    public Task<bool> KeepAsync(PaintingJob job, Painter painter, Picture picture, TimeSpan elapsed, CancellationToken cancellation)
    {
        var (now, by) = (clock.GetUtcNow(), painter.Description);
        using var small = picture.Resize(PictureAnalysis.ThumbnailSide);
        var (file, thumbnail) = (picture.Encode(PictureFormat.Png), small.Encode(PictureFormat.Jpeg, 88));
        var result = new PaintedPicture(job.Prompt, job.Style, job.Seed, job.Steps ?? by.Steps, picture.Width, by.Id, painter.UnknownWords(job.Prompt));
        var reading = new Reading
        {
            Id = Guid.CreateVersion7(now),
            OwnerId = job.OwnerId,
            Instrument = PaintedPictures.Name,
            CreatedAt = now,
            DeletedAt = now,
            Model = ModelOf(by),
            ElapsedMs = elapsed.TotalMilliseconds,
            Result = JsonSerializer.Serialize(result, ApiJson.Options),
            OriginalKey = Reading.NewOriginalKey(PictureFormat.Png, isShown: true),
            ThumbnailKey = ObjectKey.New("readings", PictureFormat.Jpeg.Extension()),
            Width = picture.Width,
            Height = picture.Height,
            Bytes = file.Length + thumbnail.Length,
        };
        return readings.KeepAsync(reading, new(file, PictureFormat.Png, thumbnail), publish: database => queue.CompleteAsync(database, job, reading.Id), cancellation);
    }

    /// <summary>The painter as it is written down with a picture.</summary>
    public static string ModelOf(PainterDescription painter) => $"{painter.Name} {painter.Version}".TrimEnd();
}
