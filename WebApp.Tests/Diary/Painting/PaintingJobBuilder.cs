using Iris.Diary.Painting.Jobs;
using Iris.Platform.Diffusion;
using Microsoft.EntityFrameworkCore;

namespace Iris.Tests.Diary.Painting;

/// <summary>Puts a job into the queue of a person, as if it had been ordered.</summary>
internal sealed class PaintingJobBuilder(IrisApplication iris, TestPerson owner)
{
    private DateTimeOffset createdAt = TimeProvider.System.GetUtcNow();
    private DateTimeOffset? startedAt;
    private DateTimeOffset? endedAt;
    private JobStatus status;
    private string painter = Painters.Embedded;

    public PaintingJobBuilder At(DateTimeOffset moment)
    {
        createdAt = moment;
        return this;
    }

    public PaintingJobBuilder By(string id)
    {
        painter = id;
        return this;
    }

    public PaintingJobBuilder Ended(JobStatus how, bool begun = true)
    {
        (status, endedAt, startedAt) = (how, createdAt, begun ? createdAt : null);
        return this;
    }

    public async Task<PaintingJob> OrderedAsync()
    {
        var job = new PaintingJob
        {
            Id = Guid.CreateVersion7(createdAt),
            OwnerId = owner.Id,
            CreatedAt = createdAt,
            Prompt = "a red house",
            Seed = 7,
            Painter = painter,
            Status = status,
            StartedAt = startedAt,
            EndedAt = endedAt,
        };
        return await iris.QueryAsync(async database =>
        {
            database.Add(job);
            await database.SaveChangesAsync();
            return job;
        });
    }

    /// <summary>Leaves nothing of other tests in the queue: there is one for all people.</summary>
    public static Task<int> EmptyQueueAsync(IrisApplication iris) =>
        iris.QueryAsync(database => database.Set<PaintingJob>().Where(job => job.EndedAt == null).ExecuteDeleteAsync());

    /// <summary>As it stands in the database.</summary>
    public static Task<PaintingJob> ReadAsync(IrisApplication iris, PaintingJob job) =>
        iris.QueryAsync(database => database.Set<PaintingJob>().AsNoTracking().SingleAsync(row => row.Id == job.Id));
}
