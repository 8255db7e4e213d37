using System.Net.Http.Json;
using Iris.Live.Analysis;
using Iris.Live.Reports;
using Iris.Live.Sessions;
using Iris.Platform.Data;
using Iris.Platform.Inference;
using Iris.Tests.Platform.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Iris.Tests.Live.Sessions;

/// <summary>Registries of their own, with a clock that a test moves, on the database of the running program.</summary>
[Collection(nameof(WithIris))]
public class LiveSessionsTests(IrisApplication iris)
{
    private readonly MovableClock clock = new();
    private readonly byte[] woman = CameraFrames.Woman();
    private FrameResult? last;

    [Fact]
    public async Task A_report_survives_the_death_of_its_node()
    {
        var person = await iris.APerson().SignedInAsync();
        var node = Node();
        var session = await StartAsync(node, person.Id);
        for (var frame = 0; frame < 45; frame++) await LookAsync(session, seconds: 1.5);
        await node.WriteAsync(default);
        for (var second = 0; second < 5; second++) await LookAsync(session, seconds: 1); // lost: never written

        var next = Node();
        clock.Now += TimeSpan.FromMinutes(2);
        await next.WriteAsync(default);
        Assert.Null((await ReportAsync(person, session))!.EndedAt); // the other node may still be alive

        clock.Now += TimeSpan.FromMinutes(4);
        await next.WriteAsync(default);

        var report = await ReportAsync(person, session);
        Assert.NotNull(report!.EndedAt);
        Assert.Equal(63 / 60.0, report.Totals.Good, 0.001);
        Assert.InRange(report.Minutes.Count, 2, 3);
        Assert.Equal(63 / 60.0, report.Totals.LongestGood, 0.001);
        Assert.Null(next.Find(person.Id, session.Id));
    }

    [Fact]
    public async Task Changed_goals_count_in_a_running_session()
    {
        var person = await iris.APerson().SignedInAsync();
        var node = Node();
        var session = await StartAsync(node, person.Id);
        for (var frame = 0; frame < 4; frame++) await LookAsync(session, seconds: 1);
        using var changed = await person.Client.PutAsJsonAsync("/api/v1/accounts/me/time", new { dailyGoalMinutes = 60, alertAfterSeconds = 30, breakEveryMinutes = 30, blinkAlertPerMinute = 0 });
        Assert.True(changed.IsSuccessStatusCode);

        await node.WriteAsync(default);
        var tilted = CameraFrames.Woman(degrees: 25);
        for (var second = 0; second < 20; second++) last = await LookAsync(session, seconds: 1, tilted);

        Assert.Equal((PostureState.Tilted, null), (last!.State, last.Alert));
        for (var second = 0; second < 15; second++) last = await LookAsync(session, seconds: 1, tilted);
        Assert.Equal(AlertKind.Tilted, last.Alert?.Kind);
    }

    [Fact]
    public async Task A_baseline_outlives_the_session_and_the_node_that_made_it()
    {
        var person = await iris.APerson().SignedInAsync();
        var node = Node();
        var session = await StartAsync(node, person.Id);
        for (var frame = 0; frame < 8; frame++) await LookAsync(session, seconds: 1);
        await node.WriteAsync(default); // and then the node dies

        var next = await StartAsync(Node(), person.Id);
        for (var frame = 0; frame < 4; frame++) last = await LookAsync(next, seconds: 1);

        Assert.Equal(BaselineOrigin.Stored, last!.Baseline!.Origin);
    }

    [Fact]
    public async Task A_baseline_that_is_made_anew_is_kept_anew()
    {
        var person = await iris.APerson().SignedInAsync();
        var node = Node();
        var session = await StartAsync(node, person.Id);
        for (var frame = 0; frame < 4; frame++) await LookAsync(session, seconds: 1);
        await node.WriteAsync(default);

        session.Calibrate();
        for (var frame = 0; frame < 4; frame++) await LookAsync(session, seconds: 1, CameraFrames.Woman(closer: 1.2f));
        await node.WriteAsync(default);

        var kept = await iris.QueryAsync(db => db.Set<LiveBaseline>().OwnedBy(person.Id).SingleAsync());
        Assert.Equal(session.Measured!.Face.X, kept.X, 6);
    }

    [Fact]
    public async Task A_minute_is_written_again_as_it_grows_and_counted_once()
    {
        var person = await iris.APerson().SignedInAsync();
        var node = Node();
        var session = await StartAsync(node, person.Id);
        for (var frame = 0; frame < 50; frame++)
        {
            await LookAsync(session, seconds: 1.5);
            if (frame % 10 == 0) await node.WriteAsync(default);
        }

        await node.EndAsync(session, default);

        var report = await ReportAsync(person, session);
        Assert.Equal(70.5 / 60, report!.Totals.Good, 0.001);
        Assert.Equal(report.Minutes.Count, report.Minutes.Select(minute => minute.Start).Distinct().Count());
    }

    [Fact]
    public async Task A_session_without_frames_ends_by_itself()
    {
        var person = await iris.APerson().SignedInAsync();
        var node = Node();
        var session = await StartAsync(node, person.Id);
        await LookAsync(session, seconds: 1);
        var lastFrame = clock.Now;

        clock.Now += TimeSpan.FromMinutes(1.9);
        await node.WriteAsync(default);
        Assert.NotNull(node.Find(person.Id, session.Id));
        clock.Now += TimeSpan.FromMinutes(0.2);
        await node.WriteAsync(default);

        Assert.Null(node.Find(person.Id, session.Id));
        Assert.Equal(lastFrame, (await ReportAsync(person, session))!.EndedAt!.Value, TimeSpan.FromMilliseconds(1));
    }

    [Fact]
    public async Task A_node_that_stops_ends_its_sessions()
    {
        var person = await iris.APerson().SignedInAsync();
        var node = Node();
        var session = await StartAsync(node, person.Id);
        for (var second = 0; second < 10; second++) await LookAsync(session, seconds: 1);

        await node.StopAsync(default);

        var report = await ReportAsync(person, session);
        Assert.NotNull(report!.EndedAt);
        Assert.Equal(7 / 60.0, report.Totals.Good, 0.001);
    }

    [Fact]
    public async Task A_frame_older_than_a_second_is_not_analysed()
    {
        var person = await iris.APerson().SignedInAsync();
        var session = await StartAsync(Node(), person.Id);
        Assert.Null((await session.LookAsync(new(woman, TimeMs: 10_000), default)).Refusal);

        clock.Now += TimeSpan.FromSeconds(3);
        Assert.Equal("frame-too-old", (await session.LookAsync(new(woman, TimeMs: 11_900), default)).Refusal?.Code);
        Assert.Null((await session.LookAsync(new(woman, TimeMs: 12_500), default)).Refusal);
        Assert.Equal("frame-too-old", (await session.LookAsync(new(woman, TimeMs: 12_400), default)).Refusal?.Code); // overtaken
    }

    [Fact]
    public async Task Frames_that_grow_older_than_a_second_while_others_are_analysed_are_not()
    {
        var person = await iris.APerson().SignedInAsync();
        var node = Node();
        var sessions = new List<LiveSession>();
        for (var i = 0; i < 3; i++) sessions.Add(await StartAsync(node, person.Id));
        var gate = iris.Services.GetRequiredService<InferenceGate>();
        var cores = new List<IDisposable>();
        for (var i = 0; i < iris.Services.GetRequiredService<IOptions<InferenceOptions>>().Value.Concurrency; i++) cores.Add((await gate.EnterAsync(default)).Value!);

        var waiting = sessions.ConvertAll(session => session.LookAsync(new(woman), default));
        Assert.DoesNotContain(waiting, look => look.IsCompleted);
        clock.Now += TimeSpan.FromSeconds(1.1);
        cores.ForEach(core => core.Dispose());

        Assert.All(await Task.WhenAll(waiting), look => Assert.Equal("frame-too-old", look.Refusal?.Code));
        Assert.Null((await sessions[0].LookAsync(new(woman), default)).Refusal);
    }

    [Fact]
    public void Sessions_that_start_together_do_their_occasional_work_at_different_times()
    {
        var engine = ActivatorUtilities.CreateInstance<LiveEngine>(iris.Services, clock);

        var phases = Enumerable.Range(0, 20).Select(_ => engine.NextPhase()).Order().ToList();

        Assert.InRange(phases[0], 0.001, 1);
        Assert.All(phases.Zip(phases.Skip(1)), pair => Assert.InRange(pair.Second - pair.First, 0.02, 0.1));
        Assert.Equal(1, phases[^1]);
    }

    [Fact]
    public async Task A_session_that_ends_while_reports_are_written_has_ended()
    {
        var person = await iris.APerson().SignedInAsync();
        var node = Node();
        for (var round = 0; round < 30; round++)
        {
            var session = await StartAsync(node, person.Id);
            await Task.WhenAll(node.WriteAsync(default), node.EndAsync(session, default), node.WriteAsync(default), node.EndAsync(session, default));

            Assert.Null(node.Find(person.Id, session.Id));
            Assert.NotNull((await ReportAsync(person, session))!.EndedAt);
        }
    }

    [Fact]
    public async Task A_session_waits_a_minute_for_another_connection_and_ends_with_its_report()
    {
        var person = await iris.APerson().SignedInAsync();
        var node = Node();
        var session = await StartAsync(node, person.Id);
        session.Hold("first");
        await LookAsync(session, seconds: 1);

        await node.LoseAsync("first", forGood: false);
        await PassAsync(59);
        Assert.NotNull(node.Find(person.Id, session.Id));
        session.Hold("second");
        await node.LoseAsync("first", forGood: false); // heard late: it carries nothing any more
        await PassAsync(59);
        Assert.NotNull(node.Find(person.Id, session.Id));
        await LookAsync(session, seconds: 1);
        await node.LoseAsync("second", forGood: false);
        await PassAsync(60);

        Assert.Null(node.Find(person.Id, session.Id));
        Assert.NotNull((await ReportAsync(person, session))!.EndedAt);

        async Task PassAsync(int seconds)
        {
            clock.Now += TimeSpan.FromSeconds(seconds);
            await node.WriteAsync(default);
        }
    }

    [Fact]
    public async Task Frames_that_are_posted_meanwhile_keep_a_session_whose_connection_is_lost()
    {
        var person = await iris.APerson().SignedInAsync();
        var node = Node();
        var session = await StartAsync(node, person.Id);
        session.Hold("lost");
        await node.LoseAsync("lost", forGood: false);

        await LookAsync(session, seconds: 30);
        clock.Now += TimeSpan.FromSeconds(90);
        await node.WriteAsync(default);

        Assert.NotNull(node.Find(person.Id, session.Id));
    }

    [Fact]
    public async Task An_erased_account_takes_its_sessions_along()
    {
        var person = await iris.APerson().SignedInAsync();
        var node = Node();
        var session = await StartAsync(node, person.Id);
        await LookAsync(session, seconds: 1);
        (await person.Client.DeleteAsync("/api/v1/accounts/me")).Dispose();

        await node.WriteAsync(default);

        Assert.Null(node.Find(person.Id, session.Id));
    }

    private LiveSessions Node()
    {
        var engine = ActivatorUtilities.CreateInstance<LiveEngine>(iris.Services, clock);
        return ActivatorUtilities.CreateInstance<LiveSessions>(iris.Services, engine, ActivatorUtilities.CreateInstance<ReportWriter>(iris.Services, clock));
    }

    private static async Task<LiveSession> StartAsync(LiveSessions node, Guid person) => (await node.StartAsync(person, new(), default)).Value!;

    private async Task<FrameResult> LookAsync(LiveSession session, double seconds, byte[]? frame = null)
    {
        clock.Now += TimeSpan.FromSeconds(seconds);
        var outcome = await session.LookAsync(new(frame ?? woman), default);
        Assert.Null(outcome.Refusal);
        return outcome.Value!;
    }

    private Task<SessionReport?> ReportAsync(TestPerson person, LiveSession session) =>
        iris.Services.GetRequiredService<LiveReports>().FindAsync(person.Id, session.Id, default);
}
