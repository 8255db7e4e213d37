using Iris.Platform.Diffusion;
using Iris.Platform.Imaging;

namespace Iris.Diary.Painting.Jobs;

/// <summary>A picture that this node is painting.</summary>
internal sealed class PaintingRun : IDisposable
{
    private const int LongestPreviewSide = 192;

    private readonly PaintingBoard board;
    private readonly CancellationTokenSource ending;
    private volatile PaintingState state;
    private volatile byte[]? preview;

    internal PaintingRun(PaintingJob job, PaintingBoard board, CancellationToken stopping)
    {
        (Job, this.board) = (job, board);
        ending = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        state = new PaintingState(job.Id, job.OwnerId, JobStatus.Running, 0, 0, HasPreview: false, null, null);
    }

    /// <summary>As it was claimed.</summary>
    public PaintingJob Job { get; }

    /// <summary>Cancelled when the picture is not wanted any more, or the node stops.</summary>
    public CancellationToken Ending => ending.Token;

    public PaintingState State => state;

    /// <summary>The last preview as JPEG.</summary>
    public byte[]? Preview => preview;

    /// <summary>Takes what the painter tells after a step, and disposes the preview.</summary>
    public void Advance(PaintingProgress progress)
    {
        using (var picture = progress.Preview)
        {
            if (picture is not null) preview = Encode(picture);
        }

        state = state with { Step = progress.Step, StepCount = progress.Steps, HasPreview = preview is not null };
        board.Tell(state);
    }

    public Task CancelAsync() => ending.CancelAsync();

    public void Dispose()
    {
        board.End(this);
        ending.Dispose();
    }

    private static byte[] Encode(Picture picture)
    {
        using var small = picture.Resize(LongestPreviewSide);
        return small.Encode(PictureFormat.Jpeg, 90);
    }
}
