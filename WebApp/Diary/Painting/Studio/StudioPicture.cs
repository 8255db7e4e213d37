using Iris.Diary.Painting.Jobs;

namespace Iris.Diary.Painting.Studio;

/// <summary>A picture on the easel: what was ordered, and where it stands.</summary>
/// <param name="Order">With the seed of this picture.</param>
/// <param name="State">The newest that is known.</param>
public sealed record StudioPicture(PaintingOrder Order, PaintingState State)
{
    public Guid Id => State.JobId;

    public string Prompt => Order.Prompt!;

    internal static StudioPicture Of(PaintingJob job) => new(
        new PaintingOrder(job.Prompt, job.Style, job.Seed, job.Steps, job.Size),
        new PaintingState(job.Id, job.OwnerId, job.Status, job.Step, job.StepCount, job.Preview is not null, job.PictureId, job.Error));
}
