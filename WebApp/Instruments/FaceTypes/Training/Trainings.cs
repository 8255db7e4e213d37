using System.Text.Json;
using Iris.Instruments.FaceTypes.Classification;
using Iris.Instruments.FaceTypes.References;
using Iris.Instruments.FaceTypes.Types;
using Iris.Platform;
using Iris.Platform.Data;
using Iris.Platform.Web.Api;
using Microsoft.EntityFrameworkCore;

namespace Iris.Instruments.FaceTypes.Training;

/// <summary>Where a training stands, as pages and the API see it.</summary>
/// <param name="Number">Of the version.</param>
/// <param name="Status">A training whose node died has failed.</param>
/// <param name="Progress">0 to 1.</param>
/// <param name="StartedAt">When it began.</param>
/// <param name="EndedAt">When it ended; null: it has not, or its node died.</param>
/// <param name="Error">Code of why it failed.</param>
/// <param name="Report">Of a training that is done.</param>
/// <param name="IsActive">Whether it decides now.</param>
internal sealed record TrainingState(
    int Number, TrainingStatus Status, double Progress, DateTimeOffset StartedAt, DateTimeOffset? EndedAt, string? Error, TrainingReport? Report, bool IsActive);

/// <summary>The trainings in the database: one at a time on all nodes, and the choice of the version that decides.</summary>
internal sealed class Trainings(IDbContextFactory<AppDbContext> databases, TypeCatalogue catalogue, TimeProvider clock)
{
    /// <summary>The version that needs no training.</summary>
    public const int Geometry = 1;

    /// <summary>Of which the API and the page tell.</summary>
    private const int MostListed = 30;

    /// <summary>A node that does not report for so long counts as dead.</summary>
    public static readonly TimeSpan LeaseFor = TimeSpan.FromSeconds(30);

    /// <summary>The last one that was asked for: it is the same until an admin chooses another.</summary>
    private (Guid Training, ReferenceClassifier Classifier)? loaded;

    /// <summary>Begins a training. Refusals: <c>training-running</c> (409), <c>references-few</c> (422).</summary>
    public async Task<Outcome<TypeTraining>> BeginAsync(CancellationToken cancellation)
    {
        Outcome<TypeTraining> outcome = default;
        await catalogue.ReadAsync(cancellation); // so that there are types to queue up for
        await databases.InTransactionAsync(
            async database =>
            {
                await database.QueueUpForTypesAsync(cancellation);
                var now = clock.GetUtcNow();
                if (await Running(database).AnyAsync(training => training.LeaseUntil >= now, cancellation))
                {
                    outcome = Refusal.Of<FaceTypeText>("training-running", StatusCodes.Status409Conflict);
                    return false;
                }

                var counts = await database.Set<FaceType>().Select(type => database.Set<TypeReference>().Count(reference => reference.TypeId == type.Id)).ToListAsync(cancellation);
                if (counts.Exists(count => count < Trainer.FewestFaces))
                {
                    outcome = Refusal.Of<FaceTypeText>("references-few", StatusCodes.Status422UnprocessableEntity, Trainer.FewestFaces);
                    return false;
                }

                // What is still under way here has lost its node.
                await EndAsync(Running(database), TrainingStatus.Failed, TrainingFailures.Interrupted, now, cancellation);
                var last = await database.Set<TypeTraining>().MaxAsync(training => (int?)training.Number, cancellation) ?? Geometry;
                var begun = new TypeTraining { Id = Guid.CreateVersion7(now), Number = last + 1, StartedAt = now, LeaseUntil = now + LeaseFor };
                database.Add(begun);
                await database.SaveChangesAsync(cancellation);
                outcome = begun;
                return true;
            },
            cancellation);
        return outcome;
    }

    /// <summary>Says that the node lives, and how far it is; false when the training was cancelled or given up, and should end.</summary>
    public async Task<bool> ReportAsync(TypeTraining training, double progress, CancellationToken cancellation)
    {
        var until = clock.GetUtcNow() + LeaseFor;
        await using var database = await databases.CreateDbContextAsync(cancellation);
        return await Running(database).Where(row => row.Id == training.Id).ExecuteUpdateAsync(
            set => set.SetProperty(row => row.LeaseUntil, until).SetProperty(row => row.Progress, progress), cancellation) > 0;
    }

    /// <summary>The training is done, and what it learned decides from now on if it beats chance; false when it was cancelled meanwhile.</summary>
    public async Task<bool> CompleteAsync(TypeTraining training, TrainingReport report, TypeModel model)
    {
        var (now, told, learned) = (clock.GetUtcNow(), JsonSerializer.Serialize(report, ApiJson.Options), JsonSerializer.Serialize(model, ApiJson.Options));
        await using (var database = await databases.CreateDbContextAsync())
        {
            var done = await Running(database).Where(row => row.Id == training.Id).ExecuteUpdateAsync(set => set
                .SetProperty(row => row.Status, TrainingStatus.Done)
                .SetProperty(row => row.EndedAt, now)
                .SetProperty(row => row.Progress, 1)
                .SetProperty(row => row.Report, told)
                .SetProperty(row => row.Model, learned));
            if (done == 0) return false;
        }

        if (report.BeatsChance) await WriteChoiceAsync(training.Number, CancellationToken.None);
        return true;
    }

    /// <summary>The training can't be done.</summary>
    /// <param name="training">As it was begun.</param>
    /// <param name="error">One of <see cref="TrainingFailures"/>.</param>
    public async Task FailAsync(TypeTraining training, string error)
    {
        await using var database = await databases.CreateDbContextAsync();
        await EndAsync(Running(database).Where(row => row.Id == training.Id), TrainingStatus.Failed, error, clock.GetUtcNow(), CancellationToken.None);
    }

    /// <summary>Ends the training under way, wherever it is; answers its number, or null when there is none.</summary>
    public async Task<int?> CancelAsync(CancellationToken cancellation)
    {
        await using var database = await databases.CreateDbContextAsync(cancellation);
        var running = await Running(database).AsNoTracking().FirstOrDefaultAsync(cancellation);
        return running is not null && await EndAsync(Running(database).Where(row => row.Id == running.Id), TrainingStatus.Cancelled, null, clock.GetUtcNow(), cancellation) > 0
            ? running.Number
            : null;
    }

    /// <summary>The last trainings, newest first.</summary>
    public async Task<IReadOnlyList<TrainingState>> ListAsync(CancellationToken cancellation)
    {
        var (now, active) = (clock.GetUtcNow(), await ChosenAsync(cancellation));
        await using var database = await databases.CreateDbContextAsync(cancellation);
        var rows = await database.Set<TypeTraining>().AsNoTracking().OrderByDescending(row => row.Number).Take(MostListed)
            .Select(row => new { row.Number, row.Status, row.Progress, row.StartedAt, row.LeaseUntil, row.EndedAt, row.Error, row.Report }).ToListAsync(cancellation);
        return
        [
            .. rows.Select(row =>
            {
                var isDead = row.Status is TrainingStatus.Running && row.LeaseUntil < now;
                return new TrainingState(
                    row.Number, isDead ? TrainingStatus.Failed : row.Status, row.Progress, row.StartedAt, row.EndedAt, isDead ? TrainingFailures.Interrupted : row.Error,
                    row.Report is null ? null : JsonSerializer.Deserialize<TrainingReport>(row.Report, ApiJson.Options), row.Number == active);
            }),
        ];
    }

    /// <summary>
    /// Lets a version decide, on all nodes, from the next picture on. Refusals: <c>version-unproven</c> (422) for one that does not beat chance; null when there is no such
    /// version.
    /// </summary>
    public async Task<Outcome<int>?> ChooseAsync(int number, CancellationToken cancellation)
    {
        if (number != Geometry)
        {
            await using var database = await databases.CreateDbContextAsync(cancellation);
            var report = await database.Set<TypeTraining>().Where(row => row.Number == number && row.Status == TrainingStatus.Done).Select(row => row.Report).SingleOrDefaultAsync(cancellation);
            if (report is null) return null;
            if (!JsonSerializer.Deserialize<TrainingReport>(report, ApiJson.Options)!.BeatsChance)
            {
                return new Outcome<int>?(Refusal.Of<FaceTypeText>("version-unproven", StatusCodes.Status422UnprocessableEntity));
            }
        }

        await WriteChoiceAsync(number, cancellation);
        return new Outcome<int>?(number);
    }

    /// <summary>Number of the version that was chosen.</summary>
    public async Task<int> ChosenAsync(CancellationToken cancellation)
    {
        await using var database = await databases.CreateDbContextAsync(cancellation);
        return await database.Set<ClassifierChoice>().Select(choice => (int?)choice.Number).SingleOrDefaultAsync(cancellation) ?? Geometry;
    }

    /// <summary>The version that was chosen, or null for geometry.</summary>
    public async Task<ReferenceClassifier?> ActiveAsync(CancellationToken cancellation)
    {
        await using var database = await databases.CreateDbContextAsync(cancellation);
        var chosen = await (
            from choice in database.Set<ClassifierChoice>()
            join training in database.Set<TypeTraining>() on choice.Number equals training.Number
            select new { training.Id, training.Number }).SingleOrDefaultAsync(cancellation);
        if (chosen is null) return null;
        if (loaded is { } known && known.Training == chosen.Id) return known.Classifier;
        var model = await database.Set<TypeTraining>().Where(training => training.Id == chosen.Id).Select(training => training.Model).SingleAsync(cancellation);
        var classifier = new ReferenceClassifier(chosen.Number, JsonSerializer.Deserialize<TypeModel>(model!, ApiJson.Options)!);
        loaded = (chosen.Id, classifier);
        return classifier;
    }

    private Task WriteChoiceAsync(int number, CancellationToken cancellation) => databases.UpsertAsync(
        choices => choices.ExecuteUpdateAsync(set => set.SetProperty(choice => choice.Number, number), cancellation),
        () => new ClassifierChoice { Number = number },
        cancellation);

    private static IQueryable<TypeTraining> Running(AppDbContext database) => database.Set<TypeTraining>().Where(training => training.Status == TrainingStatus.Running);

    private static Task<int> EndAsync(IQueryable<TypeTraining> trainings, TrainingStatus status, string? error, DateTimeOffset now, CancellationToken cancellation) => trainings.ExecuteUpdateAsync(
        set => set.SetProperty(row => row.Status, status).SetProperty(row => row.Error, error).SetProperty(row => row.EndedAt, now), cancellation);
}

/// <summary>Why a training failed: the sentence is the entry <c>Training.{code}</c> of <see cref="FaceTypeText"/>.</summary>
internal static class TrainingFailures
{
    public const string Failed = "failed", Interrupted = "interrupted", FacesFew = "faces-few";
}
