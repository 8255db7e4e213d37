using System.Security.Claims;
using Iris.Platform.Audit;
using Iris.Platform.Web;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Iris.Instruments.FaceTypes.Training;

/// <summary>A training that began.</summary>
/// <param name="Number">Of the version that will come of it.</param>
internal sealed record TrainingAccepted(int Number);

/// <param name="Active">Number of the version that decides; 1 is geometry.</param>
/// <param name="Items">The last trainings, newest first.</param>
internal sealed record TrainingList(int Active, IReadOnlyList<TrainingState> Items);

/// <param name="Number">1 for geometry, or that of a training that beats chance.</param>
internal sealed record VersionChoice(int Number);

/// <summary>Training and its versions, below <c>/api/v1/admin/face-types</c>, for admins.</summary>
internal static class TrainingEndpoints
{
    public static void MapTraining(this RouteGroupBuilder types)
    {
        types.MapPost("/train", TrainAsync).WithSummary("Trains the types on their reference pictures.")
            .WithDescription("Answers at once; 'versions' tells how it stands. 409 while another training is under way, 422 while a type has fewer than 5 pictures. The version decides from then on if it beats chance clearly.")
            .ProducesProblem(StatusCodes.Status409Conflict).ProducesProblem(StatusCodes.Status422UnprocessableEntity);
        types.MapDelete("/train", CancelAsync).WithSummary("Cancels the training under way.").ProducesProblem(StatusCodes.Status404NotFound);
        types.MapGet("/versions", ListAsync).WithSummary("The last trainings, newest first, with cross-validated accuracy and confusion matrix, and the version that decides.");
        types.MapPut("/version", ChooseAsync).WithSummary("Lets a version decide: 1 is geometry, others are trained.")
            .WithDescription("422 'version-unproven' for a version that does not beat chance.").ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status422UnprocessableEntity);
    }

    private static async Task<Results<Accepted<TrainingAccepted>, ProblemHttpResult>> TrainAsync(HttpContext context, TrainingRunner runner, CancellationToken cancellation) =>
        (await runner.TrainAsync(Actor.Of(context.User), cancellation)).Succeeded(out var training, out var refusal)
            ? TypedResults.Accepted($"{Types.TypeEndpoints.Path}/versions", new TrainingAccepted(training.Number))
            : refusal.ToProblem(context);

    private static async Task<Results<NoContent, NotFound>> CancelAsync(ClaimsPrincipal caller, TrainingRunner runner, CancellationToken cancellation) =>
        await runner.CancelAsync(Actor.Of(caller), cancellation) ? TypedResults.NoContent() : TypedResults.NotFound();

    private static async Task<Ok<TrainingList>> ListAsync(Trainings trainings, CancellationToken cancellation) =>
        TypedResults.Ok(new TrainingList(await trainings.ChosenAsync(cancellation), await trainings.ListAsync(cancellation)));

    private static async Task<Results<NoContent, NotFound, ProblemHttpResult>> ChooseAsync(VersionChoice choice, HttpContext context, TrainingRunner runner, CancellationToken cancellation)
    {
        if (await runner.ChooseAsync(choice.Number, Actor.Of(context.User), cancellation) is not { } outcome) return TypedResults.NotFound();
        return outcome.Succeeded(out _, out var refusal) ? TypedResults.NoContent() : refusal.ToProblem(context);
    }
}
