using System.Threading.Channels;
using Iris.Live.Analysis;
using Iris.Platform.Data;
using Iris.Platform.Imaging;
using Iris.Platform.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Iris.Live.Frames;

/// <summary>A frame on its way into the store.</summary>
internal sealed record TakenFrame(Guid OwnerId, Guid ReportId, DateTimeOffset TakenAt, PostureState State, AlertKind? Alert, FramePictures Pictures);

/// <summary>A frame, smaller and without what its device wrote into it, as JPEGs.</summary>
internal sealed record FramePictures(byte[] Picture, byte[] Thumbnail, int Width, int Height)
{
    public static FramePictures Of(Picture frame, FrameOptions options)
    {
        using var picture = frame.Resize(options.Side);
        using var thumbnail = picture.Resize(options.ThumbnailSide);
        return new(picture.Encode(PictureFormat.Jpeg, options.Quality), thumbnail.Encode(PictureFormat.Jpeg, options.Quality), picture.Width, picture.Height);
    }

    public int Bytes => Picture.Length + Thumbnail.Length;
}

/// <summary>Writes kept frames beside the sessions, which must not wait for a store. The queue is short; what does not fit is not kept.</summary>
internal sealed class FrameKeeper(
    IDbContextFactory<AppDbContext> databases, IObjectStore store, FrameKeepings keepings, TimeProvider clock, IOptions<FrameOptions> options, ILogger<FrameKeeper> logger)
    : BackgroundService
{
    private readonly Channel<TakenFrame> queue =
        Channel.CreateBounded<TakenFrame>(new BoundedChannelOptions(options.Value.QueueLength) { FullMode = BoundedChannelFullMode.DropWrite, SingleReader = true });

    public FrameOptions Options => options.Value;

    public FrameKeepings Keepings => keepings;

    /// <summary>Keeps a frame soon, or drops it where too many wait.</summary>
    public void Offer(TakenFrame frame) => queue.Writer.TryWrite(frame);

    /// <summary>
    /// Keeps a frame so that a crash at any point leaves nothing unreachable: the row comes first, as one that is deleted, so that the sweep would find the
    /// objects; it is shown when they are there. False when the consent was withdrawn or the session erased meanwhile; then nothing is left.
    /// </summary>
    public async Task<bool> KeepAsync(TakenFrame taken, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        await using var db = await databases.CreateDbContextAsync(cancellation);
        if (!await db.Set<FrameKeeping>().OwnedBy(taken.OwnerId).AnyAsync(keeping => keeping.ConsentAt != null, cancellation)) return false;
        var frame = new KeptFrame
        {
            Id = Guid.CreateVersion7(taken.TakenAt),
            OwnerId = taken.OwnerId,
            ReportId = taken.ReportId,
            TakenAt = taken.TakenAt,
            State = taken.State,
            Alert = taken.Alert,
            PictureKey = ObjectKey.New("frames", PictureFormat.Jpeg.Extension()),
            ThumbnailKey = ObjectKey.New("frames", PictureFormat.Jpeg.Extension()),
            Width = taken.Pictures.Width,
            Height = taken.Pictures.Height,
            Bytes = taken.Pictures.Bytes,
            DeletedAt = now,
        };
        db.Add(frame);
        await db.SaveChangesAsync(cancellation);
        await Task.WhenAll(
            store.PutAsync(frame.PictureKey, taken.Pictures.Picture, PictureFormat.Jpeg.MediaType(), cancellation),
            store.PutAsync(frame.ThumbnailKey, taken.Pictures.Thumbnail, PictureFormat.Jpeg.MediaType(), cancellation));
        // One statement that asks for the consent again: who turns it off, or erases the account, is not followed by a frame that was on its way.
        var shown = await db.Set<KeptFrame>()
            .Where(row => row.Id == frame.Id && db.Set<FrameKeeping>().Any(keeping => keeping.OwnerId == row.OwnerId && keeping.ConsentAt != null))
            .ExecuteUpdateAsync(set => set.SetProperty(row => row.DeletedAt, (DateTimeOffset?)null), cancellation);
        if (shown > 0) return true;
        await store.DeleteAsync([frame.PictureKey, frame.ThumbnailKey], cancellation);
        await db.Set<KeptFrame>().Where(row => row.Id == frame.Id).ExecuteDeleteAsync(cancellation);
        return false;
    }

    /// <summary>What was taken before an orderly stop is kept.</summary>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        queue.Writer.TryComplete();
        if (ExecuteTask is { } writing) await writing.WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await base.StopAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await foreach (var frame in queue.Reader.ReadAllAsync(stoppingToken))
        {
            try
            {
                await KeepAsync(frame, stoppingToken);
            }
            catch (Exception failure) when (failure is not OperationCanceledException)
            {
                logger.LogError(failure, "A frame of session {Session} could not be kept", frame.ReportId);
            }
        }
    }
}
