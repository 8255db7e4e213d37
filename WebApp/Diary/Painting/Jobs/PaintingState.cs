namespace Iris.Diary.Painting.Jobs;

/// <summary>What a person sees of a job.</summary>
/// <param name="JobId">Of the job.</param>
/// <param name="OwnerId">Whose it is.</param>
/// <param name="Status">Where it stands.</param>
/// <param name="Step">Steps done.</param>
/// <param name="StepCount">Steps in all; 0 before the first is done.</param>
/// <param name="HasPreview">Whether <see cref="PreviewUrl"/> leads anywhere.</param>
/// <param name="PictureId">The reading that came of it.</param>
/// <param name="Error">Code of the reason why it failed.</param>
public sealed record PaintingState(Guid JobId, Guid OwnerId, JobStatus Status, int Step, int StepCount, bool HasPreview, Guid? PictureId, string? Error)
{
    public bool HasEnded => Status is JobStatus.Done or JobStatus.Failed or JobStatus.Cancelled;

    /// <summary>0 to 1.</summary>
    public double Progress => Status == JobStatus.Done ? 1 : StepCount == 0 ? 0 : (double)Step / StepCount;

    /// <summary>Opens for the owner alone; another address with each step, so that a browser asks again.</summary>
    public string? PreviewUrl => HasPreview ? $"{PaintingEndpoints.Path}/{JobId}/preview?step={Step}" : null;
}
