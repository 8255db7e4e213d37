using Iris.Diary.Painting;
using Iris.Diary.Painting.Jobs;
using Iris.Platform.Data;
using Iris.Platform.Diffusion;
using Iris.Platform.Diffusion.Schedulers;
using Iris.Platform.Words;
using Iris.Tests.Platform.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Iris.Tests.Diary.Painting;

/// <summary>Orders over the real database: what may be ordered, and what may not.</summary>
[Collection(nameof(WithIris))]
public class PaintingDeskTests(IrisApplication iris) : IAsyncLifetime
{
    private static readonly PaintingOrder House = new("a red house", Seed: 7);

    private static readonly PainterDescription Painter = new(
        Painters.Embedded, "Crayon", "1", 20, 50, 3, 256, [256], SchedulerKind.Ddim, HasVocabulary: false, new Dictionary<string, IReadOnlyList<string>>());

    private readonly MovableClock clock = new() { Now = new DateTimeOffset(2026, 5, 17, 23, 0, 0, TimeSpan.Zero) };

    public Task InitializeAsync() => PaintingJobBuilder.EmptyQueueAsync(iris);

    public Task DisposeAsync() => PaintingJobBuilder.EmptyQueueAsync(iris);

    [Fact]
    public async Task Several_pictures_differ_in_their_seeds_and_are_painted_in_their_order()
    {
        var person = await iris.APerson().SignedInAsync();

        var jobs = (await Desk().OrderAsync(person.Id, House with { Seed = PaintingOrder.LargestSeed - 1 }, Painter, 4, default)).Value!;

        Assert.Equal([PaintingOrder.LargestSeed - 1, PaintingOrder.LargestSeed, 0, 1], jobs.Select(job => job.Seed));
        Assert.Equal(jobs.Select(job => job.Id).Order(), jobs.Select(job => job.Id));
    }

    [Fact]
    public async Task Without_a_seed_every_order_has_another_one()
    {
        var person = await iris.APerson().SignedInAsync();

        var first = (await Desk().OrderAsync(person.Id, House with { Seed = null }, Painter, 1, default)).Value!;
        var second = (await Desk().OrderAsync(person.Id, House with { Seed = null }, Painter, 1, default)).Value!;

        Assert.NotEqual(first[0].Seed, second[0].Seed);
    }

    [Fact]
    public async Task The_allowance_ends_with_the_day_of_UTC_and_is_told()
    {
        var person = await iris.APerson().SignedInAsync();
        var desk = Desk(new() { DailyAllowance = 3 });
        await desk.OrderAsync(person.Id, House, Painter, 2, default);

        var tooMany = (await desk.OrderAsync(person.Id, House, Painter, 2, default)).Refusal!;
        Assert.Equal("allowance-spent", tooMany.Code);
        Assert.Equal(TimeSpan.FromHours(1), tooMany.RetryAfter);
        Assert.Equal(1, (await desk.AllowanceAsync(person.Id, default)).Left);
        Assert.Null((await desk.OrderAsync(person.Id, House, Painter, 1, default)).Refusal);
        Assert.Equal(0, (await desk.AllowanceAsync(person.Id, default)).Left);

        clock.Now += TimeSpan.FromHours(1);
        Assert.Equal(3, (await desk.AllowanceAsync(person.Id, default)).Left);
        Assert.Null((await desk.OrderAsync(person.Id, House, Painter, 3, default)).Refusal);
    }

    [Theory]
    [InlineData(JobStatus.Done, true, 1)]
    [InlineData(JobStatus.Cancelled, true, 1)]
    [InlineData(JobStatus.Cancelled, false, 0)]
    [InlineData(JobStatus.Failed, true, 0)]
    public async Task What_failed_or_was_taken_back_in_time_does_not_count(JobStatus how, bool begun, int used)
    {
        var person = await iris.APerson().SignedInAsync();
        await new PaintingJobBuilder(iris, person).At(clock.Now).Ended(how, begun).OrderedAsync();

        Assert.Equal(used, (await Desk().AllowanceAsync(person.Id, default)).Used);
    }

    [Fact]
    public async Task Orders_at_the_same_time_do_not_exceed_the_allowance()
    {
        var person = await iris.APerson().SignedInAsync();
        var desk = Desk(new() { DailyAllowance = 5 });

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => Task.Run(() => desk.OrderAsync(person.Id, House, Painter, 1, default))));

        Assert.Equal(5, outcomes.Count(outcome => outcome.Refusal is null));
        Assert.All(outcomes.Where(outcome => outcome.Refusal is not null), outcome => Assert.Equal("allowance-spent", outcome.Refusal!.Code));
    }

    [Fact]
    public async Task A_persons_queue_and_the_whole_queue_are_bounded()
    {
        var (person, other) = (await iris.APerson().SignedInAsync(), await iris.APerson().SignedInAsync());
        var desk = Desk(new() { QueuePerPerson = 3, QueueLength = 4 });
        await desk.OrderAsync(person.Id, House, Painter, 3, default);

        var own = (await desk.OrderAsync(person.Id, House, Painter, 1, default)).Refusal!;
        Assert.Equal(("queue-own-full", 429), (own.Code, own.Status));
        Assert.NotNull(own.RetryAfter);
        Assert.Null((await desk.OrderAsync(other.Id, House, Painter, 1, default)).Refusal);
        var whole = (await desk.OrderAsync(other.Id, House, Painter, 1, default)).Refusal!;
        Assert.Equal(("queue-full", 503), (whole.Code, whole.Status));
    }

    [Fact]
    public async Task A_blocked_prompt_orders_nothing()
    {
        var person = await iris.APerson().SignedInAsync();

        var refusal = (await Desk().OrderAsync(person.Id, House with { Prompt = "someone n a k e d" }, Painter, 1, default)).Refusal!;

        Assert.Equal(("prompt-blocked", 422), (refusal.Code, refusal.Status));
        Assert.Empty(await Desk().UnendedAsync(person.Id, [], default));
    }

    [Fact]
    public async Task An_admins_word_list_counts_at_once_and_can_be_taken_back()
    {
        var person = await iris.APerson().SignedInAsync();
        var filter = iris.Services.GetRequiredService<WordFilter>();

        await filter.SaveAsync("house", default);
        try
        {
            Assert.Equal("prompt-blocked", (await Desk().OrderAsync(person.Id, House, Painter, 1, default)).Refusal?.Code);
        }
        finally
        {
            await filter.UndoAsync((await filter.ReadAsync(default)).Version!.Value, default);
        }

        Assert.Equal((null, WordFilter.Delivered), await filter.ReadAsync(default));
        Assert.Null((await Desk().OrderAsync(person.Id, House, Painter, 1, default)).Refusal);
    }

    [Fact]
    public async Task An_order_is_taken_back_waiting_or_under_way_and_asking_twice_is_no_error()
    {
        var person = await iris.APerson().SignedInAsync();
        var (desk, queue) = (Desk(), Queue());
        var jobs = (await desk.OrderAsync(person.Id, House, Painter, 2, default)).Value!;
        var running = (await queue.ClaimAsync(default))!;

        foreach (var job in jobs)
        {
            Assert.True(await desk.CancelAsync(person.Id, job.Id, default));
            Assert.True(await desk.CancelAsync(person.Id, job.Id, default));
            Assert.Equal(JobStatus.Cancelled, (await desk.FindAsync(person.Id, job.Id, default))!.Status);
        }

        Assert.False(await queue.ReportAsync(running, 1, 20, null, default));
        Assert.False(await iris.QueryAsync(database => queue.CompleteAsync(database, running, Guid.NewGuid())));
        Assert.Null(await queue.ClaimAsync(default));
    }

    [Fact]
    public async Task Another_persons_job_does_not_exist()
    {
        var (owner, other) = (await iris.APerson().SignedInAsync(), await iris.APerson().SignedInAsync());
        var job = (await Desk().OrderAsync(owner.Id, House, Painter, 1, default)).Value![0];

        Assert.Null(await Desk().FindAsync(other.Id, job.Id, default));
        Assert.Empty(await Desk().FindAsync(other.Id, [job.Id], default));
        Assert.False(await Desk().CancelAsync(other.Id, job.Id, default));
        Assert.Null(await Desk().PreviewAsync(other.Id, job.Id, default));
        Assert.Equal(JobStatus.Queued, (await Desk().FindAsync(owner.Id, job.Id, default))!.Status);
    }

    [Fact]
    public async Task The_preview_of_a_picture_that_another_node_paints_comes_from_the_database()
    {
        var person = await iris.APerson().SignedInAsync();
        await Desk().OrderAsync(person.Id, House, Painter, 1, default);
        var queue = Queue();
        var job = (await queue.ClaimAsync(default))!;
        await queue.ReportAsync(job, 5, 20, [9, 8, 7], default);

        var state = (await Desk().FindAsync(person.Id, job.Id, default))!;

        Assert.Equal((JobStatus.Running, 0.25), (state.Status, state.Progress));
        Assert.Equal($"/api/v1/diary/pictures/{job.Id}/preview?step=5", state.PreviewUrl);
        Assert.Equal([9, 8, 7], await Desk().PreviewAsync(person.Id, job.Id, default));
    }

    private IDbContextFactory<AppDbContext> Databases => iris.Services.GetRequiredService<IDbContextFactory<AppDbContext>>();

    private PaintingQueue Queue() => new(Databases, Options.Create(new PaintingOptions()), clock);

    private PaintingDesk Desk(PaintingOptions? options = null) => new(
        Databases, iris.Services.GetRequiredService<WordFilter>(), new PaintingBoard(), iris.Services.GetRequiredService<PaintingMetrics>(), Options.Create(options ?? new()), clock);
}
