using System.Diagnostics;
using Iris.Instruments.FaceTypes.Classification;
using Iris.Instruments.FaceTypes.References;
using Iris.Instruments.FaceTypes.Types;
using Iris.Platform;
using Iris.Platform.Audit;
using Iris.Platform.Faces;
using Iris.Platform.Imaging;
using Iris.Platform.Inference;
using Iris.Platform.Storage;

namespace Iris.Instruments.FaceTypes.Training;

/// <summary>
/// Trains on the node that was asked, while its site goes on: each picture takes its place at the networks like anybody's. When the node stops or dies, the training has failed, and can be
/// begun again; it takes seconds.
/// </summary>
internal sealed class TrainingRunner(
    Trainings trainings, TypeCatalogue catalogue, ReferencePictures references, IObjectStore store, FaceReader faces, InferenceGate gate, AuditLog audit, TimeProvider clock,
    IHostApplicationLifetime lifetime, ILogger<TrainingRunner> logger) : IHostedService
{
    /// <summary>Of the work, that is done when every picture was looked at; the rest is learning.</summary>
    private const double Looking = 0.8;

    private static readonly TimeSpan ReportEvery = TimeSpan.FromSeconds(2), Patience = TimeSpan.FromSeconds(1);

    private volatile Run? run;

    /// <summary>Ends with the training under way on this node.</summary>
    internal Task Ended { get; private set; } = Task.CompletedTask;

    /// <summary>Begins a training; refusals are those of <see cref="Trainings.BeginAsync"/>.</summary>
    public async Task<Outcome<TypeTraining>> TrainAsync(Actor admin, CancellationToken cancellation)
    {
        var outcome = await trainings.BeginAsync(cancellation);
        if (!outcome.Succeeded(out var training, out _)) return outcome;
        Ended = Task.Run(() => RunAsync(training), CancellationToken.None);
        await audit.WriteAsync(admin, AuditActions.TrainTypes, Name(training.Number), null, cancellation);
        return outcome;
    }

    /// <summary>Cancels the training under way, on whichever node it is; false when there is none.</summary>
    public async Task<bool> CancelAsync(Actor admin, CancellationToken cancellation)
    {
        if (await trainings.CancelAsync(cancellation) is not { } number) return false;
        // Another node hears of it when it reports.
        if (run is { } own && own.Training.Number == number) await own.Ending.CancelAsync();
        await audit.WriteAsync(admin, AuditActions.CancelTraining, Name(number), null, cancellation);
        return true;
    }

    /// <summary>Lets a version decide; see <see cref="Trainings.ChooseAsync"/>.</summary>
    public async Task<Outcome<int>?> ChooseAsync(int number, Actor admin, CancellationToken cancellation)
    {
        var outcome = await trainings.ChooseAsync(number, cancellation);
        if (outcome is { Refusal: null }) await audit.WriteAsync(admin, AuditActions.ChooseVersion, Name(number), null, cancellation);
        return outcome;
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Waits until the training that the end of the program has cancelled is written down as failed.</summary>
    public async Task StopAsync(CancellationToken cancellationToken) => await Ended.WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

    private static string Name(int number) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{number}");

    private async Task RunAsync(TypeTraining training)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(lifetime.ApplicationStopping);
        using var ended = new CancellationTokenSource();
        var own = new Run(training, ending);
        run = own;
        var reporting = ReportAsync(own, ended.Token);
        try
        {
            await TrainAsync(own, ending.Token);
        }
        catch (OperationCanceledException) when (lifetime.ApplicationStopping.IsCancellationRequested)
        {
            await trainings.FailAsync(training, TrainingFailures.Interrupted);
        }
        catch (OperationCanceledException) when (ending.IsCancellationRequested)
        {
            logger.LogInformation("Training {Number} of the face types is not wanted any more", training.Number);
        }
        catch (Exception failure)
        {
            logger.LogError(failure, "Training {Number} of the face types failed", training.Number);
            await trainings.FailAsync(training, TrainingFailures.Failed);
        }
        finally
        {
            run = null;
            await ended.CancelAsync();
            await reporting;
        }
    }

    private async Task TrainAsync(Run own, CancellationToken cancellation)
    {
        var began = Stopwatch.GetTimestamp();
        var types = await catalogue.ReadAsync(cancellation);
        var pictures = (await references.ReadAsync(cancellation)).Where(picture => types.Any(type => type.Id == picture.TypeId)).ToList();
        List<TrainingFace> seen = [];
        foreach (var (index, picture) in pictures.Index())
        {
            if (await DescribeAsync(picture.PictureKey, cancellation) is { } descriptors) seen.Add(new(types.Index().First(type => type.Item.Id == picture.TypeId).Index, descriptors));
            own.Progress = Looking * (index + 1) / pictures.Count;
        }

        if (types.Index().Any(type => seen.Count(face => face.Type == type.Index) < Trainer.FewestFaces))
        {
            await trainings.FailAsync(own.Training, TrainingFailures.FacesFew);
            return;
        }

        var (report, model) = await Cores.RunAsync(() => Task.FromResult(Learn(types, seen, pictures.Count - seen.Count, own, cancellation)), cancellation);
        if (await trainings.CompleteAsync(own.Training, report, model))
        {
            logger.LogInformation(
                "Training {Number} of the face types took {Seconds:0.0} s for {Faces} pictures and is right in {Accuracy:0.00} of them", own.Training.Number, Stopwatch.GetElapsedTime(began).TotalSeconds, report.Faces, report.Accuracy);
        }
    }

    private static (TrainingReport Report, TypeModel Model) Learn(IReadOnlyList<FaceType> types, List<TrainingFace> seen, int skipped, Run own, CancellationToken cancellation)
    {
        Guid[] ids = [.. types.Select(type => type.Id)];
        var way = Trainer.WayFor(seen, ids.Length);
        var validation = Trainer.Validate(seen, ids, way, part => own.Progress = Looking + (1 - Looking) * part, cancellation);
        return (TrainingReport.Of(way, types, skipped, validation), Trainer.Learn(seen, ids, way, cancellation));
    }

    /// <summary>Null when the picture is gone, or no face is found in it any more.</summary>
    private async Task<IReadOnlyList<float[]>?> DescribeAsync(ObjectKey key, CancellationToken cancellation)
    {
        byte[] file;
        await using (var stored = await store.OpenAsync(key, cancellation))
        {
            if (stored is null) return null;
            file = new byte[stored.Length];
            await stored.Content.ReadExactlyAsync(file, cancellation);
        }

        InferenceGate.Lease? place;
        // Who has time to wait does not take the place of somebody who hasn't.
        while (!(await gate.EnterAsync(cancellation)).Succeeded(out place, out _)) await Task.Delay(Patience, clock, cancellation);
        using (place)
        {
            return await Cores.RunAsync(() => Task.FromResult(Describe(file, cancellation)), cancellation);
        }
    }

    private IReadOnlyList<float[]>? Describe(byte[] file, CancellationToken cancellation)
    {
        if (!Picture.Decode(file, limits: PictureLimits.Stored).Succeeded(out var picture, out _)) return null;
        using (picture)
        {
            using var levels = new PictureLevels(picture);
            return faces.Read(levels, FaceReading.Mesh, cancellation) is [{ Mesh: { } mesh }, ..] ? RegionDescriptors.Of(picture, mesh, faces.LookAgain(levels, mesh, cancellation), faces, cancellation) : null;
        }
    }

    /// <summary>Keeps the lease alive, however long a picture waits, and ends the run when it was cancelled elsewhere.</summary>
    private async Task ReportAsync(Run own, CancellationToken ended)
    {
        using var timer = new PeriodicTimer(ReportEvery, clock);
        try
        {
            while (await timer.WaitForNextTickAsync(ended))
            {
                try
                {
                    if (!await trainings.ReportAsync(own.Training, own.Progress, ended)) await own.Ending.CancelAsync();
                }
                catch (Exception failure) when (failure is not OperationCanceledException)
                {
                    logger.LogWarning(failure, "The progress of training {Number} could not be reported", own.Training.Number);
                }
            }
        }
        catch (OperationCanceledException) when (ended.IsCancellationRequested)
        {
            // The run is over; nothing is left to report.
        }
    }

    /// <summary>The training under way on this node.</summary>
    private sealed class Run(TypeTraining training, CancellationTokenSource ending)
    {
        private double progress;

        public TypeTraining Training => training;

        public CancellationTokenSource Ending => ending;

        /// <summary>0 to 1.</summary>
        public double Progress
        {
            get => Volatile.Read(ref progress);
            set => Volatile.Write(ref progress, value);
        }
    }
}
