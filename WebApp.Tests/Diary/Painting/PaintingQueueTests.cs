using Iris.Diary.Painting;
using Iris.Diary.Painting.Jobs;
using Iris.Platform.Data;
using Iris.Tests.Platform.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Iris.Tests.Diary.Painting;

/// <summary>The queue over the real database, with nodes that are nothing but their own instance of it.</summary>
[Collection(nameof(WithIris))]
public class PaintingQueueTests(IrisApplication iris) : IAsyncLifetime
{
    private readonly MovableClock clock = new();

    public Task InitializeAsync() => PaintingJobBuilder.EmptyQueueAsync(iris);

    public Task DisposeAsync() => PaintingJobBuilder.EmptyQueueAsync(iris);

    [Fact]
    public async Task A_person_with_twenty_pictures_does_not_delay_another_persons_first()
    {
        var (busy, late) = (await iris.APerson().SignedInAsync(), await iris.APerson().SignedInAsync());
        for (var i = 0; i < 20; i++) await AJob(busy).OrderedAsync();
        clock.Now += TimeSpan.FromSeconds(1);
        var first = await AJob(late).OrderedAsync();
        var queue = Node();

        var claims = new[] { await ClaimAsync(queue), await ClaimAsync(queue), await ClaimAsync(queue) };

        Assert.Equal(busy.Id, claims[0]!.OwnerId);
        Assert.Equal(first.Id, claims[1]!.Id);
        Assert.Equal(busy.Id, claims[2]!.OwnerId);
    }

    [Fact]
    public async Task Who_was_served_longest_ago_is_next_and_everybody_gets_the_oldest_first()
    {
        var (mina, juno) = (await iris.APerson().SignedInAsync(), await iris.APerson().SignedInAsync());
        var ordered = new List<PaintingJob>();
        foreach (var person in new[] { mina, mina, juno, juno })
        {
            clock.Now += TimeSpan.FromSeconds(1);
            ordered.Add(await AJob(person).OrderedAsync());
        }

        var queue = Node();
        var served = new List<Guid>();
        for (var i = 0; i < 4; i++)
        {
            var job = (await ClaimAsync(queue))!;
            served.Add(job.Id);
            await iris.QueryAsync(database => queue.CompleteAsync(database, job, Guid.NewGuid()));
        }

        Assert.Equal([ordered[0].Id, ordered[2].Id, ordered[1].Id, ordered[3].Id], served);
    }

    [Fact]
    public async Task Workers_at_the_same_time_never_claim_the_same_job_and_stay_fair()
    {
        var people = new[] { await iris.APerson().SignedInAsync(), await iris.APerson().SignedInAsync(), await iris.APerson().SignedInAsync(), await iris.APerson().SignedInAsync() };
        foreach (var person in people)
        {
            for (var i = 0; i < 3; i++) await AJob(person).OrderedAsync();
        }

        var claims = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => Task.Run(() => Node().ClaimAsync(default))));

        var jobs = claims.OfType<PaintingJob>().ToArray();
        Assert.Equal(12, jobs.Length);
        Assert.Equal(12, jobs.Select(job => job.Id).Distinct().Count());
        Assert.Equal(12, jobs.Select(job => job.Lease).Distinct().Count());

        await PaintingJobBuilder.EmptyQueueAsync(iris);
        foreach (var person in people)
        {
            for (var i = 0; i < 3; i++) await AJob(person).OrderedAsync();
        }

        claims = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => Node().ClaimAsync(default))));
        Assert.Equal(people.Select(person => person.Id).Order(), claims.Select(job => job!.OwnerId).Order());
    }

    [Fact]
    public async Task Jobs_that_are_cancelled_while_nodes_claim_are_begun_or_cancelled_and_the_others_all_begun()
    {
        var person = await iris.APerson().SignedInAsync();
        var jobs = new List<PaintingJob>();
        for (var i = 0; i < 12; i++)
        {
            clock.Now += TimeSpan.FromSeconds(1);
            jobs.Add(await AJob(person).OrderedAsync());
        }

        var desk = iris.Services.GetRequiredService<PaintingDesk>();
        var claiming = Enumerable.Range(0, 12).Select(_ => Task.Run(() => Node().ClaimAsync(default))).ToArray();
        await Task.WhenAll(jobs.Take(6).Select(job => Task.Run(() => desk.CancelAsync(person.Id, job.Id, default))));
        var claims = await Task.WhenAll(claiming);

        var begun = claims.OfType<PaintingJob>().Select(job => job.Id).ToArray();
        Assert.Equal(begun.Length, begun.Distinct().Count());
        Assert.Superset(jobs.Skip(6).Select(job => job.Id).ToHashSet(), begun.ToHashSet());
    }

    [Fact]
    public async Task A_job_of_a_node_that_died_is_taken_up_again_with_the_same_seed()
    {
        var job = await AJob(await iris.APerson().SignedInAsync()).OrderedAsync();
        var lost = (await Node().ClaimAsync(default))!;

        clock.Now += TimeSpan.FromSeconds(29);
        Assert.Null(await Node().ClaimAsync(default));
        clock.Now += TimeSpan.FromSeconds(2);
        var again = (await Node().ClaimAsync(default))!;

        Assert.Equal(job.Id, again.Id);
        Assert.Equal((job.Prompt, job.Seed, job.Painter), (again.Prompt, again.Seed, again.Painter));
        Assert.Equal(2, again.Attempts);
        Assert.NotEqual(lost.Lease, again.Lease);
    }

    [Fact]
    public async Task A_node_that_reports_keeps_its_job()
    {
        await AJob(await iris.APerson().SignedInAsync()).OrderedAsync();
        var queue = Node();
        var job = (await queue.ClaimAsync(default))!;

        for (var i = 0; i < 5; i++)
        {
            clock.Now += TimeSpan.FromSeconds(20);
            Assert.True(await queue.ReportAsync(job, i, 20, [1, 2, 3], default));
            Assert.Null(await Node().ClaimAsync(default));
        }

        var stored = await PaintingJobBuilder.ReadAsync(iris, job);
        Assert.Equal((4, 20), (stored.Step, stored.StepCount));
        Assert.Equal([1, 2, 3], stored.Preview);
    }

    [Fact]
    public async Task A_run_that_was_overtaken_can_neither_report_nor_end_the_job()
    {
        var job = await AJob(await iris.APerson().SignedInAsync()).OrderedAsync();
        var queue = Node();
        var slow = (await queue.ClaimAsync(default))!;
        clock.Now += TimeSpan.FromMinutes(1);
        await queue.ClaimAsync(default);

        Assert.False(await queue.ReportAsync(slow, 3, 20, null, default));
        Assert.False(await iris.QueryAsync(database => queue.CompleteAsync(database, slow, Guid.NewGuid())));
        await queue.FailAsync(slow, PaintingFailures.Failed);
        await queue.ReleaseAsync(slow);

        var stored = await PaintingJobBuilder.ReadAsync(iris, job);
        Assert.Equal(JobStatus.Running, stored.Status);
        Assert.Null(stored.PictureId);
    }

    [Fact]
    public async Task A_job_that_kills_every_node_fails_after_three_attempts()
    {
        var job = await AJob(await iris.APerson().SignedInAsync()).OrderedAsync();
        for (var i = 0; i < 3; i++)
        {
            Assert.NotNull(await Node().ClaimAsync(default));
            clock.Now += TimeSpan.FromMinutes(1);
        }

        Assert.Null(await Node().ClaimAsync(default));

        var stored = await PaintingJobBuilder.ReadAsync(iris, job);
        Assert.Equal((JobStatus.Failed, PaintingFailures.Interrupted), (stored.Status, stored.Error));
        Assert.Equal(clock.Now, stored.EndedAt!.Value, TimeSpan.FromMilliseconds(1));
    }

    [Fact]
    public async Task A_node_that_stops_gives_its_job_back_as_if_it_had_not_begun()
    {
        var job = await AJob(await iris.APerson().SignedInAsync()).OrderedAsync();
        var queue = Node();

        await queue.ReleaseAsync((await queue.ClaimAsync(default))!);

        Assert.Equal((JobStatus.Queued, 0), ((await PaintingJobBuilder.ReadAsync(iris, job)) is var stored ? (stored.Status, stored.Attempts) : default));
        Assert.Equal(job.Id, (await Node().ClaimAsync(default))!.Id);
    }

    [Fact]
    public async Task Jobs_that_ended_days_ago_are_forgotten()
    {
        var person = await iris.APerson().SignedInAsync();
        var old = await AJob(person).At(clock.Now.AddDays(-3)).Ended(JobStatus.Done).OrderedAsync();
        var recent = await AJob(person).At(clock.Now.AddDays(-1)).Ended(JobStatus.Done).OrderedAsync();
        var waiting = await AJob(person).At(clock.Now.AddDays(-9)).OrderedAsync();

        await Node().SweepAsync(default);

        var left = await iris.QueryAsync(database => database.Set<PaintingJob>().OwnedBy(person.Id).Select(job => job.Id).ToListAsync());
        Assert.Equal(new[] { recent.Id, waiting.Id }.Order(), left.Order());
        Assert.DoesNotContain(old.Id, left);
    }

    [Fact]
    public async Task Waiting_and_running_jobs_are_counted()
    {
        var person = await iris.APerson().SignedInAsync();
        for (var i = 0; i < 3; i++) await AJob(person).OrderedAsync();
        await AJob(person).Ended(JobStatus.Done).OrderedAsync();
        await Node().ClaimAsync(default);

        Assert.Equal((2, 1), await Node().CountAsync(default));
    }

    private PaintingJobBuilder AJob(TestPerson owner) => new PaintingJobBuilder(iris, owner).At(clock.Now);

    private PaintingQueue Node() => new(iris.Services.GetRequiredService<IDbContextFactory<AppDbContext>>(), Options.Create(new PaintingOptions()), clock);

    /// <summary>Claims in a moment of its own.</summary>
    private Task<PaintingJob?> ClaimAsync(PaintingQueue queue)
    {
        clock.Now += TimeSpan.FromMilliseconds(10);
        return queue.ClaimAsync(default);
    }
}
