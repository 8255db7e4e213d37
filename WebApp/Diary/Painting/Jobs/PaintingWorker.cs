using System.Diagnostics;
using Iris.Platform;
using Iris.Platform.Diffusion;
using Microsoft.Extensions.Options;

namespace Iris.Diary.Painting.Jobs;

/// <summary>
/// Paints what is ordered, <see cref="PaintingOptions.Concurrency"/> pictures at once. When the node stops, its pictures go back into the queue; when it
/// dies, their leases run out. Either way another node, or this one later, paints the same picture, since the seed is the same.
/// </summary>
internal sealed class PaintingWorker(
    PaintingQueue queue,
    PaintingDesk desk,
    PaintingBoard board,
    PaintingKeeper keeper,
    Painters painters,
    PaintingMetrics metrics,
    IOptions<PaintingOptions> options,
    IHostApplicationLifetime lifetime,
    TimeProvider clock,
    ILogger<PaintingWorker> logger) : BackgroundService
{
    private static readonly TimeSpan SweepEvery = TimeSpan.FromHours(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await lifetime.UntilStartedAsync(stoppingToken);
        await Task.WhenAll([SweepAsync(stoppingToken), .. Enumerable.Range(0, options.Value.Concurrency).Select(_ => WorkAsync(stoppingToken))]);
    }

    /// <summary>Paints the next picture, if one waits; false when none does.</summary>
    internal async Task<bool> PaintNextAsync(CancellationToken stopping)
    {
        if (await queue.ClaimAsync(stopping) is not { } job) return false;
        metrics.Began(job.StartedAt!.Value - job.CreatedAt);
        using (var run = board.Begin(job, stopping))
        {
            await RunAsync(run, stopping);
        }

        if (await desk.FindAsync(job.OwnerId, job.Id, CancellationToken.None) is { } state) board.Tell(state);
        return true;
    }

    private async Task WorkAsync(CancellationToken stopping)
    {
        while (!stopping.IsCancellationRequested)
        {
            var order = board.NextOrder;
            try
            {
                if (await PaintNextAsync(stopping)) continue;
            }
            catch (Exception failure) when (failure is not OperationCanceledException)
            {
                logger.LogError(failure, "The next painting could not be begun or ended; the queue is asked again");
            }

            await order.WaitAsync(options.Value.LookEvery, clock, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task RunAsync(PaintingRun run, CancellationToken stopping)
    {
        var job = run.Job;
        using var ended = new CancellationTokenSource();
        var reporting = ReportAsync(run, ended.Token);
        try
        {
            await PaintAsync(run);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            await queue.ReleaseAsync(job);
            logger.LogInformation("Painting {Job} goes back into the queue, since this node stops", job.Id);
        }
        catch (OperationCanceledException) when (run.Ending.IsCancellationRequested)
        {
            logger.LogInformation("Painting {Job} is not wanted any more", job.Id);
        }
        catch (Exception failure)
        {
            logger.LogError(failure, "Painting {Job} by {Painter} failed", job.Id, job.Painter);
            metrics.Ended("failed");
            await queue.FailAsync(job, PaintingFailures.Of(failure));
        }
        finally
        {
            await ended.CancelAsync();
            await reporting;
        }
    }

    /// <summary>On a thread of its own: it works for seconds, and the pool's threads are for requests.</summary>
    private async Task PaintAsync(PaintingRun run)
    {
        var job = run.Job;
        var painter = painters.Get(job.Painter);
        var began = Stopwatch.GetTimestamp();
        using var picture = await Task.Factory.StartNew(
            () => painter.Paint(PaintingKeeper.Request(job), run.Advance, run.Ending), run.Ending, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        var elapsed = Stopwatch.GetElapsedTime(began);
        if (await keeper.KeepAsync(job, painter, picture, elapsed, run.Ending))
        {
            metrics.Painted(painter.Description.Id, elapsed);
            logger.LogInformation("Painting {Job} by {Painter} took {Seconds:0.0} s", job.Id, job.Painter, elapsed.TotalSeconds);
        }
    }

    /// <summary>Keeps the lease alive, however long a step takes, and ends the run when the job is not its own any more.</summary>
    private async Task ReportAsync(PaintingRun run, CancellationToken ended)
    {
        using var timer = new PeriodicTimer(options.Value.ReportEvery, clock);
        try
        {
            while (await timer.WaitForNextTickAsync(ended))
            {
                try
                {
                    var state = run.State;
                    if (!await queue.ReportAsync(run.Job, state.Step, state.StepCount, run.Preview, ended)) await run.CancelAsync();
                }
                catch (Exception failure) when (failure is not OperationCanceledException)
                {
                    logger.LogWarning(failure, "The progress of painting {Job} could not be reported", run.Job.Id);
                }
            }
        }
        catch (OperationCanceledException) when (ended.IsCancellationRequested)
        {
            // The run is over; nothing is left to report.
        }
    }

    private async Task SweepAsync(CancellationToken stopping)
    {
        using var timer = new PeriodicTimer(SweepEvery, clock);
        do
        {
            try
            {
                await queue.SweepAsync(stopping);
            }
            catch (Exception failure) when (failure is not OperationCanceledException)
            {
                logger.LogError(failure, "Old painting jobs could not be removed; the next round tries again");
            }
        }
        while (await timer.WaitForNextTickAsync(stopping));
    }
}

/// <summary>Why a job failed: the sentence is the entry <c>Failure.{code}</c> of <see cref="PaintingText"/>.</summary>
internal static class PaintingFailures
{
    public const string Failed = "failed";

    public const string Interrupted = "interrupted";

    public const string PainterMissing = "painter-missing";

    public const string PainterAway = "painter-away";

    public const string NoRoom = "no-room";

    public static string Of(Exception failure) => failure switch
    {
        KeyNotFoundException => PainterMissing,
        PainterAwayException => PainterAway,
        _ when Room.IsLackedBy(failure) => NoRoom,
        _ => Failed,
    };
}
